"""Addresses of the office gateway, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from sender.office.api import mail_views, sender_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("office-mails", mail_views.OfficeMails.as_view(), name="office-mails"),
    path("office-senders", sender_views.OfficeSenders.as_view(), name="office-senders"),
    path("office-senders/<path:address>", sender_views.OneOfficeSender.as_view(), name="office-sender"),
]
