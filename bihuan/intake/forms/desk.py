"""The one form of the hotline desk. What is required depends on how the call ends."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bihuan.intake.actions import Taken
from bihuan.intake.actions.calls import EMERGENCIES
from bihuan.intake.forms.choices import choices_of, said
from bihuan.intake.matter_search import find_matters
from bihuan.intake.queries import Heard, find_places
from bihuan.organisations.forms import add_refusal
from bihuan.rules import spoken_numbers
from bihuan.rules.matters import EMPLOYER_WORDS, MATTERS, NATURE_WORDS, URGENCY_WORDS, Nature, Urgency
from bihuan.rules.refusal import Refused, refuse
from bihuan.rules.risk import RISK_WORDS, Flag, Risk, flags
from bihuan.rules.sameness import COMPARED
from bihuan.rules.suggesting import plain_yuan
from bihuan.rules.visibility import normal_phone
from bihuan.rules.words import Words
from bihuan.work_orders import actions as office
from bihuan.work_orders.actions.registering import MOST_PEOPLE
from bihuan.work_orders.entries import LONG_TEXT, one_of, optional, required, whole_number

OBSERVED = (Risk.GATHERING, Risk.EXTREME_WORDS, Risk.DANGER_TO_LIFE)


class DeskForm(forms.Form):
    """What the operator writes while the caller speaks.

    ``act`` is how the call is to end: ``register``, ``check``, ``attach``, ``answered``, ``broken_off``; "" while it goes on.
    ``beneath`` is the path places must lie in.
    """

    token = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    seconds = forms.IntegerField(required=False, min_value=0, max_value=86_400, widget=forms.HiddenInput)
    #: Codes of the knowledge entries that were inserted, parted by commas.
    quoted = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    #: Fields whose suggestion was taken over, parted by commas.
    accepted = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    caller_phone = forms.CharField(label=_("来电号码"), required=False)
    caller_name = forms.CharField(label=_("姓名"), required=False)
    confidential = forms.BooleanField(label=_("要求保密"), required=False)
    content = forms.CharField(label=_("诉求内容"), required=False, widget=forms.Textarea)
    matter = forms.CharField(label=_("事项"), required=False)
    matter_words = forms.CharField(required=False, widget=forms.HiddenInput)
    nature = forms.ChoiceField(label=_("性质"), choices=choices_of(NATURE_WORDS), initial=Nature.HELP.value)
    urgency = forms.ChoiceField(
        label=_("紧急程度"),
        choices=choices_of(URGENCY_WORDS),
        initial=Urgency.ORDINARY.value,
        widget=forms.RadioSelect,
    )
    employer = forms.CharField(label=_("用人单位"), required=False)
    employer_kind = forms.ChoiceField(
        label=_("单位类型"), required=False, choices=lambda: [("", "—"), *choices_of(EMPLOYER_WORDS)()]
    )
    place = forms.CharField(label=_("项目或工作地点"), required=False)
    place_words = forms.CharField(required=False, widget=forms.HiddenInput)
    address = forms.CharField(label=_("详细地址"), required=False)
    people = forms.CharField(label=_("人数"), required=False)
    amount = forms.CharField(label=_("金额（元）"), required=False)
    risks = forms.MultipleChoiceField(
        label=_("风险"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(risk.value, said(RISK_WORDS[risk])) for risk in OBSERVED],
    )  # fmt: skip
    emergency = forms.ChoiceField(
        label=_("紧急转接"), required=False, widget=forms.RadioSelect,
        choices=lambda: [("", said(Words("未转接", "None"))), *((each, each) for each in EMERGENCIES[1:])],
    )  # fmt: skip
    title = forms.CharField(label=_("标题"), required=False)

    def __init__(self, *args: Any, act: str = "", beneath: str = "/", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act, self.beneath = act, beneath

    # Each field says itself what is wrong with it, so that all of it can be seen at once.

    def clean_caller_phone(self) -> str:
        """The number as it is stored."""
        return self._checked(
            "caller_phone", lambda text: normal_phone(text, "caller_phone") if text.strip() else ""
        )

    def clean_caller_name(self) -> str:
        """At most 40 characters."""
        return self._short("caller_name", Words("姓名", "the name"), 40)

    def clean_content(self) -> str:
        """Required for an order and for an answer; at most 5,000 characters."""
        what = Words("诉求内容", "what is asked")
        if self.act in ("register", "check", "answered"):
            return self._checked("content", lambda text: required(text, what, field="content"))
        return self._short("content", what, LONG_TEXT)

    def clean_matter(self) -> str:
        """A code; words that mean one matter alone are taken for it."""
        return self._checked("matter", self._matter)

    def clean_employer(self) -> str:
        """At most 80 characters."""
        return self._short("employer", Words("用人单位", "the employer"), 80)

    def clean_address(self) -> str:
        """At most 120 characters."""
        return self._short("address", Words("详细地址", "the address"), 120)

    def clean_title(self) -> str:
        """At most 80 characters."""
        return self._short("title", Words("标题", "the title"), 80)

    def clean_people(self) -> int | None:
        """A number, in figures or as it is said."""
        what = Words("人数", "the number of people")
        return self._checked(
            "people",
            lambda text: whole_number(
                spoken_numbers.people(text), what, field="people", least=1, most=MOST_PEOPLE
            ),
        )

    def clean_amount(self) -> int | None:
        """An amount in fen, from yuan in figures or as they are said."""
        return self._checked("amount", spoken_numbers.fen)

    def clean(self) -> dict[str, Any]:
        """The place last: where only its name was typed, the one place that is called so is taken."""
        entered = self.cleaned_data
        try:
            entered["place"] = self._place(entered.get("place", ""), entered.get("place_words", ""))
        except Refused as refused:
            add_refusal(self, refused)
        return entered

    # What the rest of the product is given

    @property
    def heard(self) -> Heard:
        """What has been understood so far, whatever else is wrong."""
        entered = self.cleaned_data
        return Heard(
            entered.get("caller_phone", ""),
            entered.get("place"),
            entered.get("employer", ""),
            entered.get("matter", ""),
            entered.get("address", ""),
            self.data.get("content", "")[:COMPARED],
        )

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The risks so far."""
        entered = self.cleaned_data
        return flags(
            on=timezone.localdate(),
            people=entered.get("people"),
            amount_fen=entered.get("amount") if entered.get("matter") == "wage_arrears" else None,
            observed=[Risk(risk) for risk in entered.get("risks") or ()],
        )

    @property
    def taken(self) -> Taken:
        """The call itself."""
        entered = self.cleaned_data
        return Taken(
            token=entered["token"], seconds=entered.get("seconds"), phone=entered.get("caller_phone", ""),
            matter=entered.get("matter", ""), about=entered.get("content", ""), emergency=entered.get("emergency", ""),
            quoted=tuple(code for code in entered.get("quoted", "").split(",") if code),
            chosen=self.chosen if settings.TRIAGE else {},
            accepted=tuple(name for name in entered.get("accepted", "").split(",") if name in self.fields),
            names=tuple(name for name in [entered.get("caller_name", "")] if name),
        )  # fmt: skip

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """By field what is entered, as a suggestion would say it; what is not understood is left out."""
        entered = self.cleaned_data
        amount = entered.get("amount")
        values = {
            **{
                name: entered.get(name) or ""
                for name in ("matter", "nature", "urgency", "employer", "address")
            },
            "place": entered.get("place") or "",
            "people": entered.get("people") or "",
            "amount": "" if amount is None else plain_yuan(amount),
        }
        return {
            **{name: (str(value),) if value != "" else () for name, value in values.items()},
            "risks": tuple(entered.get("risks") or ()),
        }

    @property
    def demand(self) -> office.Demand:
        """What the caller asks. Only of a valid form."""
        entered = self.cleaned_data
        return office.Demand(
            content=entered["content"], place=entered["place"], matter=entered["matter"], nature=entered["nature"],
            urgency=entered["urgency"], title=entered["title"], employer=entered["employer"],
            employer_kind=entered["employer_kind"], address=entered["address"],
            people=entered["people"], amount_fen=entered["amount"], caller_name=entered["caller_name"],
            caller_phone=entered["caller_phone"], confidential=entered["confidential"], risks=tuple(entered["risks"]),
        )  # fmt: skip

    def _checked(self, name: str, check: Callable[[str], Any]) -> Any:
        try:
            return check(self.cleaned_data[name])
        except Refused as refused:
            raise forms.ValidationError(said(refused.sentence)) from refused

    def _short(self, name: str, what: Words, most: int) -> str:
        return self._checked(name, lambda text: optional(text, what, field=name, most=most))

    def _matter(self, code: str) -> str:
        words = self.data.get("matter_words", "").strip()
        if not code and words and len(found := find_matters(words)) == 1:
            code = found[0]
        if not code and not words and self.act in ("register", "check", "answered"):
            refuse("text_missing", field="matter", what=Words("事项", "the matter"))
        if code or words:
            one_of(code, MATTERS, Words("事项", "the matter"), field="matter")
        return code

    def _place(self, chosen: str, words: str) -> int | None:
        if chosen.isascii() and chosen.isdigit():
            return int(chosen)
        found = find_places(words, timezone.localdate(), self.beneath) if words and self.act else []
        if len(found) == 1:
            return found[0].id
        if self.act in ("register", "check"):
            required(words, Words("项目或工作地点", "the project or workplace"), field="place")
            refuse("place_unknown", field="place")
        return None
