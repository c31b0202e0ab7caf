"""Addresses that belong to no feature."""

from django.urls import path

from bihuan.website import calendar, home, hours, limits, views

urlpatterns = [
    path("", home.home, name="home"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/hours/", hours.hours, name="hours"),
    path("calendar/hours/table/", hours.table, name="hours-table"),
    path("calendar/hours/<int:timetable>/withdraw/", hours.withdraw, name="hours-withdraw"),
    path("calendar/limits/", limits.limits, name="limits"),
    path("calendar/limits/table/", limits.table, name="limits-table"),
    path("calendar/limits/withdraw/", limits.withdraw, name="limits-withdraw"),
    path("design/", views.design, name="design"),
    path("design/drawer/", views.design_drawer, name="design-drawer"),
    path("design/options/", views.design_options, name="design-options"),
    path("preferences/", views.choose_preferences, name="preferences"),
]
