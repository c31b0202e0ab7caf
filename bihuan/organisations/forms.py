"""Forms of signing in, and of people and their posts."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bihuan.rules.actors import POST_WORDS, Post
from bihuan.rules.refusal import Refused


def add_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Put the refusal's sentence where it belongs: at its field if the form has it, else at the top."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, refused.sentence.in_language(get_language() or "zh-hans"))


def post_choices() -> list[tuple[str, str]]:
    """Every post with its word in the reader's language."""
    language = get_language() or "zh-hans"
    return [("", "")] + [(post.value, POST_WORDS[post].in_language(language)) for post in Post]


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
