"""Addresses of the inbox and of the mails an administrator looks after."""

from django.urls import path

from bihuan.notifications import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/count/", views.inbox_count, name="inbox-count"),
    path("inbox/read/", views.inbox_read_all, name="inbox-read-all"),
    path("inbox/mail/", views.inbox_mail, name="inbox-mail"),
    path("inbox/<int:message>/", views.inbox_open, name="inbox-open"),
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/<int:mail>/resend/", views.delivery_resend, name="delivery-resend"),
]
