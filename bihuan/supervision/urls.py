"""Addresses of supervision."""

from django.urls import path

from bihuan.supervision.views import cases, wall

urlpatterns = [
    path("wall/", wall.wall, name="wall"),
    path("warnings/", cases.case_list, name="warnings"),
    path("warnings/<int:case_id>/", cases.case, name="warning"),
    path("warnings/<int:case_id>/drawer/", cases.drawer, name="warning-drawer"),
    path("warnings/<int:case_id>/slip/", cases.paper, name="slip-print"),
    path("warnings/<int:case_id>/acts/<str:act>/form/", cases.act_form, name="warning-act-form"),
    path("warnings/<int:case_id>/acts/<str:act>/", cases.act, name="warning-act"),
    path("orders/<str:number>/warnings/", cases.of_order, name="order-warnings"),
]
