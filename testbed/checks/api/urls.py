"""Addresses of the checks, beneath /api/v1/."""

from django.urls import path

from testbed.checks.api import octets, preflight, views

OCTETS = "exchanges/<int:key>/octets"
ONE_FORM = f"{OCTETS}/<str:signature>/<str:form>"

urlpatterns = [
    path("check", views.EnvelopeCheckView.as_view(), name="check"),
    path("preflight", preflight.PreflightView.as_view(), name="preflight"),
    path(OCTETS, octets.OctetsOfExchangeView.as_view(), name="exchange-octets"),
    path(ONE_FORM, octets.OctetsOfFormView.as_view(), name="exchange-octets-of-form"),
    path(f"{ONE_FORM}/compare", octets.OctetsComparisonView.as_view(), name="exchange-octets-compare"),
]
