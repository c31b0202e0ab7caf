"""What triage writes down."""

from bihuan.triage.actions.choosing import keep_choices as keep_choices
from bihuan.triage.actions.minding import raise_alarms as raise_alarms
from bihuan.triage.actions.minding import set_threshold as set_threshold
from bihuan.triage.actions.training import promote as promote
from bihuan.triage.actions.training import roll_back as roll_back
from bihuan.triage.actions.training import take_in as take_in
from bihuan.triage.actions.training import train as train
