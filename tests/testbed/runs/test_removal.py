"""A run that is removed leaves nothing, and takes nothing else with it."""

from django.apps import apps

from formedlare.models import Distribution
from mailbox_operator.models import Delivery
from tests.relay import Relay, work
from tests.testbed.runs.conftest import MakeRun


def counts() -> dict[str, int]:
    """How many rows each table has, but for those that only grow: logs, and the runs that are gone."""
    grow = {"LogEntry", "LogHead", "UnchainedEntry", "RemovedRun", "Lane", "Session"}
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model.__name__ not in grow
    }


def test_a_run_that_is_removed_leaves_no_row(make_run: MakeRun) -> None:
    before = counts()
    run = make_run(name="Prov")
    maria = run.person(announcements=["email", "sms"])
    region = run.sender(name="Region Prov")
    reply = region.deliver(region.letter(maria))
    assert reply.delivered
    Relay(region).distribute(maria, region.text(subject="Genom förmedlaren"))
    work()
    assert Delivery.objects.filter(label=run.label).count() == 2
    assert Distribution.objects.get().label == run.label

    run.remove()

    assert counts() == before
