"""The addresses of the register."""

from django.urls import path

from far.soap.authority import authority
from far.soap.consent import consent
from far.soap.recipient import recipient
from far.soap.recipient_v1 import recipient_v1
from far.soap.recipient_v2 import recipient_v2
from infra.soap.views import SoapView

urlpatterns = [
    path("Recipient", SoapView(recipient_v1)),
    path("Recipient/v2", SoapView(recipient_v2)),
    path("Recipient/v3", SoapView(recipient)),
    path("Authority", SoapView(authority)),
    path("Consent", SoapView(consent)),
]
