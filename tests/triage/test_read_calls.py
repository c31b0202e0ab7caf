"""Where a matter is already, what it risks, how urgent it is and what the caller wants, by sentences."""

import pytest

from bihuan.rules.matters import Nature, Urgency
from bihuan.rules.risk import Risk
from tests.triage.reading import reading

G, X, D, M, R = Risk.GATHERING, Risk.EXTREME_WORDS, Risk.DANGER_TO_LIFE, Risk.MEDIA_EXPOSURE, Risk.REPEATED


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("我已经申请了劳动仲裁，还没开庭", "labour_arbitration"),
        ("上个月仲裁委受理了", "labour_arbitration"),
        ("仲裁开过庭了，在等裁决", "labour_arbitration"),
        ("仲裁裁决下来了，公司不履行", "labour_arbitration"),
        ("裁决后公司不服起诉到法院，一审还没判", "court"),
        ("案子在区法院，下周开庭", "court"),
        ("判决生效了，已经申请强制执行", "court"),
        ("去劳动监察大队登记过，叫等通知", "labour_inspection"),
        ("已向区人社局投诉，受理编号也有", "labour_inspection"),
        ("前天到信访局反映了，喊我们回来等", "petition"),
        ("已在网上信访平台提交", "petition"),
        # A plan, a question, a threat, what others did.
        ("我想申请劳动仲裁，要准备什么材料", None),
        ("不给钱我就去劳动仲裁", None),
        ("是先仲裁还是直接去法院起诉？", None),
        ("劳动监察的电话是多少", None),
        ("还没去仲裁", None),
        ("公司说你去告嘛，去仲裁嘛", None),
        ("再不解决我们就去信访", None),
        ("听说仲裁有一年时效", None),
        ("希望联合劳动监察部门检查", None),
        ("向公司人事反映过", None),
    ],
)  # fmt: skip
def test_it_is_already_with(text: str, channel: str | None) -> None:
    read = reading(text).elsewhere
    assert (read and read.value) == channel


@pytest.mark.parametrize(
    ("text", "risks"),
    [
        ("我们二十几个人把项目部大门堵了", [G]),
        ("大家商量明天去区政府门口拉横幅", [G]),
        ("工人今天集体停工，守在厂门口不让货车走", [G]),
        ("再不给钱我就从楼上跳下去", [X, D]),
        ("我真的活不下去了，想一死了之", [X, D]),
        ("不解决我就跟他同归于尽", [X]),
        ("逼急了我拿刀砍他", [X]),
        ("工友掉到基坑里，还在重症监护室", [D]),
        ("车间里头煤气味大得很，已经有人昏倒了", [D]),
        ("脚手架松了还喊我们上去，没有安全绳", [D]),
        ("我要发抖音曝光他们", [M]),
        ("已经联系了电视台的记者", [M]),
        ("这是我第三次打电话来了", [R]),
        ("上周打过12351，到现在没人回复", [R]),
        ("之前来电反映过，一直没解决", [R]),
        ("多次向公司反映都没用", []),
        ("主任昨晚把她堵在仓库", []),
        ("抢救48小时后去世，厂里说不算工伤", []),
        ("主管围着车间骂人", []),
        ("拼命加班也做不完", []),
        ("昨天刚发的工资少了", []),
        ("公司在网上招聘写的月薪八千", []),
        ("希望把课程视频发到网上", []),
        ("手机上拍照发给班长打考勤", []),
        ("车间里热死人了", []),
        ("打了好几次电话给老板都不接", []),
        ("我们准备把他的丑事发到业主群和朋友圈", [M]),
    ],
)  # fmt: skip
def test_its_risks_are(text: str, risks: list[Risk]) -> None:
    assert [each.value for each in reading(text).risks] == risks


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("公司一直没交社保，想补缴", Urgency.ORDINARY),
        ("仲裁下个月开庭，想问要带什么", Urgency.ORDINARY),
        ("拖欠三个月工资，希望尽快解决", Urgency.ORDINARY),
        ("老板今晚要把设备拉走", Urgency.URGENT),
        ("老板跑路了，电话打不通", Urgency.URGENT),
        ("后天就开庭，证据还没拿到", Urgency.URGENT),
        ("一年时效只剩三天了", Urgency.URGENT),
        ("公司要求今天必须签字，不签就算旷工", Urgency.URGENT),
        ("监控录像下周就会被覆盖", Urgency.URGENT),
        ("明天上午截止报名，系统交不上去", Urgency.URGENT),
        ("公司正在办注销，财产在转移", Urgency.URGENT),
        ("我站在楼顶上，不给钱我就跳楼", Urgency.CRITICAL),
        ("工人中暑昏迷，正在抢救", Urgency.CRITICAL),
        ("脚手架快垮了还逼我们上去，随时会死人", Urgency.CRITICAL),
        ("今天天气热，公司没发高温费", Urgency.ORDINARY),
        ("我今天打电话是想问公积金怎么提取", Urgency.ORDINARY),
        ("每周日都要加班，这周也一样", Urgency.ORDINARY),
        ("公司三年前注销了，档案在哪里", Urgency.ORDINARY),
        ("去年腿骨折，工伤认定下来了，伤残津贴怎么算", Urgency.ORDINARY),
    ],
)  # fmt: skip
def test_its_urgency_is(text: str, urgency: Urgency) -> None:
    assert reading(text).urgency.value is urgency


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("请问年假怎么算", Nature.INQUIRY),
        ("想了解一下入会的流程", Nature.INQUIRY),
        ("被辞退了有没有补偿？", Nature.INQUIRY),
        ("来电人咨询工伤认定的材料", Nature.INQUIRY),
        ("我要投诉我们公司强制加班", Nature.COMPLAINT),
        ("市民来电投诉单位不缴公积金，并咨询怎么补缴", Nature.COMPLAINT),
        ("举报某工厂使用童工", Nature.REPORT),
        ("来电人匿名举报食堂卫生差", Nature.REPORT),
        ("建议工会多办点相亲活动", Nature.SUGGESTION),
        ("我有个建议，驿站能不能晚点关门", Nature.SUGGESTION),
        ("感谢工会的同志帮我要回工资，特来表扬", Nature.PRAISE),
        ("送锦旗感谢你们", Nature.PRAISE),
        ("老板跑了，请工会帮我们要工钱", Nature.HELP),
        ("来电求助：父亲在工地受伤，没钱治", Nature.HELP),
        ("工资三个月没发，帮帮我们", Nature.HELP),
        ("已经向劳动监察投诉过了没结果，现求助工会", Nature.HELP),
        ("我要给12351的话务员提个表扬", Nature.PRAISE),
        ("公司扣我工资，我不服，要投诉", Nature.COMPLAINT),
        ("坐席：请问您要投诉还是咨询？\n来电人：我就问一下，哺乳期能不能不上夜班？", Nature.INQUIRY),
        ("坐席：您好，请讲。\n来电人：你们要给我们作主啊，工钱要不到。", Nature.HELP),
    ],
)  # fmt: skip
def test_the_caller_wants(text: str, nature: Nature) -> None:
    assert reading(text).nature.value is nature
