"""Addresses of triage."""

from django.urls import path

from bihuan.triage.views import readings

urlpatterns = [
    path("second-reading/", readings.second_reading, name="second-reading"),
]
