from importlib import import_module

from infra import declaration


class TestbedConfig(declaration.SimulatorApp):
    name = "testbed"
    role = "testbed"
    soap_urls = "testbed.urls"

    def ready(self) -> None:
        """Offer the demo world's people to the console's trial of the channel switch."""
        people = import_module("testbed.world.trial_persons").people
        import_module("console.rules.trial_persons").register_people(people)
