"""Forms of the end: return visit, redo, loop 2 level by level, archive; and of what is said beside the steps."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.rules.actors import Level
from bihuan.rules.refusal import refuse
from bihuan.rules.returns import GIVEN_REDO_CAUSES, REDO_CAUSE_WORDS
from bihuan.rules.satisfaction import SATISFIED_WORDS, SOLVED_WORDS, tries_words
from bihuan.work_orders import actions as office
from bihuan.work_orders.forms.base import ActForm, ReasonForm, choices_of, text_field
from bihuan.work_orders.models import WorkOrder
from bihuan.work_orders.models.handling import NoteKind
from bihuan.work_orders.words import NOTE_WORDS

_REACHED = (("yes", _("接通")), ("no", _("未接通")))


class BeginVisit(ActForm):
    """开始回访."""

    def perform(self, at: datetime) -> WorkOrder:
        """Begin the visit."""
        return office.begin_visit(self.dossier.actor, self.number, at=at, **self.page)


class Visit(ActForm):
    """记录回访."""

    explains = _("未解决或不满意的自动退回重办；多次未接通的按规则结案。")
    contacted = forms.ChoiceField(label=_("电话"), choices=_REACHED, widget=forms.RadioSelect)
    solved = forms.ChoiceField(
        label=_("问题解决了吗"), choices=choices_of(SOLVED_WORDS), widget=forms.RadioSelect, required=False
    )
    satisfied = forms.ChoiceField(
        label=_("对办理满意吗"), choices=choices_of(SATISFIED_WORDS), widget=forms.RadioSelect, required=False
    )
    remark = text_field(_("备注"), rows=3, required=False)

    def prepare(self) -> None:
        """Say which attempts count so far, and what is still needed."""
        missed = self.dossier.entries_of("visit")[: self.dossier.order.missed_visits]
        self.known = tries_words([visit.at for visit in missed], self.dossier.now)

    def clean(self) -> dict[str, Any]:
        """A caller who was reached answers both questions; one who was not answers none."""
        given = super().clean() or {}
        if given.get("contacted") == "yes":
            for name in ("solved", "satisfied"):
                if not given.get(name):
                    self.add_error(name, gettext("接通后须记录诉求人的回答。"))
        return given

    def perform(self, at: datetime) -> WorkOrder:
        """Record the visit."""
        given = self.cleaned_data
        reached = given["contacted"] == "yes"
        return office.visit(
            self.dossier.actor, self.number, contacted=reached, solved=given["solved"] if reached else "",
            satisfied=given["satisfied"] if reached else "", remark=given["remark"], at=at, **self.page,
        )  # fmt: skip


class Redo(ReasonForm):
    """重办."""

    explains = _("退回主办单位重新办理，按原因计入重办次数。")
    cause = forms.ChoiceField(
        label=_("重办原因"), choices=choices_of(REDO_CAUSE_WORDS, GIVEN_REDO_CAUSES), widget=forms.RadioSelect
    )
    field_order = ("version", "seen", "cause", "reason")

    def perform(self, at: datetime) -> WorkOrder:
        """Send back to be redone."""
        given = self.cleaned_data
        return office.redo(
            self.dossier.actor, self.number, given["cause"], given["reason"], at=at, **self.page
        )


class Archive(ActForm):
    """归档."""

    def perform(self, at: datetime) -> WorkOrder:
        """Archive."""
        return office.archive(self.dossier.actor, self.number, at=at, **self.page)


class DutyForm(ActForm):
    """Acts of one level on its responsibility; ``about`` is the level."""

    @property
    def level(self) -> Level:
        """The level. Raises ``Refused`` ``order_not_found`` for nonsense."""
        return Level(self.about) if self.about in set(Level) else refuse("order_not_found")


class Track(DutyForm):
    """转入跟踪协同."""

    def perform(self, at: datetime) -> WorkOrder:
        """Begin tracking."""
        return office.track(self.dossier.actor, self.number, self.level, at=at, **self.page)


class Supervise(DutyForm):
    """监督预警."""

    text = text_field(_("监督情况"), help_text=_("检查了什么、提醒或预警了什么。"))

    def perform(self, at: datetime) -> WorkOrder:
        """Supervise and warn."""
        text = self.cleaned_data["text"]
        return office.supervise(self.dossier.actor, self.number, self.level, text, at=at, **self.page)


class ReportBack(DutyForm):
    """回复反馈."""

    text = text_field(_("反馈内容"), rows=6, help_text=_("本级做了什么、有哪些依据。"))

    def perform(self, at: datetime) -> WorkOrder:
        """Report back."""
        text = self.cleaned_data["text"]
        return office.report_back(self.dossier.actor, self.number, self.level, text, at=at, **self.page)


class TakeBackReport(DutyForm):
    """撤回反馈."""

    def perform(self, at: datetime) -> WorkOrder:
        """Take the report back."""
        return office.take_back_report(self.dossier.actor, self.number, self.level, at=at, **self.page)


class Discharge(DutyForm):
    """责任闭环."""

    def perform(self, at: datetime) -> WorkOrder:
        """Discharge the level."""
        return office.discharge(self.dossier.actor, self.number, self.level, at=at, **self.page)


class WriteNote(ActForm):
    """记事."""

    kind = forms.ChoiceField(
        label=_("类型"), choices=choices_of(NOTE_WORDS, (NoteKind.NOTE, NoteKind.CONTACT, NoteKind.NEW_FACT))
    )
    text = text_field(_("内容"))
    for_caller = forms.BooleanField(label=_("诉求人可见"), required=False)

    def perform(self, at: datetime) -> WorkOrder:
        """Write the note."""
        given = self.cleaned_data
        return office.note(
            self.dossier.actor, self.number, given["text"], kind=given["kind"], for_caller=given["for_caller"],
            at=at, **self.page,
        )  # fmt: skip


class Attach(ActForm):
    """上传附件."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("图片、PDF、Word、Excel、录音或文本，不超过 20 MB。"),
        allow_empty_file=True,
    )
    for_caller = forms.BooleanField(label=_("诉求人可见"), required=False)

    def perform(self, at: datetime) -> WorkOrder:
        """Attach the file."""
        file, for_caller = self.cleaned_data["file"], self.cleaned_data["for_caller"]
        return office.attach(
            self.dossier.actor, self.number, file.name, file.read(), for_caller=for_caller, at=at, **self.page
        )


class Urge(ActForm):
    """催办."""

    explains = _("催办会通知持有单位并计次，不改变时限。")
    text = text_field(_("催办内容"))

    def perform(self, at: datetime) -> WorkOrder:
        """Urge."""
        return office.urge(self.dossier.actor, self.number, self.cleaned_data["text"], at=at, **self.page)
