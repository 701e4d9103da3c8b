"""Addresses of the register's REST, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver

from far.api.consents import urls as consents

urlpatterns: list[URLPattern | URLResolver] = [*consents.urlpatterns]
