"""Addresses of timing, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from testbed.timing.api import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("timing", views.TimingView.as_view(), name="timing"),
    path("held", views.HeldLettersView.as_view(), name="held"),
    path("held/release", views.ReleaseView.as_view(), name="release-held"),
    path("held/<int:key>/release", views.ReleaseOneView.as_view(), name="release-held-letter"),
]
