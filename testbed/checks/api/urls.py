"""Addresses of the checks, beneath /api/v1/."""

from django.urls import path

from testbed.checks.api import views

urlpatterns = [
    path("check", views.EnvelopeCheck.as_view(), name="check"),
]
