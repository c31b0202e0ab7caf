"""Addresses of centres, lists and rules."""

from django.urls import path

from bihuan.duties.views import changes, indicators, lists, routing, structure, structure_tables

urlpatterns = [
    path("centre/", structure.centre, name="centre"),
    path("centre/import/", structure_tables.structure_upload, name="centre-import"),
    path("centre/export/<str:what>/", structure_tables.structure_export, name="centre-export"),
    path("centre/roster/", structure.roster, name="roster"),
    path("centre/indicators/import/", indicators.upload, name="indicator-import"),
    path("centre/indicators/export/", indicators.download, name="indicator-export"),
    path("duties/", lists.browse, name="duty-list"),
    path("duties/options/", lists.item_options, name="duty-item-options"),
    path("duties/open/", lists.still_open, name="duty-open"),
    path("duties/mirrored/", lists.mirrored, name="duty-mirrored"),
    path("duties/items/<int:item_id>/", lists.item, name="duty-item"),
    path("duties/items/<int:item_id>/claim/", lists.claim, name="duty-claim"),
    path("duties/items/<int:item_id>/answer/", lists.answer, name="duty-answer"),
    path("duties/claims/<int:claim_id>/release/", lists.release, name="duty-release"),
    path("duties/lists/<uuid:list_id>/compare/", lists.compare, name="duty-compare"),
    path("duties/lists/<uuid:list_id>/import/", lists.upload, name="duty-import"),
    path("duties/lists/<uuid:list_id>/export/", lists.download, name="duty-export"),
    path("duties/lists/<uuid:list_id>/ask/<str:kind>/", changes.new, name="duty-ask"),
    path("duties/changes/", changes.requests, name="duty-changes"),
    path("duties/changes/<int:request_id>/", changes.change, name="duty-change"),
    path("duties/changes/<int:request_id>/<str:act>/", changes.step, name="duty-change-step"),
    path("routing/", routing.rules, name="routing-rules"),
    path("routing/import/", routing.upload, name="routing-import"),
    path("routing/incidents/<int:incident_id>/settle/", routing.settle_incident, name="routing-settle"),
    path("routing/<int:number>/", routing.version, name="routing-version"),
    path("routing/<int:number>/export/", routing.download, name="routing-export"),
    path("routing/<int:number>/activate/", routing.bring_into_force, name="routing-activate"),
]
