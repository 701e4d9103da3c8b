"""Addresses of the relay, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from formedlare.api import lanes, statistics
from formedlare.api.deliveries import views
from formedlare.api.sender_settings import contacts, rules

Urls = list[URLPattern | URLResolver]

sender_urls: Urls = [
    path("rules", rules.Rules.as_view(), name="rules"),
    path("plan", rules.Plan.as_view(), name="plan"),
    path("addresses", contacts.Addresses.as_view(), name="addresses"),
    path("addresses/<str:recipient>", contacts.Address.as_view(), name="address"),
]

urlpatterns: Urls = [
    path("deliveries", views.Deliveries.as_view(), name="deliveries"),
    path("deliveries/<uuid:distribution_id>", views.Delivery.as_view(), name="delivery"),
    path(
        "deliveries/<uuid:distribution_id>/legs/<str:recipient>/retry",
        views.Retry.as_view(),
        name="retry",
    ),
    path("lanes", lanes.Lanes.as_view(), name="lanes"),
    path("lanes/<str:name>", lanes.OneLane.as_view(), name="lane"),
    path("lanes/<str:name>/reset", lanes.Reset.as_view(), name="reset-lane"),
    path("rules", rules.DefaultRules.as_view(), name="default-rules"),
    path("senders/<str:organisation>/", include(sender_urls)),
    path("statistics", statistics.Statistics.as_view(), name="statistics"),
]
