"""Forms of what a union sets about its letters, and of a demand it does not take up."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.letters.letters import WRITING_POSTS
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import posts_in
from bihuan.rules.actors import SIGNING_POSTS
from bihuan.rules.letters import GROUND_WORDS
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.forms.base import choices_of, text_field


class HeadForm(forms.Form):
    """What a union puts on its letters."""

    organ = forms.CharField(
        label=_("发文机关名称"), max_length=60, help_text=_("红头和落款用，如：重庆市渝中区总工会。")
    )
    sign = forms.CharField(label=_("发文字号代字"), max_length=20, help_text=_("如“渝中工劳监”，则首份提示函编为：渝中工劳监提〔2026〕1号。"))  # fmt: skip


class TextForm(forms.Form):
    """A union's own text for one kind of letter."""

    title = forms.CharField(label=_("标题"), max_length=80)
    body = text_field(_("正文"), rows=14)


class CertificateForm(forms.Form):
    """The certificate of one of the union's people."""

    person = forms.ChoiceField(label=_("监督员"))
    number = forms.CharField(label=_("证号"), max_length=40)
    valid_from = forms.DateField(label=_("有效期起"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(label=_("有效期止"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, union: Unit, now: datetime, data: Any = None) -> None:
        super().__init__(data)
        held = posts_in(union, now.astimezone(SHANGHAI).date(), *WRITING_POSTS, *SIGNING_POSTS)
        people = {str(each.person_id): each.person.name for each in held.select_related("person")}
        self.fields["person"].choices = [("", "—"), *people.items()]  # type: ignore[attr-defined]


class DemandForm(forms.Form):
    """Why a demand for a letter is not taken up."""

    ground = forms.ChoiceField(
        label=_("不予受理的理由"), choices=choices_of(GROUND_WORDS), widget=forms.RadioSelect
    )
    demanded_on = forms.DateField(
        label=_("提出请求的日期"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("通知书须从次日起在规定的工作日内发出。"),
    )  # fmt: skip
