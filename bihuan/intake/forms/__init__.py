"""Forms of intake."""

from bihuan.intake.forms.calls import CallsFilter
from bihuan.intake.forms.desk import DeskForm
from bihuan.intake.forms.tracking import AddForm, EvaluationForm, TrackForm

__all__ = ["AddForm", "CallsFilter", "DeskForm", "EvaluationForm", "TrackForm"]
