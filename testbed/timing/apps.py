from importlib import import_module

from infra import declaration


class TimingConfig(declaration.SimulatorApp):
    name = "testbed.timing"
    label = "testbed_timing"
    role = "testbed"
    rest_urls = "testbed.timing.api.urls"

    def ready(self) -> None:
        """Let the relay ask how each letter comes into a lane."""
        import_module("formedlare.timing").register(import_module("testbed.timing.modes").KnownModes().entry_of)
