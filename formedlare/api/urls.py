"""Addresses of the REST interface, beneath /api/."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from formedlare.api import lanes, statistics
from formedlare.api.deliveries import views
from formedlare.api.sender_settings import contacts, rules
from infra.rest import documentation
from infra.rest.views import UnknownAddress
from infra.web.console_access import console_page

app_name = "api"

Urls = list[URLPattern | URLResolver]

sender_urls: Urls = [
    path("rules", rules.Rules.as_view(), name="rules"),
    path("plan", rules.Plan.as_view(), name="plan"),
    path("addresses", contacts.Addresses.as_view(), name="addresses"),
    path("addresses/<str:recipient>", contacts.Address.as_view(), name="address"),
]

v1_urls: Urls = [
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
    path("", include("print_supplier.api.urls")),
    path("", include("webhooks.api.urls")),
    path("", include("sender.print_files.api.urls")),
    path("", include("sender.office.api.urls")),
]

urlpatterns: Urls = [
    path("docs/", documentation.page, name="docs"),
    path("schema/", console_page(SpectacularAPIView.as_view()), name="schema"),
    path("v1/", include(v1_urls)),
    re_path("^v1/.*", UnknownAddress.as_view()),
]
