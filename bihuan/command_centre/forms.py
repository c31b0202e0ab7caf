"""What an act on an event asks for. The form is plain; whether the act may happen is the rule book's to say."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bihuan.command_centre.actions.planning import attributes_of
from bihuan.command_centre.models import Event
from bihuan.command_centre.proposing import proposal_for
from bihuan.command_centre.queries.events import reachable_from
from bihuan.command_centre.queries.plans import happening_of, plans_explained, plans_of_kind
from bihuan.duties.queries.holding import posts_of_centre
from bihuan.organisations.queries import posts_in
from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.event_tasks import BEST
from bihuan.rules.events import KINDS, SEVERITY_WORDS, SOURCE_WORDS, STATES, URGENCY_WORDS, EventAct
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words


def spoken(words: Words) -> str:
    """Words in the reader's language."""
    return words.in_language(get_language() or "zh-hans")


def choices_of(table: Any, blank: bool = False) -> list[tuple[str, str]]:
    """A table of words as choices."""
    first = [("", "—")] if blank else []
    return first + [(str(code), spoken(words)) for code, words in table.items()]


class EventForm(forms.Form):
    """What every form of an act knows: the event, and its version as the page showed it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, event: Event, today: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.today = event, today

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PlainForm(EventForm):
    """An act that needs nothing but to be done."""


class TextForm(EventForm):
    """An act with a text: a reason, a result, what is new."""

    text = forms.CharField(label=_("内容"), widget=forms.Textarea, max_length=5000)

    def values(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class GradeForm(EventForm):
    """Three fields, each by itself."""

    severity = forms.ChoiceField(label=_("严重程度"), choices=lambda: choices_of(SEVERITY_WORDS))
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=lambda: choices_of(URGENCY_WORDS))
    handling_level = forms.ChoiceField(
        label=_("处置层级"),
        choices=lambda: choices_of({level: LEVEL_WORDS[level] for level in reversed(Level)}),
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        given = {"severity": event.severity, "urgency": event.urgency, "handling_level": event.handling_level}
        kwargs["initial"] = given | kwargs.get("initial", {})
        super().__init__(event, *args, **kwargs)


class AssignForm(EventForm):
    """A post of the centre, a person, or both."""

    post_id = forms.TypedChoiceField(label=_("岗位"), required=False, coerce=int, empty_value=None)
    person_id = forms.TypedChoiceField(
        label=_("经办人"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("只选岗位时，由在岗人员接单"),
    )

    def __init__(self, event: Event, today: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(event, today, *args, **kwargs)
        posts = posts_of_centre(event.centre_id)
        self.fields["post_id"].choices = [("", "—")] + [  # type: ignore[attr-defined]
            (post.pk, f"{post.lane.board.name} · {post.lane.name} · {post.name}") for post in posts
        ]
        self.proposed = proposal_for(event, today)
        if self.proposed.post and not self.is_bound:
            self.initial.setdefault("post_id", self.proposed.post)
        people = dict(posts_in(event.centre, today).values_list("person_id", "person__name"))
        self.fields["person_id"].choices = [("", "—"), *people.items()]  # type: ignore[attr-defined]


class UnitsForm(EventForm):
    """Which units are called, and for what."""

    unit_ids = forms.TypedMultipleChoiceField(
        label=_("单位"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(label=_("任务"), widget=forms.Textarea, max_length=400)

    def __init__(self, event: Event, today: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(event, today, *args, **kwargs)
        units = reachable_from(event.centre, today)
        self.proposed = proposal_for(event, today)
        if not self.is_bound:
            self.initial.setdefault("unit_ids", [unit.id for unit in self.proposed.decision.supporting])
        self.fields["unit_ids"].choices = [(unit.pk, unit.name) for unit in units[:60]]  # type: ignore[attr-defined]


class OrderForm(EventForm):
    """Which work order it became."""

    order_number = forms.CharField(
        label=_("工单编号"), max_length=24, help_text=_("热线登记后的编号；两边互相可见")
    )


class ScoreForm(EventForm):
    """How the help was."""

    value = forms.TypedChoiceField(
        label=_("评分"),
        coerce=int,
        choices=lambda: [(n, str(n)) for n in range(BEST, 0, -1)],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("说明"), required=False, max_length=200)


class PlanForm(EventForm):
    """Which plan is started, and what was measured."""

    plan_id = forms.TypedChoiceField(label=_("预案"), coerce=int, widget=forms.RadioSelect)
    attributes = forms.CharField(
        label=_("属性"),
        required=False,
        max_length=200,
        help_text=_("名称=数字，例如 pipe_mm=400；会影响哪个预案适用"),
    )

    def __init__(self, event: Event, today: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(event, today, *args, **kwargs)
        # What was typed may make another plan fit, so the form offers the plans of this kind of event; the act decides.
        plans = plans_of_kind(event)
        self.explained = plans_explained(event.place, happening_of(event))
        self.fields["plan_id"].choices = [(plan.pk, plan.name) for plan in plans]  # type: ignore[attr-defined]
        if plans and not self.is_bound:
            self.initial.setdefault("plan_id", plans[0].pk)

    def clean_attributes(self) -> dict[str, Any]:
        try:
            return attributes_of(self.cleaned_data["attributes"])
        except Refused as refused:
            raise forms.ValidationError(spoken(refused.sentence)) from refused


class BeginForm(forms.Form):
    """The decision to switch to emergency."""

    scope = forms.CharField(label=_("范围"), max_length=200, help_text=_("哪里、哪些单位和岗位"))
    reason = forms.CharField(label=_("理由"), widget=forms.Textarea, max_length=5000)


class ReviewForm(forms.Form):
    """The review afterwards."""

    text = forms.CharField(
        label=_("复盘"), widget=forms.Textarea, max_length=5000, help_text=_("原因、耽误在哪里、规则要改什么")
    )


class EventFilter(forms.Form):
    """What to look for among events."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=lambda: choices_of(STATES, blank=True))
    kind = forms.ChoiceField(
        label=_("类型"),
        required=False,
        choices=lambda: choices_of({c: k.words for c, k in KINDS.items()}, blank=True),
    )
    urgency = forms.ChoiceField(
        label=_("紧急程度"), required=False, choices=lambda: choices_of(URGENCY_WORDS, blank=True)
    )
    source = forms.ChoiceField(
        label=_("来源"), required=False, choices=lambda: choices_of(SOURCE_WORDS, blank=True)
    )


FORMS: dict[str, type[EventForm]] = {
    EventAct.GRADE: GradeForm, EventAct.ASSIGN: AssignForm, EventAct.SEND_OUT: UnitsForm, EventAct.WHISTLE: UnitsForm,
    EventAct.TURN: OrderForm, EventAct.PLAN: PlanForm,
    **dict.fromkeys(
        (EventAct.DECLINE, EventAct.ESCALATE, EventAct.NOTE, EventAct.RESOLVE, EventAct.SEND_BACK, EventAct.REVIEW), TextForm
    ),
    **dict.fromkeys((EventAct.ACCEPT, EventAct.TAKE, EventAct.CLOSE), PlainForm),
    "event_acknowledge": PlainForm, "event_arrive": PlainForm, "event_finish": TextForm, "event_dispute": TextForm,
    "event_uphold": TextForm, "event_release": TextForm, "event_score": ScoreForm,
}  # fmt: skip
