"""Whether unpaid wages reach the amounts of the crime of refusing to pay, and what else the crime needs.

法释〔2013〕3号 3, 4. Each province sets its figures within the national range; until it is known which hold here the
lower end is used and the result says so. A figure reached is a reason to look, never a finding.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from bihuan.rules.laws import cite
from bihuan.rules.local_figures import Figure, LocalFigure, figure_on
from bihuan.rules.reckoning import Line, Reckoning, money, unofficial, yuan
from bihuan.rules.refusal import refuse
from bihuan.rules.risk import THRESHOLDS, Risk, Threshold
from bihuan.rules.words import Words

MOST_PEOPLE = 1_000_000
#: National ranges in fen (法释〔2013〕3号 3).
RANGES = {Figure.CRIME_SINGLE: (5_000_00, 20_000_00), Figure.CRIME_GROUP: (30_000_00, 100_000_00)}
_RISKS = {Figure.CRIME_SINGLE: Risk.CRIMINAL_SINGLE, Figure.CRIME_GROUP: Risk.CRIMINAL_GROUP}


class AmountLine(NamedTuple):
    """An amount line that holds: its fen, and what has to be said of it."""

    fen: int
    warning: tuple[Words, ...]


def amount_line(kind: Figure, local: LocalFigure | None, on: date) -> AmountLine:
    """The province's figure, or the lower end of the national range with the sentence that says so.

    Raises: ``Refused`` figure_unknown for a day before the interpretation was in force.
    """
    if local:
        return AmountLine(local.fen, local.warning)
    row = next((row for row in THRESHOLDS if row.risk is _RISKS[kind] and row.since <= on), None)
    if row is None:
        refuse("figure_unknown", what=Words("入罪数额", "the amount line"), day=on)
    least, most = RANGES[kind]
    told = Words(
        f"本地数额未核实，按全国幅度{yuan(least)}至{yuan(most)}的下限计",
        f"the local amount is not verified; the lower end of the national range {yuan(least)} to {yuan(most)} was used",
    )
    return AmountLine(row.fen, (unofficial(told, row.basis),))


def lines_of(figures: Iterable[LocalFigure], places: Sequence[str], on: date) -> tuple[Threshold, ...]:
    """The rows of :data:`bihuan.rules.risk.THRESHOLDS` with the amounts a province set for itself put in.

    Parameters: ``places`` the division code of the place first, then those above it; none where nobody knows it: then
    the figures of the one place that has any. ``on`` the day whose figures hold.
    """
    kinds = {risk: kind for kind, risk in _RISKS.items()}
    holding = [
        row for row in figures
        if row.kind in _RISKS and row.since <= on and (row.until is None or on <= row.until)
    ]  # fmt: skip
    known = {row.place for row in holding}
    asked = places or (tuple(known) if len(known) == 1 else ())
    lines = []
    for line in THRESHOLDS:
        here = [row for row in holding if row.kind is kinds.get(line.risk) and row.place in asked]
        if here:
            local = figure_on(here, here[0].kind, asked, on)
            basis = Words(f"{line.basis.zh}；{local.source.zh}", f"{line.basis.en}; {local.source.en}")
            line = line._replace(fen=local.fen, basis=basis, official=local.official)
        lines.append(line)
    return tuple(lines)


def wage_crime(
    owed_fen: int,
    people: int,
    on: date,
    *,
    months: int | None = None,
    ordered: bool = False,
    local: dict[Figure, LocalFigure] | None = None,
) -> Reckoning:
    """Whether the amount is reached for one worker (three months and more) or for ten and more.

    Parameters: ``owed_fen`` unpaid in all; ``months`` unpaid, of one worker; ``ordered`` whether an official order to
    pay passed its day unpaid; ``local`` the province's figures.
    Raises: ``Refused`` amount_out_of_range, quantity_out_of_range, figure_unknown.
    """
    money(owed_fen, Words("拖欠金额", "the amount unpaid"), "owed")
    if not 1 <= people <= MOST_PEOPLE:
        refuse(
            "quantity_out_of_range",
            field="people",
            what=Words("人数", "the number of workers"),
            most=MOST_PEOPLE,
        )
    kind = Figure.CRIME_GROUP if people >= 10 else Figure.CRIME_SINGLE
    line = amount_line(kind, (local or {}).get(kind), on)
    long_enough = kind is Figure.CRIME_GROUP or (months or 0) >= 3
    amount = owed_fen >= line.fen
    alone = kind is Figure.CRIME_GROUP or people == 1
    reached = amount and long_enough and alone
    lines = [
        Line(
            Words("数额", "Amount"),
            f"{yuan(owed_fen)} {'≥' if amount else '<'} {yuan(line.fen)}",
            text=_yes(amount),
        )
    ]
    if kind is Figure.CRIME_GROUP:
        lines.append(Line(Words("十人以上", "Ten workers or more"), f"{people} ≥ 10", text=_yes(True)))
    else:
        lines.append(Line(Words("一人拖欠三个月以上", "One worker, three months or more"), f"{months if months is not None else '?'} ≥ 3", text=_yes(long_enough)))  # fmt: skip
        if not alone:
            lines.append(Line(Words("二至九人须逐人核算", "Two to nine workers are reckoned one by one"), f"{people} < 10", text=_yes(False)))  # fmt: skip
    lines.append(
        Line(
            Words("经责令支付仍不支付", "Left unpaid after an official order to pay"), "", text=_yes(ordered)
        )
    )
    if reached:
        result = Words("达到数额标准，可作为线索移送核查；是否犯罪由公安和司法机关认定", "The amounts are reached: a lead to pass on; whether it is a crime is for the police and courts")  # fmt: skip
    else:
        result = Words("按所填情况未达到数额标准", "By what was entered the amounts are not reached")
    return Reckoning(
        result,
        None,
        tuple(lines),
        cite("拒不支付劳动报酬司法解释", 3, 4) + cite("保障农民工工资支付条例", 7, 41),
        (
            Words("还须有转移财产、逃匿等方法逃避，或有能力支付而不支付。", "There must also be evasion by hiding property or absconding, or refusal while able to pay."),
            Words("须经人社部门等责令支付，在指定期限内仍不支付。", "An order to pay by the labour bureau or the like must have passed its day unpaid."),
        ),
        line.warning,
        figures={"reached": int(reached), "line": line.fen, "ordered": int(ordered)},
    )  # fmt: skip


def _yes(holds: bool) -> Words:
    return Words("是", "yes") if holds else Words("否", "no")
