"""The pre-flight of the caller's own certificate, at the SOAP listener, which asks for it."""

from django.urls import path

from testbed.checks.readiness.own_preflight import own_preflight

urlpatterns = [path("preflight", own_preflight)]
