from importlib import import_module

from infra import declaration
from infra.hooks import disruptions, runs


class FaultsConfig(declaration.SimulatorApp):
    name = "testbed.faults"
    label = "testbed_faults"
    role = "testbed"
    rest_urls = "testbed.faults.api.urls"

    def ready(self) -> None:
        """Let the places where things happen ask for what shall go wrong."""
        disruptions.register_source(import_module("testbed.faults.finding").RuleSource())
        runs.clean_up_with(import_module("testbed.faults.rules").remove_with_run)
