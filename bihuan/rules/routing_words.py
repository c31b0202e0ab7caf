"""A routing decision in words: which rule, on what grounds, to whom, and what else was near."""

from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.duties import DUTY_KIND_WORDS
from bihuan.rules.events import EVENT_MATTERS
from bihuan.rules.grids import GRID_KIND_WORDS, GridKind
from bihuan.rules.matters import (
    EMPLOYER_WORDS,
    MATTERS,
    NATURE_WORDS,
    URGENCY_WORDS,
    EmployerKind,
    Nature,
    Urgency,
)
from bihuan.rules.routing import Decision, Incident, InGrid, Landing, Range, Row, Trouble
from bihuan.rules.transitions import listed
from bihuan.rules.words import Words

TROUBLE_WORDS = {
    Trouble.UNIT_ABOLISHED: Words(
        "规则所指单位“{about}”已撤销", "the rule names {about}, which was abolished"
    ),
    Trouble.UNIT_MISSING: Words("规则所指单位“{about}”在当地不存在", "there is no {about} in that place"),
    Trouble.ITEM_WITHDRAWN: Words(
        "规则所指事项“{about}”不在当地履职清单中", "item {about} stands in no duty list there"
    ),
    Trouble.PLACE_ABOLISHED: Words(
        "规则所指地点“{about}”已撤销", "the rule names {about}, a place that was abolished"
    ),
    Trouble.UNCLAIMED: Words("事项“{about}”尚无岗位认领", "no post has claimed item {about}"),
    Trouble.POST_VACANT: Words("岗位“{about}”无人在岗", "nobody stands in the post {about}"),
    Trouble.SUPPORT_MISSING: Words("协办单位“{about}”不存在", "the supporting unit {about} does not exist"),
}

_MATTERS = MATTERS | EVENT_MATTERS
_NO_ROW = Words("没有适用的规则", "no rule fits")


def trouble_words(incident: Incident) -> Words:
    """What is wrong, in words."""
    return TROUBLE_WORDS[incident.trouble].fill(about=incident.about)


def conditions_of(row: Row, place_names: dict[str, str] | None = None) -> Words:
    """What a row asks for: "事项为拖欠工资，人数不少于10"; for a row without any condition, "any matter".

    Parameters: ``place_names`` names of places by code, where they are known.
    """
    names = place_names or {}
    said: list[Words] = []
    if row.matters:
        said.append(
            Words("事项为{v}", "matter: {v}").fill(
                v=_any(_MATTERS.get(m, Words(m, m)) for m in sorted(row.matters))
            )
        )
    if row.places:
        said.append(
            Words("地点在{v}", "place: {v}").fill(
                v=_any(Words(n := names.get(p, p), n) for p in sorted(row.places))
            )
        )
    if row.levels:
        said.append(
            Words("地点具体到{v}", "place known to: {v}").fill(
                v=_any(LEVEL_WORDS[each] for each in Level if each in row.levels)
            )
        )
    if row.grid_kinds:
        said.append(
            Words("地点在{v}内", "place in a grid: {v}").fill(
                v=_any(GRID_KIND_WORDS[kind] for kind in GridKind if kind in row.grid_kinds)
            )
        )
    if row.natures:
        said.append(
            Words("性质为{v}", "nature: {v}").fill(
                v=_any(NATURE_WORDS[n] for n in Nature if n in row.natures)
            )
        )
    if row.urgencies:
        said.append(
            Words("紧急程度为{v}", "urgency: {v}").fill(
                v=_any(URGENCY_WORDS[u] for u in Urgency if u in row.urgencies)
            )
        )
    if row.employer_kinds:
        said.append(
            Words("用人单位为{v}", "employer: {v}").fill(
                v=_any(EMPLOYER_WORDS[k] for k in EmployerKind if k in row.employer_kinds)
            )
        )
    said += _range(row.people, Words("人数", "people"), 1)
    said += _range(row.amount_fen, Words("金额（元）", "yuan"), 100)
    if row.hours:
        said.append(
            Words("时间在{a}至{b}", "time: {a} to {b}").fill(
                a=f"{row.hours.start:%H:%M}", b=f"{row.hours.end:%H:%M}"
            )
        )
    if not said:
        return Words("任何事项", "any matter")
    return Words("，".join(w.zh for w in said), "; ".join(w.en for w in said))  # fmt: skip


