"""What triage reads: models and their changes, thresholds, and how well suggestions did."""

from bihuan.triage.queries.models import changes_of_models as changes_of_models
from bihuan.triage.queries.models import trained_models as trained_models
