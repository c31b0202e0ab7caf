"""Where the work is: of all places a call names, the one that is neither home nor the seat of an authority."""

import re
from datetime import date
from typing import NamedTuple

from bihuan.rules.actors import Level
from bihuan.rules.place_names import Gazetteer, Mention, Naming, Place
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import PlaceRead, Read
from bihuan.triage.reading.texts import Text

_JOINTS = re.compile(r"[\s·•、,，\-—]?(?:市|的|这边|那边)?")
_AROUND = 14
_HOME_BEFORE = re.compile(
    r"(?:老家|家住|家在|家里在|屋头在|户口|户籍|籍贯|原籍|住在|居住|租住|租房|嫁到|来自|老屋|娘家|住址|出生)[^,，。;；!！?？\n]{0,6}$"
)
_HOME_AFTER = re.compile(
    r"^[^,，。;；!！?？\n]{0,4}?(?:的?人(?=[,，。;；!！?？\s\n哈哦嘛]|$)|人[,，]?(?:在|现在|到)|户口|户籍|户(?=[,，。])|老家|农村|乡下|籍|的老百姓|的村民)"
)
_COME_FROM = re.compile(r"(?:是|都是|从)$")
_COME_FROM_AFTER = re.compile(r"^(?:那边|这边)?(?:的(?=[,，。;；!！?？\s\n])|来|过来|出来|农村)")
_BODY_AFTER = re.compile(
    r"^(?:区|县|市|镇|乡|街道)?(?:劳动)?(?:人事)?(?:争议)?(?:人民|中级|基层)?"
    r"(?:法院|仲裁|人社|劳动局|劳动监察|监察|总工会|工会|信访|公安|派出所|社保|税务|住建|建委|政府|检察院|公积金|司法|"
    r"残联|妇联|民政|交警|办事处|就业|法律援助|法援|医保|政务|劳动保障|社区卫生|疾控|消防)"
)
_TREATED = re.compile(r"(?:送到|送往|送去|住院|治疗|转到|手术|看病|抢救|在)$")
_TREATED_AFTER = re.compile(
    r"^[^,，。]{0,6}(?:医院|卫生院)[^,，。]{0,6}(?:住院|治疗|抢救|手术|看|检查|做|开)"
)
_WORK_BEFORE = re.compile(
    r"(?:在|位于|地址|单位|上班|工作|公司|工地|项目|厂|店|就职于|入职|任职于|供职|举报|投诉|反映|表扬|建议|到|来|原系|系|"
    r"跑|租给|承接|承建|送到)[^,，。;；!！?？\n]{0,6}$"
)
_WORK_AFTER = re.compile(
    r"^[^,，。;；!！?？\n]{0,14}?(?:上班|工作|打工|干活|做工|务工|做事|工地|厂|公司|店|项目|园区|工业园|当|开|跑|送|单位|站|"
    r"酒店|物业|车间|打起工|做|医院|学校|幼儿园|餐|超市|骑手|职工|工人|员工|驿站|之家|一家|某)"
)
_LOCATED = re.compile(
    r"^(?:这边|那边|附近|这里|那里|镇上|街上|一带|这|那|的|一|某|工地|有|上班|打工|做|当|开|跑|送|商圈|广场|步行街|工业|园|片区|场镇|[,，。;；\s]|$)"
)
_ASKED_HOME = re.compile(r"老家|户籍|户口|哪里人|家住|住哪|籍贯|住在")
_ASKED_WORK = re.compile(r"工作|上班|单位|地址|公司|工地|项目|厂|店|在哪|哪里|地方|位置|地点")


class Named(NamedTuple):
    """Names that stand together and fit together (渝北回兴), and the places they may mean on the day."""

    start: int
    end: int
    naming: Naming
    supported: bool
    places: tuple[Place, ...]

    @property
    def certain(self) -> bool:
        """Whether it is a place whatever stands around it: a street's short name alone may be any word (公平, 长安)."""
        return self.naming is Naming.FULL or self.supported or min(map(_rank, self.places)) == 1


#: What is done at a place ends where it lies: "江南一期工地干活".
_WORK_THERE = re.compile(r"干活|上班|打工|做工|务工|做事|工作|当|做|跑")


