"""Addresses of the relay, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from formedlare.api.contacts.views import ContactsView, ContactView
from formedlare.api.deliveries.views import DeliveriesView, DeliveryView, RetryLegView
from formedlare.api.lanes.views import LanesView, LaneView, ResetLaneView
from formedlare.api.plans.views import PlanView
from formedlare.api.rules.views import DefaultRulesView, RulesView

Urls = list[URLPattern | URLResolver]

sender_urls: Urls = [
    path("rules", RulesView.as_view(), name="rules"),
    path("plan", PlanView.as_view(), name="plan"),
    path("addresses", ContactsView.as_view(), name="addresses"),
    path("addresses/<str:recipient>", ContactView.as_view(), name="address"),
]

urlpatterns: Urls = [
    path("deliveries", DeliveriesView.as_view(), name="deliveries"),
    path("deliveries/<uuid:distribution_id>", DeliveryView.as_view(), name="delivery"),
    path(
        "deliveries/<uuid:distribution_id>/legs/<str:recipient>/retry",
        RetryLegView.as_view(),
        name="retry",
    ),
    path("lanes", LanesView.as_view(), name="lanes"),
    path("lanes/<str:name>", LaneView.as_view(), name="lane"),
    path("lanes/<str:name>/reset", ResetLaneView.as_view(), name="reset-lane"),
    path("rules", DefaultRulesView.as_view(), name="default-rules"),
    path("senders/<str:organisation>/", include(sender_urls)),
]
