"""Addresses of signing in, and of people and their posts."""

from django.conf import settings
from django.urls import path

from bihuan.organisations.views import sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("language/", sign_in.set_language, name="set-language"),
]

if settings.DEMO:
    urlpatterns.append(path("demo/switch/<slug:username>/", sign_in.demo_switch, name="demo-switch"))
