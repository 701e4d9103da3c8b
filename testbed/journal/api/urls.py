"""Addresses of the journal below /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from testbed.journal.api import events, files, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("exchanges", views.ExchangesView.as_view(), name="exchanges"),
    path("exchanges.har", files.HarView.as_view(), name="exchanges-har"),
    path("exchanges.zip", files.ZipView.as_view(), name="exchanges-zip"),
    path("exchanges/events", events.EventsView.as_view(), name="exchanges-events"),
    path("exchanges/<int:key>", views.ExchangeView.as_view(), name="exchange"),
    path("exchanges/<int:key>/request.xml", files.RequestView.as_view(), name="exchange-request"),
    path("exchanges/<int:key>/curl", files.CurlView.as_view(), name="exchange-curl"),
    path("exchanges/<int:key>/response.xml", files.ResponseView.as_view(), name="exchange-response"),
]
