"""The second reader's page: one drawn text at a time, without what was chosen for it first."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import Post
from bihuan.rules.deidentifying import deidentified
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import Refused
from bihuan.triage.actions import draw_sample, read_again
from bihuan.triage.models import SecondReading
from bihuan.triage.queries import disagreements, names_of, second_agreement, waiting_readings
from bihuan.work_orders.forms.base import choices_of, spoken

#: How many one press draws.
_DRAWN = 20


class ReadingForm(forms.Form):
    """What the reader calls the text."""

    reading = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: object = None, **options: object) -> None:
        super().__init__(data, auto_id="read_%s", **options)  # type: ignore[arg-type]
        self.fields["label"] = forms.ChoiceField(label=_("事项"), choices=[("", "—"), *choices_of(MATTERS)])
        self.fields["label"].error_messages["required"] = _("请选择事项。")


@require_http_methods(["GET", "POST"])
@holding(Post.INSPECTOR, Post.SUPERVISOR)
def second_reading(request: ActorRequest) -> HttpResponse:
    """Show the next text, or keep what was chosen for one and go on to the next."""
    now, form, status = timezone.now(), None, 200
    if request.POST.get("act") == "draw":
        drawn = draw_sample(_DRAWN, int(now.timestamp()), at=now)
        messages.success(request, _("已抽%(count)s件，待复读。") % {"count": drawn})
        return redirect("second-reading")
    if request.method == "POST":
        form = ReadingForm(request.POST)
        status = 422
        if form.is_valid():
            try:
                read_again(request.actor, form.cleaned_data["reading"], form.cleaned_data["label"], at=now)
            except Refused as refused:
                messages.error(request, spoken(refused.sentence))
            return redirect("second-reading")
    waiting = waiting_readings(request.actor)
    reading = waiting.first()
    agreed = second_agreement()
    shown = {
        "nav": "inspection",
        "form": form or (ReadingForm(initial={"reading": reading.pk}) if reading else None),
        "text": _unseen(reading) if reading else "",
        "left": waiting.count(),
        "agreed": agreed,
        "percent": round(100 * agreed.observed),
        "kappa": "—" if agreed.kappa is None else f"{agreed.kappa:.2f}",
        # Where texts still wait, nobody is told how others answered.
        "differ": [] if reading else [
            (each, MATTERS[each.first], MATTERS[each.label]) for each in disagreements(request.actor)
        ],
        "drawn": _DRAWN,
    }  # fmt: skip
    return render(request, "triage/second_reading.html", shown, status=status)


def _unseen(reading: SecondReading) -> str:
    return deidentified(reading.order.content, names_of(reading.order))[0]
