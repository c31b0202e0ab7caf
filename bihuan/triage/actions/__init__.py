"""What triage writes down."""

from bihuan.triage.actions.choosing import keep_choices as keep_choices
from bihuan.triage.actions.clustering import look_for_clusters as look_for_clusters
from bihuan.triage.actions.deciding import acknowledge_cluster as acknowledge_cluster
from bihuan.triage.actions.deciding import call_false_alarm as call_false_alarm
from bihuan.triage.actions.deciding import close_cluster as close_cluster
from bihuan.triage.actions.deciding import dispose_of_cluster as dispose_of_cluster
from bihuan.triage.actions.deciding import send_cluster_back as send_cluster_back
from bihuan.triage.actions.deciding import standings_in_cluster as standings_in_cluster
from bihuan.triage.actions.minding import raise_alarms as raise_alarms
from bihuan.triage.actions.minding import set_threshold as set_threshold
from bihuan.triage.actions.reading_twice import draw_sample as draw_sample
from bihuan.triage.actions.reading_twice import read_again as read_again
from bihuan.triage.actions.training import promote as promote
from bihuan.triage.actions.training import roll_back as roll_back
from bihuan.triage.actions.training import take_in as take_in
from bihuan.triage.actions.training import train as train
