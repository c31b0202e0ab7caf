"""Forms of signing in, and of people and their posts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bihuan.organisations.models import Person, Unit
from bihuan.rules.actors import POST_WORDS, Post
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words


def _in_language(words: Words) -> str:
    return words.in_language(get_language() or "zh-hans")


#: Words of the rules as a text that decides on its language only when it is read.
spoken = lazy(_in_language, str)


def choices_of(words: Mapping[Any, Words], only: Iterable[Any] | None = None) -> list[tuple[str, Any]]:
    """Codes and their words as choices of a field; ``only`` these codes, in their order."""
    return [(str(code), spoken(words[code])) for code in (words if only is None else only)]


def add_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Put the refusal's sentence where it belongs: at its field if the form has it, else at the top."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, refused.sentence.in_language(get_language() or "zh-hans"))


def post_choices() -> list[tuple[str, str]]:
    """Every post with its word in the reader's language."""
    language = get_language() or "zh-hans"
    return [("", "—")] + [(post.value, POST_WORDS[post].in_language(language)) for post in Post]


class SignInForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PeopleFilter(forms.Form):
    """What to look for among people and posts."""

    q = forms.CharField(label=_("姓名、用户名或单位"), required=False, max_length=80)
    post = forms.ChoiceField(label=_("岗位"), required=False, choices=post_choices)


class PersonForm(forms.Form):
    """A new account."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    username = forms.CharField(
        label=_("用户名"), max_length=40, help_text=_("3 至 40 个小写字母、数字或 . _ -，以字母开头")
    )
    email = forms.EmailField(label=_("电子邮箱"), required=False, help_text=_("用于接收通知"))


class _PersonField(forms.ModelChoiceField):
    """A person chosen from search results."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            Person.objects.filter(is_active=True),
            label=label,
            widget=forms.TextInput,
            error_messages={
                "required": _("请从搜索结果中选择人员"),
                "invalid_choice": _("没有这位人员，或其账号已停用。请从搜索结果中选择"),
            },
        )


class _UnitField(forms.ModelChoiceField):
    """A unit chosen from search results."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            Unit.objects.all(),
            label=label,
            widget=forms.TextInput,
            error_messages={
                "required": _("请从搜索结果中选择单位"),
                "invalid_choice": _("没有这个单位。请从搜索结果中选择"),
            },
        )


class _ChoosingForm(forms.Form):
    """A form in which people and units are chosen by searching: it can say who is chosen."""

    def shown(self) -> dict[str, str]:
        """By field, the name of what is chosen in it."""
        chosen: dict[str, str] = {}
        for name, field in self.fields.items():
            value = str(self[name].value() or "")
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and value.isdecimal():
                chosen[name] = str(field.queryset.filter(pk=value).first() or "")
        return chosen


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, required=required, widget=forms.DateInput)


class AppointForm(_ChoosingForm):
    """Who is appointed to which post where, and when."""

    person = _PersonField(_("人员"))
    unit = _UnitField(_("单位"))
    post = forms.ChoiceField(label=_("岗位"), choices=post_choices)
    since = _day(_("任职起始日"))
    until = _day(_("任职终止日"), _("自这一天起不再任职；未定可留空"), required=False)

    def clean_post(self) -> Post:
        return Post(self.cleaned_data["post"])


class EndForm(forms.Form):
    """From which day an appointment no longer holds."""

    until = _day(_("任职终止日"), _("自这一天起不再任职，其代理同时终止"))


class DeputeForm(_ChoosingForm):
    """Who stands in for an appointment, and when."""

    deputy = _PersonField(_("代理人"))
    since = _day(_("代理起始日"))
    until = _day(_("代理终止日"), _("自这一天起自动失效"))
