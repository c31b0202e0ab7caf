"""The rows of the ladder that come with the product.

No public text sets these figures for the union hotline, so every row is a default with its precedent, shown as "not an
official figure" until an office hands in its own.
"""

from bihuan.rules.actors import HANDLING_POSTS, Post
from bihuan.rules.alerts import Light
from bihuan.rules.deadlines import Budget, TimeType
from bihuan.rules.ladder import Cause, Ladder, Rung, Step, Tread, Wants
from bihuan.rules.words import Words

VERSION = "2026-11-default"

_SIGNING = Words(
    "参照“红黄灯”热线：一个工作日内签收并联系",
    "After a traffic-light hotline: sign and contact within 1 working day",
)
_SHARE = Words(
    "默认配置：超期必须处置，未处置转督办单",
    "A default: what is late must be answered for; unanswered it becomes a slip",
)
_SLIPS = Words(
    "参照三明蓝—橙—红督办单：前一级未答复即升级",
    "After Sanming's blue, orange and red slips: unanswered climbs",
)
_REPEAT = Words("参照济南：重复诉求纳入督办", "After Jinan's rules: what is asked repeatedly is supervised")
_CONFIGURED = Words("默认配置，待本地确认", "A default, to be confirmed by the office")
_MAJOR = Words("参照三明：重大紧急事项直接发橙色", "After Sanming: what is major or urgent starts at orange")

N, K, D = Wants.NOTHING, Wants.ACKNOWLEDGEMENT, Wants.DISPOSAL

# fmt: off
#: Of one cause in rising order of light. A light without a row is shown on the order and warns nobody.
RUNGS = (
    Rung(Cause.SIGN,          Light.ORANGE, K, _SIGNING),
    Rung(Cause.SIGN,          Light.RED,    D, _SIGNING, climbs=True, lapses=False),
    Rung(Cause.FIRST_CONTACT, Light.ORANGE, N, _SIGNING),
    Rung(Cause.FIRST_CONTACT, Light.RED,    D, _SIGNING, climbs=True, lapses=False),
    Rung(Cause.HANDLE,        Light.YELLOW, N, _CONFIGURED),
    Rung(Cause.HANDLE,        Light.ORANGE, K, _CONFIGURED),
    Rung(Cause.HANDLE,        Light.RED,    D, _SHARE, climbs=True, lapses=False),
    Rung(Cause.TOTAL,         Light.BLUE,   N, _CONFIGURED),
    Rung(Cause.TOTAL,         Light.YELLOW, N, _CONFIGURED),
    Rung(Cause.TOTAL,         Light.ORANGE, K, _CONFIGURED),
    Rung(Cause.TOTAL,         Light.RED,    D, _SHARE, climbs=True, lapses=False),
    Rung(Cause.SUPPORT,       Light.YELLOW, N, _CONFIGURED),
    Rung(Cause.SUPPORT,       Light.ORANGE, K, _CONFIGURED),
    Rung(Cause.SUPPORT,       Light.RED,    D, _SHARE, climbs=True, lapses=False),
    Rung(Cause.REPLY,         Light.RED,    K, _CONFIGURED),
    Rung(Cause.VISIT,         Light.RED,    K, _CONFIGURED),
    Rung(Cause.BOUNCED,       Light.YELLOW, K, _CONFIGURED, at=2),
    Rung(Cause.BOUNCED,       Light.ORANGE, D, _CONFIGURED, at=3),
    Rung(Cause.REPEATED,      Light.YELLOW, K, _REPEAT, at=2),
    Rung(Cause.REPEATED,      Light.ORANGE, D, _REPEAT, at=4),
    Rung(Cause.CALLER,        Light.YELLOW, K, _REPEAT, at=3, within=30),
    Rung(Cause.CALLER,        Light.ORANGE, D, _REPEAT, at=5, within=30),
    Rung(Cause.PROMISE,       Light.BLUE,   N, _CONFIGURED, at=-7),
    Rung(Cause.PROMISE,       Light.RED,    D, _SLIPS, at=1, climbs=True, lapses=False),
    Rung(Cause.RISK,          Light.ORANGE, D, _MAJOR, at=1, lapses=False),
)
# fmt: on

_HANDLING = tuple(post for post in Post if post in HANDLING_POSTS)
_DAY, _HALF_A_DAY = Budget(1, TimeType.WORKING_DAY), Budget(4, TimeType.WORK_HOUR)
_WARNED = (*_HANDLING, Post.OPERATOR, Post.LEADER)

TREADS = (
    Tread(Step.ACKNOWLEDGE, _DAY, _WARNED, _CONFIGURED),
    Tread(Step.ACKNOWLEDGE, _HALF_A_DAY, _WARNED, _CONFIGURED, Light.ORANGE),
    Tread(Step.ACKNOWLEDGE, _HALF_A_DAY, _WARNED, _CONFIGURED, Light.RED),
    Tread(Step.DISPOSE, _DAY, (*_HANDLING, Post.LEADER), _SLIPS),
    Tread(Step.VERIFY, Budget(2, TimeType.WORKING_DAY), (Post.SUPERVISOR,), _CONFIGURED),
    Tread(Step.SLIP, Budget(3, TimeType.WORKING_DAY), (Post.LEADER, *_HANDLING), _SLIPS),
    Tread(Step.TALK, Budget(5, TimeType.WORKING_DAY), (Post.LEADER,), Words(
        "参照某市热线办法：逾期五个工作日后通报", "After a city's rules: public criticism five working days later")),
)  # fmt: skip

SHIPPED = Ladder(RUNGS, TREADS)
