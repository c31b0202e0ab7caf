"""Addresses of intake."""

from django.urls import path

from bihuan.intake.views import calls, desk, tracking

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/hints/", desk.hints, name="desk-hints"),
    path("desk/suggested/", desk.suggested, name="desk-suggested"),
    path("desk/opinion/", desk.opinion, name="desk-opinion"),
    path("desk/places/", desk.places, name="desk-places"),
    path("desk/matters/", desk.matters, name="desk-matters"),
    path("desk/draft/", desk.keep_draft, name="desk-draft"),
    path("desk/draft/<uuid:token>/discard/", desk.discard_draft, name="desk-discard"),
    path("desk/calls/<uuid:token>/", desk.call, name="desk-call"),
    path("desk/calls/<uuid:token>/helped/", desk.helped, name="desk-helped"),
    path("calls/", calls.calls, name="calls"),
    path("track/", tracking.track, name="track"),
    path("track/order/", tracking.tracked, name="track-order"),
    path("track/order/add/", tracking.add, name="track-add"),
    path("track/order/evaluate/", tracking.evaluate, name="track-evaluate"),
    path("track/order/files/<int:file_id>/", tracking.file, name="track-file"),
    path("track/leave/", tracking.leave, name="track-leave"),
]
