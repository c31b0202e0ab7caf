"""Addresses of centres, lists and rules."""

from django.urls import path

from bihuan.duties.views import lists

urlpatterns = [
    path("duties/options/", lists.item_options, name="duty-item-options"),
]
