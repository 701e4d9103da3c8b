"""Addresses of rules, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from testbed.faults.api import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("faults", views.FaultRulesView.as_view(), name="faults"),
    path("faults/<uuid:rule_id>", views.FaultRuleView.as_view(), name="fault"),
]
