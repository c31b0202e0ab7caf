"""The form of each act on a letter."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.letters import actions as office
from bihuan.letters.forms.base import LetterForm, evidence_field
from bihuan.letters.letters import WRITING_POSTS
from bihuan.letters.models import UnionLetter
from bihuan.letters.queries import certificates_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import posts_in
from bihuan.rules.actors import POST_WORDS, SIGNING_POSTS, Post
from bihuan.rules.letters import SERVICE_WORDS, LetterAct
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.forms.base import choices_of, spoken, text_field


class Revise(LetterForm):
    """修改文稿."""

    explains = _("签发前可以反复修改；修改前的文稿留存备查。")
    addressee = forms.CharField(label=_("收函单位"), max_length=120)
    title = forms.CharField(label=_("标题"), max_length=120)
    body = text_field(_("正文"), rows=14)

    def prepare(self) -> None:
        """Show the draft as it is."""
        self.initial = {name: getattr(self.letter, name) for name in ("addressee", "title", "body")}

    def perform(self, actor: Actor, at: datetime) -> UnionLetter:
        """Revise it."""
        given = self.cleaned_data
        return office.revise(
            actor, self.letter.pk, given["addressee"], given["title"], given["body"], at=at, **self.page
        )


class Investigate(LetterForm):
    """登记调查."""

    explains = _("两名以上持证监督员共同调查并出示证件；意见书、建议书送签前必须登记。")
    certificates = forms.MultipleChoiceField(label=_("参加调查的监督员"), widget=forms.CheckboxSelectMultiple)
    held_on = forms.DateField(label=_("调查日期"), widget=forms.DateInput(attrs={"type": "date"}))
    shown = forms.BooleanField(label=_("调查时出示了证件"), required=False)
    text = text_field(_("调查情况"), rows=5)
    obstruction = text_field(
        _("受阻情况"), rows=2, required=False, help_text=_("拒绝调查、隐匿或者毁灭证据的，写明经过。")
    )
    file = evidence_field(_("调查笔录"))
    field_order = ("version", "certificates", "held_on", "shown", "text", "obstruction", "file")

    def prepare(self) -> None:
        """The union's supervisors whose certificates are good today."""
        today = self.now.astimezone(SHANGHAI).date()
        valid = certificates_of(self.letter.union, today)
        self.fields["certificates"].choices = [(str(each.pk), str(each)) for each in valid]
        if not self.fields["certificates"].choices:
            self.fields["certificates"].help_text = _(
                "还没有登记监督员证件。请主席或管理员在“函书模板”页登记。"
            )
        self.initial = {"held_on": today}

    def perform(self, actor: Actor, at: datetime) -> UnionLetter:
        """Record it."""
        given = self.cleaned_data
        return office.investigate(
            actor, self.letter.pk, [int(pk) for pk in given["certificates"]], given["held_on"], given["text"],
            shown=given["shown"], obstruction=given["obstruction"], file=self.evidence(), at=at, **self.page,
        )  # fmt: skip


class AtOnce(LetterForm):
    """送签、签发."""

    act: ClassVar[Callable[..., UnionLetter]]

    def perform(self, actor: Actor, at: datetime) -> UnionLetter:
        """Do it."""
        return type(self).act(actor, self.letter.pk, at=at, **self.page)


class Submit(AtOnce):
    """送签."""

    act = office.submit


class Issue(AtOnce):
    """签发."""

    act = office.issue


class Telling(LetterForm):
    """Acts that need nothing but a text."""

    act: ClassVar[Callable[..., UnionLetter]]
    text = text_field(_("理由"))

    def perform(self, actor: Actor, at: datetime) -> UnionLetter:
        """Do it."""
        return type(self).act(actor, self.letter.pk, self.cleaned_data["text"], at=at, **self.page)


class SendBack(Telling):
    """退回修改."""

    act = office.send_back
    text = text_field(_("修改意见"))


class Withdraw(Telling):
    """撤稿."""

    act = office.withdraw


class Escalate(Telling):
    """转下一文书."""

    explains = _("此函随之结束，并自动拟好下一文书的草稿。")
    act = office.escalate


class Close(Telling):
    """办结此函."""

    act = office.close
    text = text_field(_("办结情况"))


