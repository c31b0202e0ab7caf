"""Tables of triage."""

from bihuan.triage.models.clusters import Cluster as Cluster
from bihuan.triage.models.clusters import ClusterOrder as ClusterOrder
from bihuan.triage.models.clusters import ClusterTrait as ClusterTrait
from bihuan.triage.models.language_model import ModelCall as ModelCall
from bihuan.triage.models.language_model import ModelDay as ModelDay
from bihuan.triage.models.readings import SecondReading as SecondReading
from bihuan.triage.models.suggestions import Suggestion as Suggestion
from bihuan.triage.models.thresholds import AccuracyAlarm as AccuracyAlarm
from bihuan.triage.models.thresholds import ThresholdRow as ThresholdRow
from bihuan.triage.models.trained import ModelAct as ModelAct
from bihuan.triage.models.trained import ModelChange as ModelChange
from bihuan.triage.models.trained import ModelState as ModelState
from bihuan.triage.models.trained import TrainedModel as TrainedModel
