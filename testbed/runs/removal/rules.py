"""Faults on demand."""

from django.db import transaction

from infra.hooks.runs import Extent
from testbed.faults.finding import version
from testbed.faults.models import FaultRule


def remove_fault_rules(run: Extent) -> None:
    """Remove the rules that disrupt the run's letters."""
    if FaultRule.objects.filter(label=run.label).delete()[0]:
        transaction.on_commit(version.advance)
