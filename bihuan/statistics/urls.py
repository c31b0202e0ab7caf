"""Addresses of statistics."""

from django.urls import path

from bihuan.statistics import views

urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/given-back/", views.given_back, name="given-back"),
]
