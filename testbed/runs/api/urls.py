"""Addresses of the runs and of what is made on demand, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from testbed.on_demand.api.actors import ActorsOnDemand
from testbed.on_demand.api.companies import CompaniesOnDemand
from testbed.on_demand.api.operators import OperatorsOnDemand
from testbed.on_demand.api.people import PeopleOnDemand
from testbed.runs.api.views import OneRun, ResetEverything, ResetMailbox, ResetRun, Runs

urlpatterns: list[URLPattern | URLResolver] = [
    path("runs", Runs.as_view(), name="runs"),
    # A label may have slashes.
    path("runs/<path:run>/reset", ResetRun.as_view(), name="run-reset"),
    path("runs/<path:run>", OneRun.as_view(), name="run"),
    path("reset", ResetEverything.as_view(), name="reset"),
    path("mailboxes/<str:holder>/reset", ResetMailbox.as_view(), name="mailbox-reset"),
    path("actors", ActorsOnDemand.as_view(), name="actors-on-demand"),
    path("companies", CompaniesOnDemand.as_view(), name="companies-on-demand"),
    path("operators", OperatorsOnDemand.as_view(), name="operators-on-demand"),
    path("people", PeopleOnDemand.as_view(), name="people-on-demand"),
]
