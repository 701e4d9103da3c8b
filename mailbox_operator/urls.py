"""The addresses of the operators: the state's operator has the published one, the others have their own."""

from django.urls import path

from infra.soap.views import SoapView
from mailbox_operator.soap.register_calls import register_endpoint_of
from mailbox_operator.soap.service import endpoint_of

urlpatterns = [
    path("Service", SoapView(register_endpoint_of)),
    path("operators/<operator>/Service", SoapView(register_endpoint_of)),
    path("Service/v3", SoapView(endpoint_of)),
    path("operators/<operator>/Service/v3", SoapView(endpoint_of)),
]
