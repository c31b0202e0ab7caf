"""Tables of triage."""

from bihuan.triage.models.clusters import Cluster as Cluster
from bihuan.triage.models.clusters import ClusterOrder as ClusterOrder
from bihuan.triage.models.clusters import ClusterTrait as ClusterTrait
from bihuan.triage.models.language_model import ModelCall as ModelCall
from bihuan.triage.models.language_model import ModelDay as ModelDay
from bihuan.triage.models.readings import SecondReading as SecondReading
from bihuan.triage.models.suggestions import Suggestion as Suggestion
