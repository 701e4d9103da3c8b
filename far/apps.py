from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings

from infra import declaration
from infra.soap.reports import calls

if TYPE_CHECKING:
    from prometheus_client import Metric


class FarConfig(declaration.SimulatorApp):
    name = "far"
    role = "far"
    soap_urls = "far.urls"
    rest_urls = "far.api.urls"

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        every = settings.REGISTER_SWEEP_SECONDS
        return [
            declaration.PeriodicTask("tell operators of removed accounts", "far.sweep_removal_flags", every),
            declaration.PeriodicTask(
                "delete expired requests", "far.delete_expired_requests", settings.PENDING_SWEEP_SECONDS
            ),
            declaration.PeriodicTask(
                "end overdue consents", "far.end_overdue_consents", settings.PENDING_SWEEP_SECONDS
            ),
            declaration.PeriodicTask("let operators leave", "far.advance_departures", every),
            declaration.PeriodicTask("delete old entries of the log", "far.delete_old_entries", 600.0),
        ]

    def next_due(self) -> datetime | None:
        found: datetime | None = import_module("far.due").next_due()
        return found

    def metrics(self) -> Iterable["Metric"]:
        families: Iterable[Metric] = import_module("far.metrics").metrics()
        return families

    def ready(self) -> None:
        """Hear of every SOAP call, for the register's log and the counts."""
        if self.is_served:
            calls.add_listener(import_module("far.supervision.call_log").call_log.note)
