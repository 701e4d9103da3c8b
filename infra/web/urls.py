"""The addresses of the web listener: pages and REST, and the contracts for whoever has no certificate yet."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from infra.web.health import healthz, livez

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("infra.pki.urls")),
    path("healthz", healthz),
    path("livez", livez),
    path("", include("infra.web.soap_urls")),
]
if "formedlare" in settings.ROLES:
    urlpatterns.append(path("api/", include("formedlare.api.urls")))
    urlpatterns.append(path("", include("print_supplier.urls")))
if "testbed" in settings.ROLES:
    urlpatterns.append(path("konsol/", include("console.urls")))
if "ui" in settings.ROLES:
    urlpatterns.append(path("", include("mailbox_ui.urls")))
