"""Addresses of the print supplier, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from print_supplier.api import statistics_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("print-queue", views.PrintQueue.as_view(), name="print-queue"),
    path("print-runs", views.PrintRuns.as_view(), name="print-runs"),
    path("print-runs/<int:number>", views.OnePrintRun.as_view(), name="print-run"),
    path("statistics", statistics_views.StatisticsView.as_view(), name="statistics"),
]