class Proving(LetterForm):
    """Acts with a text and a file as evidence."""

    act: ClassVar[Callable[..., UnionLetter]]
    text = text_field(_("核查情况"), rows=5)
    file = evidence_field(_("证明材料"))

    def perform(self, actor: Actor, at: datetime) -> UnionLetter:
        """Do it."""
        return type(self).act(
            actor, self.letter.pk, self.cleaned_data["text"], file=self.evidence(), at=at, **self.page
        )


class RefuseReceipt(Proving):
    """登记拒收."""

    explains = _("写明时间、地点、经过和见证人；拒收后可以直接转下一文书。")
    act = office.refuse_receipt
    text = text_field(_("拒收情况"), rows=5)


class Answer(Proving):
    """登记回复."""

    act = office.answer
    text = text_field(_("回复内容"), rows=6)


class FindCorrected(Proving):
    """核查：已整改."""

    explains = _("写明怎么核查的：看了什么凭证、问了哪些职工。")
    act = office.find_corrected


class FindUncorrected(Proving):
    """核查：未整改."""

    act = office.find_uncorrected


class Serve(LetterForm):
    """登记送达."""

    explains = _("回复期限从送达的次日起算。")
    way = forms.ChoiceField(
        label=_("送达方式"), choices=choices_of(SERVICE_WORDS), widget=forms.RadioSelect, initial="handed"
    )
    served_on = forms.DateField(label=_("送达日期"), widget=forms.DateInput(attrs={"type": "date"}))
    receiver = forms.CharField(
        label=_("签收人"), max_length=40, required=False, help_text=_("加密保存，只有发函工会看得到。")
    )
    text = text_field(_("情况说明"), rows=2, required=False)
    file = evidence_field(_("送达回证"))

    def prepare(self) -> None:
        """Today is the usual day."""
        self.initial = {"way": "handed", "served_on": self.now.astimezone(SHANGHAI).date()}

    def perform(self, actor: Actor, at: datetime) -> UnionLetter:
        """Record it."""
        given = self.cleaned_data
        return office.serve(
            actor, self.letter.pk, given["way"], given["receiver"], served_at=self._instant(given["served_on"], at),
            remark=given["text"], file=self.evidence(), at=at, **self.page,
        )  # fmt: skip

    def add_refusal(self, refused: Refused) -> bool:
        """The instant is entered as a day."""
        if refused.field == "served_at":
            self.add_error("served_on", spoken(refused.sentence))
            return True
        return super().add_refusal(refused)

    def _instant(self, day: date, at: datetime) -> datetime:
        """The end of that day, but not after now: of the day of signing itself every instant will do."""
        return min(at, datetime.combine(day, time.max, SHANGHAI))


class Recuse(LetterForm):
    """登记回避."""

    explains = _("与案件有利害关系的人回避后，不能再办理、签发此函。")
    person = forms.ChoiceField(label=_("回避的人"))
    reason = text_field(_("理由"))

    def prepare(self) -> None:
        """Everybody who writes or signs for the union today."""
        day = self.now.astimezone(SHANGHAI).date()
        held = posts_in(self.letter.union, day, *WRITING_POSTS, *SIGNING_POSTS).select_related("person")
        people: dict[int, Words] = {}
        for each in held:
            post = POST_WORDS[Post(each.post)]
            name = each.person.name
            people.setdefault(each.person_id, Words(f"{name} · {post.zh}", f"{name} · {post.en}"))
        self.fields["person"].choices = [(str(pk), spoken(words)) for pk, words in people.items()]

    def perform(self, actor: Actor, at: datetime) -> UnionLetter:
        """Record it."""
        given = self.cleaned_data
        return office.recuse(actor, self.letter.pk, int(given["person"]), given["reason"], at=at, **self.page)


FORMS: dict[LetterAct, type[LetterForm]] = {
    LetterAct.REVISE: Revise,
    LetterAct.INVESTIGATE: Investigate,
    LetterAct.SUBMIT: Submit,
    LetterAct.ISSUE: Issue,
    LetterAct.SEND_BACK: SendBack,
    LetterAct.SERVE: Serve,
    LetterAct.REFUSE_RECEIPT: RefuseReceipt,
    LetterAct.ANSWER: Answer,
    LetterAct.FIND_CORRECTED: FindCorrected,
    LetterAct.FIND_UNCORRECTED: FindUncorrected,
    LetterAct.ESCALATE: Escalate,
    LetterAct.CLOSE: Close,
    LetterAct.WITHDRAW: Withdraw,
    LetterAct.RECUSE: Recuse,
}
