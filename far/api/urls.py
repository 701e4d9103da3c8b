"""Addresses of the register's REST, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver

from far.api.actors import urls as actors
from far.api.consents import urls as consents

urlpatterns: list[URLPattern | URLResolver] = [*actors.urlpatterns, *consents.urlpatterns]
