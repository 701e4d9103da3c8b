"""The addresses of the SOAP listener. What a role serves is there only when MM_ROLES names the role."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

SOAP = settings.SOAP_BASE_PATH.lstrip("/")

# The listener has no pages, so it has no pages for errors either.
handler404 = "infra.soap.views.not_found"
handler500 = "infra.soap.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = []
if "testbed" in settings.ROLES:
    urlpatterns.append(path(SOAP, include("testbed.urls")))
if "far" in settings.ROLES:
    urlpatterns.append(path(SOAP, include("far.urls")))
if "operator" in settings.ROLES:
    urlpatterns.append(path(SOAP, include("mailbox_operator.urls")))
if "formedlare" in settings.ROLES:
    urlpatterns.append(path(SOAP, include("formedlare.urls")))
