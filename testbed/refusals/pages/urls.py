"""Addresses of the pages about refusals. Open to all, as the contracts are: faults lead here."""

from django.urls import URLPattern, URLResolver, path

from testbed.refusals.pages import views

app_name = "refusals"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.list_codes, name="codes"),
    path("<int:code>", views.show_code, name="code"),
    path("<slug:slug>", views.show_reason, name="reason"),
]
