"""Tables of triage."""

from bihuan.triage.models.language_model import ModelCall as ModelCall
from bihuan.triage.models.language_model import ModelDay as ModelDay
from bihuan.triage.models.suggestions import Suggestion as Suggestion
