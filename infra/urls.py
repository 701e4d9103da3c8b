"""Every address of the simulator. What a role serves is there only when MM_ROLES names the role."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from infra.health import healthz, livez

SOAP = settings.SOAP_BASE_PATH.lstrip("/")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("infra.pki.urls")),
    path("healthz", healthz),
    path("livez", livez),
]
if "testbed" in settings.ROLES:
    urlpatterns.append(path("", include("testbed.urls")))
if "far" in settings.ROLES:
    urlpatterns.append(path(SOAP, include("far.urls")))
if "operator" in settings.ROLES:
    urlpatterns.append(path(SOAP, include("mailbox_operator.urls")))
if "formedlare" in settings.ROLES:
    urlpatterns.append(path(SOAP, include("formedlare.urls")))
if "ui" in settings.ROLES:
    urlpatterns.append(path("", include("mailbox_ui.urls")))
