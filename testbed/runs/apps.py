from collections.abc import Sequence
from importlib import import_module

from infra import declaration


class RunsConfig(declaration.SimulatorApp):
    name = "testbed.runs"
    label = "testbed_runs"
    role = "testbed"
    rest_urls = "testbed.runs.api.urls"

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        return [
            declaration.PeriodicTask("remove expired runs", "testbed.runs.remove_expired", 60.0),
            declaration.PeriodicTask("remove what came late", "testbed.runs.remove_late_arrivals", 5.0),
        ]

    def ready(self) -> None:
        """Keep the runs, and remove with them what the roles have of theirs."""
        if self.is_served:
            import_module("testbed.runs.registry").start()
