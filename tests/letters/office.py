"""A union that can sign its letters, and letters brought to where a test begins, by the acts of the office."""

from datetime import date, timedelta
from typing import Any

from bihuan.letters import actions as letters
from bihuan.letters.models import Certificate, UnionLetter
from bihuan.rules.letters import INVESTIGATED, Letter
from tests.town import AT, Town
from tests.work_orders.stories import Story


def certificates(town: Town, *names: str) -> list[int]:
    """The certificates of people of 渝中区总工会, entered where they are not."""
    found = []
    for name in names or ("杨帆", "邓宁"):
        number = f"渝工监证{town.person(name).pk}"
        if not Certificate.objects.filter(number=number).exists():
            sent = (town.person(name).pk, number, date(2025, 1, 1), date(2025, 12, 31))
            letters.certify(town.actor("沈岚"), town.district_union.pk, *sent, at=AT)
        found.append(Certificate.objects.get(number=number).pk)
    return found


class Writing:
    """One letter of 渝中区总工会 on a wage order in hand; every act takes an hour."""

    def __init__(self, town: Town, kind: Letter = Letter.REMINDER) -> None:
        self.town = town
        union = town.district_union
        letters.set_letterhead(town.actor("沈岚"), union.pk, "重庆市渝中区总工会", "渝中工劳监")
        self.story = Story(town, employer="砺合劳务").in_hand()
        self.now = self.story.now + timedelta(hours=1)
        self.pk = letters.draft(town.actor("杨帆"), self.story.number, kind, at=self.now).pk

    @property
    def letter(self) -> UnionLetter:
        return UnionLetter.objects.get(pk=self.pk)

    def act(self, name: str, verb: Any, *sent: Any, **named: Any) -> UnionLetter:
        self.now += timedelta(hours=1)
        return verb(self.town.actor(name), self.pk, *sent, **named, at=self.now)

    def investigated(self) -> "Writing":
        """By two of the union's supervisors, whose certificates are good for the year."""
        self.act(
            "杨帆",
            letters.investigate,
            certificates(self.town),
            self.now.date(),
            "查看了考勤和工资表。",
            shown=True,
        )
        return self

    def submitted(self) -> "Writing":
        if self.letter.kind in INVESTIGATED:
            self.investigated()
        self.act("杨帆", letters.submit)
        return self

    def issued(self) -> "Writing":
        self.submitted()
        self.act("沈岚", letters.issue)
        return self

    def served(self) -> "Writing":
        self.issued()
        self.act("杨帆", letters.serve, "handed", "王经理", served_at=self.now)
        return self

    def answered(self) -> "Writing":
        self.served()
        self.act("杨帆", letters.answer, "已与班组对账。")
        return self

    def uncorrected(self) -> "Writing":
        self.answered()
        self.act("杨帆", letters.find_uncorrected, "工资仍未支付。")
        return self
