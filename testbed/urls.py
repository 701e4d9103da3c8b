"""What the testbed serves: operators that misbehave."""

from django.urls import path

from infra.soap.views import SoapView
from testbed.operators import ENDPOINTS

urlpatterns = [path(f"operators/{name}/Service/v3", SoapView(endpoint)) for name, endpoint in ENDPOINTS.items()]