def read_place(text: Text, named: list[Named], on: date, places: Gazetteer) -> Read[PlaceRead] | None:
    """The place of work; ``None`` where none is named, or only a home or an authority.

    Where several places bear the name and nothing else tells, the answer holds all of them and none as the place.
    """
    rated = [(_weight(text, each), each) for each in named]
    eligible = [(weight, each) for weight, each in rated if weight > 0]
    if not eligible:
        return None
    _, best = max(eligible, key=lambda pair: (pair[0] + _depth(pair[1]) / 2, -pair[1].start))
    fitting = best.places
    for _, other in eligible:
        if other is best:
            continue
        narrowed = _within(fitting, other.places)
        if len(fitting) > 1 and narrowed:
            fitting = narrowed
        deeper = _within(other.places, fitting)
        if len(fitting) == 1 and deeper and _depth(other) > _depth(best):
            best, fitting = other, deeper
    fitting = _one_if_nested(fitting)
    start, end = best.start, best.end
    said = text.raw[start:end]
    if len(fitting) > 1:
        return Read(
            PlaceRead(None, (), tuple(sorted(fitting, key=lambda place: place.path))),
            (start, end),
            Words(f"“{said}”有 {len(fitting)} 个地方同名", f"“{said}” is the name of {len(fitting)} places"),
        )
    place = fitting[0]
    clause_end = text.clause(end)[1] if end < len(text.raw) else end
    detail = _WORK_THERE.split(text.raw[end:clause_end], maxsplit=1)[0].strip(" ,，。！？!?；;\n…的")
    now = "" if place.name in said else place.name
    because = Words(
        f"工作地点写作“{said}”" + (f"，现为{now}" if now else ""),
        f"the place of work is given as “{said}”" + (f", today {now}" if now else ""),
    )
    return Read(PlaceRead(place, places.line(place, on), (), detail[:40]), (start, end), because)


def named_places(text: Text, on: date, places: Gazetteer) -> list[Named]:
    """Names below the city, those that follow one another and fit together as one."""
    found: list[Named] = []
    chain: list[Mention] = []
    for mention in [*places.mentions(text.said), None]:
        if mention and chain and _joined(text, places, chain, mention, on):
            chain.append(mention)
            continue
        if chain:
            found += _of_chain(chain, on, places)
        chain = [mention] if mention else []
    return found


def _joined(text: Text, places: Gazetteer, chain: list[Mention], mention: Mention, on: date) -> bool:
    gap = text.said[chain[-1].end : mention.start]
    if len(gap) > 3 or not _JOINTS.fullmatch(gap):
        return False
    return any(places.lies_in(was, chain[-1], on) for was in mention.places)


def _of_chain(chain: list[Mention], on: date, places: Gazetteer) -> list[Named]:
    last = chain[-1]
    meant = [was for was in last.places if all(places.lies_in(was, above, on) for above in chain[:-1])]
    now = {place.id: place for was in meant or last.places if (place := places.on(was, on))}
    below = [each for each in chain if any(was.level is not Level.CITY for was in each.places)]
    standing = tuple(place for place in now.values() if place.level is not Level.CITY)
    if not below or not standing:
        return []
    return [Named(below[0].start, last.end, last.naming, len(below) > 1, standing)]


def _weight(text: Text, named: Named) -> float:
    """How well it fits as the place of work; nothing or less where it is a home, an authority or no place at all."""
    before = text.said[max(0, named.start - _AROUND) : named.start]
    after = text.said[named.end : named.end + _AROUND + 6]
    if _HOME_BEFORE.search(before) or _HOME_AFTER.match(after):
        return 0
    if _COME_FROM.search(before) and _COME_FROM_AFTER.match(after):
        return 0
    if _BODY_AFTER.match(after) or (_TREATED.search(before) and _TREATED_AFTER.match(after)):
        return 0
    asked = text.asked_before(named.start)
    soon = named.start - text.turn_at(named.start).start < 20
    if soon and _ASKED_HOME.search(asked):
        return 0
    weight = 1.0
    if _WORK_BEFORE.search(before) or (soon and _ASKED_WORK.search(asked)):
        weight += 1
    if _WORK_AFTER.match(after):
        weight += 1
    if not named.certain:
        if not (_LOCATED.match(after) and (weight > 1 or not before.strip())):
            return 0
        weight -= 0.5
    return weight


def _rank(place: Place) -> int:
    return place.path.count("/") - 2


def _depth(named: Named) -> int:
    return min(2, max(map(_rank, named.places)))


def _within(places: tuple[Place, ...], above: tuple[Place, ...]) -> tuple[Place, ...]:
    return tuple(
        place for place in places if any(place.path.startswith(each.path) and place != each for each in above)
    )


def _one_if_nested(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """A district and its street of the same name (万盛 of 万盛) are one: the upper."""
    top = [place for place in places if not _within((place,), places)]
    return tuple(top) if len(top) == 1 else places
