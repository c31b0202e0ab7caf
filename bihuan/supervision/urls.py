"""Addresses of supervision."""

from django.urls import path

from bihuan.supervision import views

urlpatterns = [path("wall/", views.wall, name="wall")]
