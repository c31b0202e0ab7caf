"""Reading what triage keeps."""

from bihuan.triage.queries.bursts import Burst as Burst
from bihuan.triage.queries.bursts import blocks as blocks
from bihuan.triage.queries.bursts import bursts as bursts
from bihuan.triage.queries.bursts import orders_alike as orders_alike
from bihuan.triage.queries.bursts import weeks_before as weeks_before
from bihuan.triage.queries.clusters import Verdicts as Verdicts
from bihuan.triage.queries.clusters import cluster_seen_by as cluster_seen_by
from bihuan.triage.queries.clusters import clusters_heard as clusters_heard
from bihuan.triage.queries.clusters import clusters_of_order as clusters_of_order
from bihuan.triage.queries.clusters import clusters_visible_to as clusters_visible_to
from bihuan.triage.queries.clusters import orders_of_cluster as orders_of_cluster
from bihuan.triage.queries.clusters import page_of_clusters as page_of_clusters
from bihuan.triage.queries.clusters import verdicts_on as verdicts_on
from bihuan.triage.queries.readings import Confirmed as Confirmed
from bihuan.triage.queries.readings import confirmed as confirmed
from bihuan.triage.queries.readings import confirmed_orders as confirmed_orders
from bihuan.triage.queries.readings import disagreements as disagreements
from bihuan.triage.queries.readings import names_of as names_of
from bihuan.triage.queries.readings import second_agreement as second_agreement
from bihuan.triage.queries.readings import waiting_readings as waiting_readings
