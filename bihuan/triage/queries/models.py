"""The models that were trained here, and how they came into force."""

from bihuan.triage.models import ModelChange, TrainedModel


def trained_models() -> list[TrainedModel]:
    """Every model trained or taken in here, the newest first."""
    return list(TrainedModel.objects.order_by("-trained_at", "-pk"))


def changes_of_models() -> list[ModelChange]:
    """Every time another model came into force, the newest first."""
    return list(ModelChange.objects.select_related("model", "instead_of", "by").order_by("-pk"))
