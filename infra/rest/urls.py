"""Addresses of the REST interface, beneath /api/. Each app brings its own beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from infra import declaration
from infra.rest.documentation import interactive_page
from infra.rest.views import UnknownAddressView
from infra.web.access.console_access import console_page

app_name = "api"

Urls = list[URLPattern | URLResolver]

v1_urls: Urls = [path("", include(app.rest_urls)) for app in declaration.served_apps() if app.rest_urls]

urlpatterns: Urls = [
    path("docs/", interactive_page, name="docs"),
    path("schema/", console_page(SpectacularAPIView.as_view()), name="schema"),
    path("v1/", include(v1_urls)),
    re_path("^v1/.*", UnknownAddressView.as_view()),
]
