"""Addresses of the command centre."""

from django.urls import path

from bihuan.command_centre.views import ground

urlpatterns = [
    path("map/", ground.sheet, name="map"),
    path("map/outlines/", ground.outlines, name="map-outlines"),
]
