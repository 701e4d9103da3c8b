"""Where the operators receive: the state's at the published address, the others beside it."""

from django.urls import path

from infra.soap.views import SoapView
from mailbox_operator.soap.service import endpoint_of

urlpatterns = [
    path("Service/v3", SoapView(endpoint_of)),
    path("operators/<operator>/Service/v3", SoapView(endpoint_of)),
]
