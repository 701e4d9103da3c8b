"""Addresses of the accounts, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from far.api.accounts.views import EndAccountView

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/<str:holder>/end", EndAccountView.as_view(), name="account-end"),
]
