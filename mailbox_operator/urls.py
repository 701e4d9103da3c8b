"""The addresses of the operators: the state's operator has the published one, the others have their own."""

from django.urls import path

from infra.soap.views import SoapView
from mailbox_operator.soap.service import endpoint_of

urlpatterns = [
    path("Service/v3", SoapView(endpoint_of)),
    path("operators/<operator>/Service/v3", SoapView(endpoint_of)),
]
