"""Addresses of signing in, and of people and their posts."""

from django.conf import settings
from django.urls import path

from bihuan.organisations.views import people, sign_in, units

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("language/", sign_in.set_language, name="set-language"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="person-new"),
    path("people/find/", people.person_options, name="person-options"),
    path("people/appoint/", people.appoint_person, name="appoint"),
    path("people/appointments/<int:appointment_id>/end/", people.end, name="appointment-end"),
    path(
        "people/appointments/<int:appointment_id>/depute/", people.appoint_deputy, name="appointment-depute"
    ),
    path("people/<str:username>/password/", people.reset_password, name="person-password"),
    path("units/find/", units.unit_options, name="unit-options"),
    path("organs/find/", units.organ_options, name="organ-options"),
]

if settings.DEMO:
    urlpatterns.append(path("demo/switch/<str:username>/", sign_in.demo_switch, name="demo-switch"))
