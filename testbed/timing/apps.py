from importlib import import_module

from infra import declaration
from infra.hooks import runs


class TimingConfig(declaration.SimulatorApp):
    name = "testbed.timing"
    label = "testbed_timing"
    role = "testbed"
    rest_urls = "testbed.timing.api.urls"

    def ready(self) -> None:
        """Let the relay ask how each letter comes into a lane."""
        modes = import_module("testbed.timing.modes")
        import_module("formedlare.lanes.timing").register_timing(modes.KnownModes().entry_of)
        runs.clean_up_with(modes.remove_with_run)
