"""Addresses of supervision."""

from django.urls import path

from bihuan.supervision.views import bulletins, cases, clusters, likely, wall, warning_rules

urlpatterns = [
    path("wall/", wall.wall, name="wall"),
    path("wall/likely/", likely.likely, name="likely-late"),
    path("warnings/", cases.case_list, name="warnings"),
    path("warnings/rules/", warning_rules.rules, name="warning-rules"),
    path("warnings/rules/table/", warning_rules.table, name="warning-rules-table"),
    path("warnings/rules/withdraw/", warning_rules.withdraw, name="warning-rules-withdraw"),
    path("warnings/<int:case_id>/", cases.case, name="warning"),
    path("warnings/<int:case_id>/drawer/", cases.drawer, name="warning-drawer"),
    path("warnings/<int:case_id>/slip/", cases.paper, name="slip-print"),
    path("warnings/<int:case_id>/acts/<str:act>/form/", cases.act_form, name="warning-act-form"),
    path("warnings/<int:case_id>/acts/<str:act>/", cases.act, name="warning-act"),
    path("clusters/", clusters.clusters, name="clusters"),
    path("clusters/<uuid:cluster_id>/", clusters.cluster, name="cluster"),
    path("clusters/<uuid:cluster_id>/acts/<str:act>/", clusters.cluster_act, name="cluster-act"),
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/draft/", bulletins.draft, name="bulletin-draft"),
    path("bulletins/draft/<int:unit_id>/<str:code>/", bulletins.draft_orders, name="bulletin-draft-orders"),
    path("bulletins/<int:bulletin_id>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:bulletin_id>/paper/", bulletins.paper, name="bulletin-print"),
    path("bulletins/<int:bulletin_id>/docx/", bulletins.docx, name="bulletin-docx"),
    path("bulletins/<int:bulletin_id>/<int:unit_id>/<str:code>/", bulletins.orders, name="bulletin-orders"),
    path("orders/<str:number>/warnings/", cases.of_order, name="order-warnings"),
]