def why(decision: Decision, place_names: dict[str, str] | None = None) -> list[Words]:
    """The reasons of a decision, one sentence each, in the order a person would give them."""
    row, item, unit = decision.row, decision.item, decision.unit
    desk = Words(unit.name, unit.name) if unit else Words("派单席", "the dispatching desk")
    said = [grid_words(grid) for grid in decision.grids]
    if row is None:
        return [*said, _TO_DESK.fill(why=_NO_ROW, desk=desk)]
    said += [
        Words("规则 {code} 适用：{conditions}。", "Rule {code} fits: {conditions}.").fill(
            code=row.code, conditions=conditions_of(row, place_names)
        )
    ]
    if decision.landing is Landing.DESK:
        said.append(_TO_DESK.fill(why=listed(map(trouble_words, decision.incidents)), desk=desk))
    elif item is not None:
        said.append(
            Words("属履职事项“{item}”（{kind}）。", "It is the duty item {item} ({kind}).").fill(
                item=item.name, kind=DUTY_KIND_WORDS[item.kind]
            )
        )
        said.append(Words("由{unit}承办。", "{unit} leads.").fill(unit=desk))
        if decision.post:
            said.append(
                Words(
                    "事项由{centre}“{board}”板块的{post}认领，在岗 {people} 人。",
                    "At {centre}, board {board}, the post {post} has claimed it; {people} in post.",
                ).fill(**decision.post._asdict(), post=decision.post.name)
            )
    if decision.supporting:
        said.append(
            Words("协办：{units}。", "Supporting: {units}.").fill(
                units=listed(Words(each.name, each.name) for each in decision.supporting)
            )
        )
    if decision.landing is not Landing.DESK:
        said += [
            Words("注意：{t}。", "Note: {t}.").fill(t=trouble_words(each)) for each in decision.incidents
        ]
    if decision.runner_up is not None:
        said.append(runner_up_words(decision.runner_up, place_names))
    return said


def grid_words(grid: InGrid) -> Words:
    """In which grid the place lies."""
    return Words("地点在{kind}“{name}”。", "The place lies in {name} ({kind}).").fill(
        kind=GRID_KIND_WORDS[GridKind(grid.kind)], name=grid.name
    )


def runner_up_words(row: Row, place_names: dict[str, str] | None = None) -> Words:
    """The rule that would have decided next."""
    return Words(
        "其次：规则 {code}（事项 {item}）也适用：{conditions}；排序在后，未采用。",
        "Next: rule {code} (item {item}) fits too: {conditions}; it stands later and was not taken.",
    ).fill(code=row.code, item=row.item, conditions=conditions_of(row, place_names))


_TO_DESK = Words("{why}，转{desk}值守席人工判定。", "Because {why}, the duty desk of {desk} decides by hand.")


def _any(words: object) -> Words:
    phrases = list(words)  # type: ignore[call-overload]
    return Words("或".join(w.zh for w in phrases), " or ".join(w.en for w in phrases))


def _range(asked: Range, what: Words, divisor: int) -> list[Words]:
    def figure(value: int) -> str:
        return f"{value // divisor:,}" if value % divisor == 0 else f"{value / divisor:,.2f}"

    found = []
    if asked.least is not None:
        found.append(Words("{w}不少于 {n}", "{w}: at least {n}").fill(w=what, n=figure(asked.least)))
    if asked.most is not None:
        found.append(Words("{w}不多于 {n}", "{w}: at most {n}").fill(w=what, n=figure(asked.most)))
    return found
