"""Who acts: posts people are appointed to, and the standings an actor has in one order.

A *post* (岗位) is what the organisation appointed a person to; it holds in every order of the unit. A *standing*
(身份) is what the actor is in *this* order, worked out afresh for every act. Lifecycle tables speak of standings only.
"""

from enum import StrEnum

from bihuan.rules.words import Words


class Level(StrEnum):
    """Levels of a city's administration, highest first."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"


LEVEL_WORDS = {
    Level.CITY: Words("市级", "City"),
    Level.DISTRICT: Words("区县", "District"),
    Level.STREET: Words("镇街", "Street"),
    Level.COMMUNITY: Words("村社区", "Community"),
    Level.GRID: Words("网格", "Grid"),
}


class Post(StrEnum):
    """What a unit may appoint a person to."""

    OPERATOR = "operator"
    DISPATCHER = "dispatcher"
    ORDER_CLERK = "order_clerk"
    INFORMANT = "informant"
    DEPARTMENT_OFFICER = "department_officer"
    COMMAND_OFFICER = "command_officer"
    GRID_WORKER = "grid_worker"
    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"
    LEADER = "leader"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    ADMINISTRATOR = "administrator"


POST_WORDS = {
    Post.OPERATOR: Words("话务员", "Hotline operator"),
    Post.DISPATCHER: Words("派单员", "Dispatcher"),
    Post.ORDER_CLERK: Words("工单办理员", "Order clerk"),
    Post.INFORMANT: Words("劳动关系信息员", "Labour-relations informant"),
    Post.DEPARTMENT_OFFICER: Words("部门承办人", "Department officer"),
    Post.COMMAND_OFFICER: Words("指挥中心值守员", "Command-centre officer"),
    Post.GRID_WORKER: Words("网格员", "Grid worker"),
    Post.SUPERVISOR: Words("督办员", "Supervisor"),
    Post.INSPECTOR: Words("质检员", "Quality inspector"),
    Post.LEADER: Words("领导", "Leader"),
    Post.CHAIR: Words("工会主席", "Union chair"),
    Post.VICE_CHAIR: Words("工会副主席", "Union vice-chair"),
    Post.ADMINISTRATOR: Words("系统管理员", "Administrator"),
}

#: Posts through which orders are seen. An administrator keeps the house and reads no orders (facts 10.55); a grid worker
#: reports events and sees those alone.
SEEING_POSTS = frozenset(Post) - {Post.ADMINISTRATOR, Post.GRID_WORKER}

#: Posts whose holders handle orders on behalf of their unit.
HANDLING_POSTS = frozenset(
    {Post.DISPATCHER, Post.ORDER_CLERK, Post.INFORMANT, Post.DEPARTMENT_OFFICER, Post.COMMAND_OFFICER}
)


#: Posts that sign a union's letters (浙江省工会劳动法律监督条例 21).
SIGNING_POSTS = frozenset({Post.CHAIR, Post.VICE_CHAIR})


class Standing(StrEnum):
    """What an actor is in one order at one moment."""

    OPERATOR = "operator"
    DISPATCHER = "dispatcher"
    HOLDER = "holder"
    LEAD = "lead"
    SUPPORTING = "supporting"
    INFORMED = "informed"
    ACCOUNTABLE = "accountable"
    UPPER = "upper"
    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"
    LEADER = "leader"
    WARNED = "warned"
    SYSTEM = "system"
    # In an event
    CENTRE = "centre"
    HANDLER = "handler"
    TASKED = "tasked"
    REPORTER = "reporter"
    # In a union letter
    LETTER_UNION = "letter_union"
    SIGNATORY = "signatory"
    # In the knowledge base
    EDITOR = "editor"
    REVIEWER = "reviewer"
    # In a duty list and its changes
    LIST_OWNER = "list_owner"
    ASKING_SIDE = "asking_side"
    OTHER_SIDE = "other_side"
    ADMISSION = "admission"


STANDING_WORDS = {
    Standing.OPERATOR: Words("热线话务席", "the hotline desk"),
    Standing.DISPATCHER: Words("派单席", "the dispatching desk"),
    Standing.HOLDER: Words("当前持有单位", "the unit holding the order"),
    Standing.LEAD: Words("主办单位", "the lead unit"),
    Standing.SUPPORTING: Words("协办单位", "a supporting unit"),
    Standing.INFORMED: Words("知会单位", "an informed unit"),
    Standing.ACCOUNTABLE: Words("责任单位", "the accountable unit"),
    Standing.UPPER: Words("上级责任单位", "the accountable unit above the lead"),
    Standing.SUPERVISOR: Words("督办员", "a supervisor of the accountable line"),
    Standing.INSPECTOR: Words("质检员", "a quality inspector"),
    Standing.LEADER: Words("领导", "a leader of the accountable line"),
    Standing.WARNED: Words("被预警单位", "the unit warned"),
    Standing.SYSTEM: Words("系统", "the system"),
    Standing.CENTRE: Words("事件所在指挥中心", "the centre that owns the event"),
    Standing.HANDLER: Words("经办人", "whoever the event was assigned to"),
    Standing.TASKED: Words("承担任务的单位", "a unit with a task in it"),
    Standing.REPORTER: Words("上报人", "whoever reported it"),
    Standing.LETTER_UNION: Words("发函工会的承办人员", "those who handle orders in the union that writes"),
    Standing.SIGNATORY: Words("发函工会的主席、副主席", "the chair or a vice-chair of the union that writes"),
    Standing.EDITOR: Words("知识库编辑", "an editor of the knowledge base"),
    Standing.REVIEWER: Words("知识库审核人", "a reviewer of the knowledge base"),
    Standing.LIST_OWNER: Words("清单所属镇街的指挥中心", "the command centre whose list it is"),
    Standing.ASKING_SIDE: Words("提出调整的一方", "the side that asked for the change"),
    Standing.OTHER_SIDE: Words("征求意见的一方", "the side whose opinion is asked"),
    Standing.ADMISSION: Words("上级准入审核单位", "the centre above, which reviews admission"),
}
