"""Addresses of the REST interface, beneath /api/."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from formedlare.api.contacts.views import ContactsView, ContactView
from formedlare.api.deliveries.views import DeliveriesView, DeliveryView, RetryLegView
from formedlare.api.lanes.views import LanesView, LaneView, ResetLaneView
from formedlare.api.plans.views import PlanView
from formedlare.api.rules.views import DefaultRulesView, RulesView
from infra.rest.documentation import interactive_page
from infra.rest.views import UnknownAddress
from infra.web.console_access import console_page

app_name = "api"

Urls = list[URLPattern | URLResolver]

sender_urls: Urls = [
    path("rules", RulesView.as_view(), name="rules"),
    path("plan", PlanView.as_view(), name="plan"),
    path("addresses", ContactsView.as_view(), name="addresses"),
    path("addresses/<str:recipient>", ContactView.as_view(), name="address"),
]

v1_urls: Urls = [
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
    path("", include("print_supplier.api.urls")),
    path("", include("webhooks.api.urls")),
    path("", include("sender.print_files.api.urls")),
    path("", include("sender.office.api.urls")),
]

urlpatterns: Urls = [
    path("docs/", interactive_page, name="docs"),
    path("schema/", console_page(SpectacularAPIView.as_view()), name="schema"),
    path("v1/", include(v1_urls)),
    re_path("^v1/.*", UnknownAddress.as_view()),
]
