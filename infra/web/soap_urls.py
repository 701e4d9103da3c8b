"""The addresses of the SOAP listener: those of the apps that MM_ROLES names."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from infra import declaration

SOAP = settings.SOAP_BASE_PATH.lstrip("/")

# The listener has no pages, and so no error pages.
handler404 = "infra.soap.views.not_found"
handler500 = "infra.soap.views.server_error"

# The last app first: the testbed's operators have addresses that the mailbox operators' pattern matches, too.
urlpatterns: list[URLPattern | URLResolver] = [
    path(SOAP, include(app.soap_urls)) for app in reversed([*declaration.served_apps()]) if app.soap_urls
]
