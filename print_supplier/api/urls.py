"""Addresses of the print supplier, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from print_supplier.api import statistics_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("print-queue", views.PrintQueueView.as_view(), name="print-queue"),
    path("print-runs", views.PrintRunsView.as_view(), name="print-runs"),
    path("print-runs/<int:number>", views.PrintRunView.as_view(), name="print-run"),
    path("statistics", statistics_views.StatisticsView.as_view(), name="statistics"),
]
