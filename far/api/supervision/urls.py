"""Addresses of supervision."""

from django.urls import URLPattern, URLResolver, path

from far.api.supervision.views import CountsFileView, CountsView, LogFileView, LogView

urlpatterns: list[URLPattern | URLResolver] = [
    path("supervision/log", LogView.as_view(), name="supervision-log"),
    path("supervision/log.csv", LogFileView.as_view(), name="supervision-log-file"),
    path("supervision/counts", CountsView.as_view(), name="supervision-counts"),
    path("supervision/counts.csv", CountsFileView.as_view(), name="supervision-counts-file"),
]
