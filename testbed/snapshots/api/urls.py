"""The address of the snapshot, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from testbed.snapshots.api.views import SnapshotView

urlpatterns: list[URLPattern | URLResolver] = [path("snapshot", SnapshotView.as_view(), name="snapshot")]
