"""Addresses of the register's REST, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver

from far.api.supervision import urls as supervision

urlpatterns: list[URLPattern | URLResolver] = [*supervision.urlpatterns]
