"""Forms of intake."""

from bihuan.intake.forms.desk import DeskForm
from bihuan.intake.forms.tracking import AddForm, EvaluationForm, TrackForm

__all__ = ["AddForm", "DeskForm", "EvaluationForm", "TrackForm"]
