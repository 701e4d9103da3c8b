"""Addresses of print files, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from formedlare.batch.api import content, files

urlpatterns: list[URLPattern | URLResolver] = [
    path("batches", files.Batches.as_view(), name="batches"),
    path("batches/<uuid:file_id>", files.Batch.as_view(), name="batch"),
    path("batches/<uuid:file_id>/content", content.Content.as_view(), name="batch-content"),
    path("batches/<uuid:file_id>/result.<str:form>", files.Result.as_view(), name="batch-result"),
]
