"""The addresses of the operators that misbehave."""

from django.urls import path

from infra.soap.views import SoapView
from testbed.operators import ENDPOINTS, REGISTER_CALLS

# Over a socket only, where the caller's time limit applies and a held call does not occupy a worker of the relay.
urlpatterns = [
    path(f"operators/{name}/Service/v3", SoapView(endpoint, in_process=False))
    for name, endpoint in ENDPOINTS.items()
]
urlpatterns += [
    path(f"operators/{name}/Service", SoapView(endpoint, in_process=False))
    for name, endpoint in REGISTER_CALLS.items()
]
