"""Addresses of the journal in the console. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver

app_name = "journal"

urlpatterns: list[URLPattern | URLResolver] = []
