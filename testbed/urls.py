"""What the testbed serves: operators that misbehave."""

from django.urls import path

from infra.soap.views import SoapView
from testbed.operators import ENDPOINTS

# Over a socket only: there the caller's time limit holds, and a call that is held holds no worker of the relay.
urlpatterns = [
    path(f"operators/{name}/Service/v3", SoapView(endpoint, in_process=False))
    for name, endpoint in ENDPOINTS.items()
]
