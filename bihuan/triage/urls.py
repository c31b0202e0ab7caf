"""Addresses of triage: how suggestions do, and the second reading."""

from django.urls import path

from bihuan.triage.views import models, readings, thresholds, weekly

urlpatterns = [
    path("suggestions/", weekly.weekly, name="triage"),
    path("suggestions/cases/", weekly.cases, name="triage-cases"),
    path("suggestions/thresholds/", thresholds.thresholds, name="triage-thresholds"),
    path("suggestions/models/", models.models, name="triage-models"),
    path("suggestions/models/shipped/", models.shipped, name="triage-model-shipped"),
    path("suggestions/models/<int:model>/", models.model, name="triage-model"),
    path("second-reading/", readings.second_reading, name="second-reading"),
]
