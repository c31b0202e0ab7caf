"""Addresses that belong to no feature."""

from django.urls import path

from bihuan.website import calendar, home, views

urlpatterns = [
    path("", home.home, name="home"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("design/", views.design, name="design"),
    path("design/drawer/", views.design_drawer, name="design-drawer"),
    path("design/options/", views.design_options, name="design-options"),
    path("preferences/", views.choose_preferences, name="preferences"),
]
