"""Addresses of the work orders."""

from django.urls import path

from bihuan.work_orders.views import acts, dry_run, inspecting, lists, orders, parked

urlpatterns = [
    path("routing/<int:number>/dry-run/", dry_run.dry_run, name="routing-dry-run"),
    path("inspection/", inspecting.inspection, name="inspection"),
    path("inspection/<int:desk_id>/plan/", inspecting.set_plan, name="inspection-plan"),
    path("inspection/<int:desk_id>/checklist/", inspecting.set_checklist, name="inspection-checklist"),
    path("orders/", lists.order_list, name="order-list"),
    path("orders/export/", lists.export, name="order-export"),
    path("orders/bulk/", lists.bulk, name="order-bulk"),
    path("orders/parked/", parked.parked, name="parked"),
    path("orders/<str:number>/", orders.order, name="order"),
    path("orders/<str:number>/drawer/", orders.drawer, name="order-drawer"),
    path("orders/<str:number>/clocks/", orders.clocks, name="order-clocks"),
    path("orders/<str:number>/paper/", orders.paper, name="order-print"),
    path("orders/<str:number>/caller/", orders.reveal, name="order-reveal"),
    path("orders/<str:number>/files/<int:attachment_id>/", orders.attachment, name="order-attachment"),
    path("orders/<str:number>/reply-check/", acts.reply_check, name="reply-check"),
    path("orders/<str:number>/units/", acts.units, name="order-units"),
    path("orders/<str:number>/acts/<str:act>/form/", acts.act_form, name="order-act-form"),
    path("orders/<str:number>/acts/<str:act>/", acts.act, name="order-act"),
]
