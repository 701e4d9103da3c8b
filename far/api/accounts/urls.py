"""Addresses of the accounts, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from far.api.accounts.views import EndAccount

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/<str:holder>/end", EndAccount.as_view(), name="account-end"),
]
