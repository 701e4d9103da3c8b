from collections.abc import Sequence
from importlib import import_module

from django.utils.translation import gettext_lazy as _

from infra import declaration


class RunsConfig(declaration.SimulatorApp):
    name = "testbed.runs"
    label = "testbed_runs"
    role = "testbed"
    rest_urls = "testbed.runs.api.urls"
    web_urls = {"konsol/korningar/": "testbed.runs.pages.urls"}

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        return [
            declaration.PeriodicTask("remove expired runs", "testbed.runs.remove_expired", 60.0),
            declaration.PeriodicTask("remove what came late", "testbed.runs.remove_late_arrivals", 5.0),
            declaration.PeriodicTask("count the letters of runs", "testbed.runs.count_letters", 10.0),
        ]

    def ready(self) -> None:
        """Keep the runs, remove with them what the roles have of theirs, and lead to them from the console."""
        if self.is_served:
            import_module("testbed.runs.registry").register_runs()
            import_module("console.navigation").register_tab(
                _("Körningar"), "runs:runs", also_beneath={"snapshots"}
            )
