"""Addresses of the runs and of what is made on demand, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from testbed.on_demand.api.actors import ActorsOnDemandView
from testbed.on_demand.api.companies import CompaniesOnDemandView
from testbed.on_demand.api.operators import OperatorsOnDemandView
from testbed.on_demand.api.people import PeopleOnDemandView
from testbed.runs.api.views import ResetEverythingView, ResetMailboxView, ResetRunView, RunsView, RunView

urlpatterns: list[URLPattern | URLResolver] = [
    path("runs", RunsView.as_view(), name="runs"),
    # A label may have slashes.
    path("runs/<path:run>/reset", ResetRunView.as_view(), name="run-reset"),
    path("runs/<path:run>", RunView.as_view(), name="run"),
    path("reset", ResetEverythingView.as_view(), name="reset"),
    path("mailboxes/<str:holder>/reset", ResetMailboxView.as_view(), name="mailbox-reset"),
    path("actors", ActorsOnDemandView.as_view(), name="actors-on-demand"),
    path("companies", CompaniesOnDemandView.as_view(), name="companies-on-demand"),
    path("operators", OperatorsOnDemandView.as_view(), name="operators-on-demand"),
    path("people", PeopleOnDemandView.as_view(), name="people-on-demand"),
]
