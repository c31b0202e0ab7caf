"""What triage reads: models and their changes, thresholds, and how well suggestions did."""

from bihuan.triage.queries.accuracy import asked_of as asked_of
from bihuan.triage.queries.accuracy import cases_behind as cases_behind
from bihuan.triage.queries.accuracy import counts_by_week as counts_by_week
from bihuan.triage.queries.accuracy import counts_of_week as counts_of_week
from bihuan.triage.queries.accuracy import last_weeks as last_weeks
from bihuan.triage.queries.accuracy import reliability_of as reliability_of
from bihuan.triage.queries.accuracy import unknown_by_week as unknown_by_week
from bihuan.triage.queries.accuracy import week_of as week_of
from bihuan.triage.queries.models import changes_of_models as changes_of_models
from bihuan.triage.queries.models import trained_models as trained_models
from bihuan.triage.queries.thresholds import MINDING as MINDING
from bihuan.triage.queries.thresholds import alarms_since as alarms_since
from bihuan.triage.queries.thresholds import possible_keepers as possible_keepers
from bihuan.triage.queries.thresholds import row_in_force as row_in_force
from bihuan.triage.queries.thresholds import setting_units as setting_units
from bihuan.triage.queries.thresholds import threshold_rows as threshold_rows
