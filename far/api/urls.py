"""Addresses of the register's REST, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver

from far.api.accounts import urls as accounts
from far.api.actors import urls as actors
from far.api.consents import urls as consents
from far.api.operators import urls as operators
from far.api.supervision import urls as supervision

urlpatterns: list[URLPattern | URLResolver] = [
    *accounts.urlpatterns,
    *actors.urlpatterns,
    *consents.urlpatterns,
    *operators.urlpatterns,
    *supervision.urlpatterns,
]
