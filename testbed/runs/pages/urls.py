"""Addresses of the runs in the console. Swedish, since people see them."""

from django.urls import URLPattern, URLResolver, path

from testbed.runs.pages import views

app_name = "runs"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.show_runs, name="runs"),
    path("<uuid:run>/tom/", views.reset_run, name="run-reset"),
    path("<uuid:run>/bort/", views.remove_run, name="run-remove"),
    path("brevlada/", views.reset_mailbox, name="mailbox-reset"),
    path("allt/", views.reset_everything, name="reset"),
]
