"""Forms of the lists, of changes, of the roster and of the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bihuan.duties.models.lists import ClaimRole
from bihuan.organisations.forms import spoken
from bihuan.organisations.models import Unit
from bihuan.rules.duties import DUTY_KIND_WORDS, DutyKind

KINDS = [(kind.value, spoken(DUTY_KIND_WORDS[kind])) for kind in DutyKind]
_ANY = [("", "—")]
#: A larger table has pictures in it.
MOST_BYTES = 8 * 1024 * 1024


class ListFilter(forms.Form):
    """What to look for in a list."""

    q = forms.CharField(label=_("编号或事项名称"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("清单"), required=False, choices=_ANY + KINDS)
    post = forms.ChoiceField(label=_("岗位"), required=False)
    open = forms.ChoiceField(
        label=pgettext_lazy("duties", "待办"),
        required=False,
        choices=[
            *_ANY, ("unclaimed", _("未认领")), ("unanswered", _("部门未答复")), ("disputed", _("部门有异议")),
        ],
    )  # fmt: skip
    edition = forms.CharField(required=False, widget=forms.HiddenInput)

    fields: dict[str, Any]

    def __init__(self, data: Any, posts: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["post"].choices = [*_ANY, *posts]


class ClaimForm(forms.Form):
    """Which post claims, and what it does."""

    post = forms.ChoiceField(label=_("岗位"))
    role = forms.ChoiceField(
        label=_("身份"),
        choices=[(ClaimRole.LEAD.value, _("牵头")), (ClaimRole.ASSIST.value, _("协同"))],
        widget=forms.RadioSelect,
        initial=ClaimRole.LEAD.value,
    )

    fields: dict[str, Any]

    def __init__(self, data: Any, posts: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["post"].choices = posts


class AnswerForm(forms.Form):
    """The department accepts, or disputes with a reason."""

    accepted = forms.ChoiceField(
        label=pgettext_lazy("duties", "答复"),
        choices=[("yes", _("认可")), ("no", _("有异议"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("说明"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("有异议须写明理由"),
    )


class ChangeForm(forms.Form):
    """What is to change in a list, and why."""

    name = forms.CharField(label=_("事项名称"), max_length=120)
    kind = forms.ChoiceField(label=_("清单"), choices=KINDS)
    counterpart = forms.ModelChoiceField(
        Unit.objects.filter(kind="department", valid_to=None), label=_("对应上级部门"), required=False,
        widget=forms.TextInput, help_text=_("配合履职和收回事项须填写"),
    )  # fmt: skip
    business = forms.CharField(label=_("核心业务"), max_length=60, required=False)
    superior_duty = forms.CharField(
        label=_("上级部门职责"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    own_duty = forms.CharField(label=_("镇街职责"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    way = forms.CharField(label=_("工作方式"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    legal_basis = forms.CharField(
        label=_("法定依据"), max_length=300, required=False, help_text=_("上级部门提出新增或修改时必填")
    )
    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}))

    def shown(self) -> str:
        """Name of the department chosen, when the form comes back."""
        value = str(self["counterpart"].value() or "")
        return str(Unit.objects.filter(pk=value).first() or "") if value.isdecimal() else ""

    @property
    def proposed(self) -> dict[str, str]:
        """The wording asked for, as the action takes it."""
        given = dict(self.cleaned_data)
        given.pop("reason")
        counterpart = given.pop("counterpart")
        return {**given, "counterpart": str(counterpart.pk) if counterpart else ""}


class WithdrawForm(forms.Form):
    """Why an item is to be withdrawn."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}))
    legal_basis = forms.CharField(label=_("法定依据"), max_length=300, required=False)


class StepForm(forms.Form):
    """An opinion, or the reason of a decision."""

    text = forms.CharField(label=_("意见"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class RosterForm(forms.Form):
    """From which day, for how many days."""

    since = forms.DateField(label=_("从哪一天起"), widget=forms.DateInput)
    days = forms.IntegerField(label=_("天数"), min_value=1, max_value=92, initial=14)


class TableForm(forms.Form):
    """A table, and whether it is only looked at."""

    file = forms.FileField(label=_("表格文件"), help_text=_("CSV 或 XLSX，首行为表头"))
    only_check = forms.BooleanField(label=_("只检查，不写入"), required=False, initial=True)

    def clean_file(self) -> Any:
        """Nobody waits for a larger one."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 8 MB。请删去图片后再上传。"))
        return file


class UploadForm(TableForm):
    """A table that comes to hold on some basis."""

    basis = forms.CharField(label=_("依据或说明"), max_length=200, help_text=_("例如发文字号"))


class StructureForm(forms.Form):
    """A table of a centre's posts or of its people, and whether it is only looked at."""

    what = forms.ChoiceField(
        label=_("导入什么"),
        choices=[("posts", _("板块、跑道、岗位")), ("people", _("岗位上的人员"))],
        widget=forms.RadioSelect,
        initial="posts",
    )
    file = forms.FileField(label=_("表格文件"), help_text=_("CSV 或 XLSX，首行为表头"))
    since = forms.DateField(label=_("人员自哪一天起"), widget=forms.DateInput)
    only_check = forms.BooleanField(label=_("只检查，不写入"), required=False, initial=True)


class SettleForm(forms.Form):
    """What was done about a trouble."""

    settlement = forms.CharField(label=_("处理情况"), widget=forms.Textarea(attrs={"rows": 2}))
