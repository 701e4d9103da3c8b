"""The address of the clock, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from testbed.clock.api.views import ClockView

urlpatterns: list[URLPattern | URLResolver] = [path("clock", ClockView.as_view(), name="clock")]
