"""Addresses of the work orders."""

from django.urls import path

from bihuan.work_orders.views import acts, dry_run, lists, orders, parked

urlpatterns = [
    path("routing/<int:number>/dry-run/", dry_run.dry_run, name="routing-dry-run"),
    path("orders/", lists.order_list, name="order-list"),
    path("orders/export/", lists.export, name="order-export"),
    path("orders/bulk/", lists.bulk, name="order-bulk"),
    path("orders/parked/", parked.parked, name="parked"),
    path("orders/<str:number>/", orders.order, name="order"),
    path("orders/<str:number>/drawer/", orders.drawer, name="order-drawer"),
    path("orders/<str:number>/paper/", orders.paper, name="order-print"),
    path("orders/<str:number>/caller/", orders.reveal, name="order-reveal"),
    path("orders/<str:number>/files/<int:attachment_id>/", orders.attachment, name="order-attachment"),
    path("orders/<str:number>/units/", acts.units, name="order-units"),
    path("orders/<str:number>/acts/<str:act>/form/", acts.act_form, name="order-act-form"),
    path("orders/<str:number>/acts/<str:act>/", acts.act, name="order-act"),
]
