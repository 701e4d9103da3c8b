"""Addresses of the office gateway, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from formedlare.office.api import mails, senders

urlpatterns: list[URLPattern | URLResolver] = [
    path("office-mails", mails.OfficeMails.as_view(), name="office-mails"),
    path("office-senders", senders.OfficeSenders.as_view(), name="office-senders"),
    path("office-senders/<path:address>", senders.OneOfficeSender.as_view(), name="office-sender"),
]
