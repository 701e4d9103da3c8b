"""The addresses of the register."""

from django.urls import path

from far.soap.authority import authority
from far.soap.recipient import recipient
from infra.soap.views import SoapView

urlpatterns = [
    path("Recipient/v3", SoapView(recipient)),
    path("Authority", SoapView(authority)),
]
