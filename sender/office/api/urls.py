"""Addresses of the office gateway, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from sender.office.api import mail_views, sender_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("office-mails", mail_views.OfficeMailsView.as_view(), name="office-mails"),
    path("office-senders", sender_views.OfficeSendersView.as_view(), name="office-senders"),
    path("office-senders/<path:address>", sender_views.OfficeSenderView.as_view(), name="office-sender"),
]
