"""Sorting texts into classes: what is counted, what was learned from it, how sure that is and why.

Reading with a classifier needs numpy alone; :mod:`bihuan.triage.classifier.learning` needs the extra ``training``.
"""

from bihuan.triage.classifier.classes import Classifier as Classifier
from bihuan.triage.classifier.classes import Reason as Reason
from bihuan.triage.classifier.classes import Sorted as Sorted
from bihuan.triage.classifier.files import from_bytes as from_bytes
from bihuan.triage.classifier.files import to_bytes as to_bytes
