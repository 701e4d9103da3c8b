"""What the testbed serves: operators that misbehave."""

from django.conf import settings
from django.urls import path

from infra.soap.views import SoapView
from testbed.operators import ENDPOINTS

SOAP = settings.SOAP_BASE_PATH.lstrip("/")

urlpatterns = [
    path(f"{SOAP}operators/{name}/Service/v3", SoapView(endpoint)) for name, endpoint in ENDPOINTS.items()
]
