"""Addresses of the register's REST, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver

from far.api.actors import urls as actors

urlpatterns: list[URLPattern | URLResolver] = [*actors.urlpatterns]
