"""The addresses of the web listener: pages and REST, and the contracts for callers without a certificate."""

from django.urls import URLPattern, URLResolver, include, path

from infra import declaration
from infra.web.monitoring.health import healthz, livez, readyz
from infra.web.monitoring.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("infra.pki.urls")),
    path("healthz", healthz),
    path("livez", livez),
    path("readyz", readyz),
    path("metrics", metrics),
    path("", include("infra.web.soap_urls")),
]
if any(app.rest_urls for app in declaration.served_apps()):
    urlpatterns.append(path("api/", include("infra.rest.urls")))
urlpatterns += [
    path(prefix, include(module)) for app in declaration.served_apps() for prefix, module in app.web_urls.items()
]
