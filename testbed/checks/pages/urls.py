"""Addresses of the checks in the console. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver, path

from testbed.checks.pages import views

app_name = "checks"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.check_pasted, name="envelope"),
    path("start/", views.show_preflight, name="preflight"),
    path("oktetter/<int:key>/", views.show_octets, name="octets"),
    path("oktetter/<int:key>/<str:signature>-<str:form>.xml", views.download_octets, name="octets-file"),
]
