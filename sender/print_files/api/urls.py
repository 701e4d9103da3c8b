"""Addresses of print files, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from sender.print_files.api import content, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("batches", views.BatchesView.as_view(), name="batches"),
    path("batches/<uuid:file_id>", views.BatchView.as_view(), name="batch"),
    path("batches/<uuid:file_id>/content", content.ContentView.as_view(), name="batch-content"),
    path("batches/<uuid:file_id>/result.<str:form>", views.ResultView.as_view(), name="batch-result"),
]
