"""Addresses of the command centre."""

from django.urls import path

from bihuan.command_centre.views import console, emergency, events, field, ground

urlpatterns = [
    path("map/", ground.sheet, name="map"),
    path("console/", console.console, name="console"),
    path("console/changes/", console.changes, name="console-changes"),
    path("events/", events.event_list, name="events"),
    path("events/<str:number>/", events.event, name="event"),
    path("events/<str:number>/photos/<uuid:photo_id>/", events.photo, name="event-photo"),
    path("events/<str:number>/<str:act>/", events.act, name="event-act"),
    path("emergencies/", emergency.emergencies, name="emergencies"),
    path("emergencies/<uuid:emergency_id>/end/", emergency.end, name="emergency-end"),
    path("emergencies/<uuid:emergency_id>/review/", emergency.review, name="emergency-review"),
    path("field/", field.field, name="field"),
    path("field/manifest.webmanifest", field.manifest, name="field-manifest"),
    path("field/worker.js", field.service_worker, name="field-worker"),
    path("field/places/", field.places, name="field-places"),
    path("field/mine/", field.mine, name="field-mine"),
    path("field/reports/", field.reports, name="field-reports"),
    path("field/photos/", field.photos, name="field-photos"),
    path("field/photos/<uuid:photo_id>/", field.piece, name="field-piece"),
    path("map/outlines/", ground.outlines, name="map-outlines"),
]
