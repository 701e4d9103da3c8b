"""Addresses of the mailbox operators."""

from django.urls import URLPattern, URLResolver, path

from far.api.operators import views

ONE = "operators/<str:name>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("operators", views.OperatorsView.as_view(), name="operators"),
    path(ONE, views.OperatorView.as_view(), name="operator"),
    path(f"{ONE}/customers", views.CustomersView.as_view(), name="operator-customers"),
    path(f"{ONE}/departure", views.DepartureView.as_view(), name="operator-departure"),
    path(f"{ONE}/unused-mailboxes", views.UnusedMailboxesView.as_view(), name="operator-unused-mailboxes"),
    path(f"{ONE}/removal-flags", views.RemovalFlagsView.as_view(), name="operator-removal-flags"),
    path(f"{ONE}/removal-flags/replay", views.ReplayFlagsView.as_view(), name="operator-removal-flags-replay"),
]
