"""Addresses of the snapshot in the console. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver, path

from testbed.snapshots.pages import views

app_name = "snapshots"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.show_snapshot, name="snapshot"),
    path("ogonblicksbild.zip", views.download_snapshot, name="snapshot-file"),
]
