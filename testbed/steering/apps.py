from importlib import import_module

from django.utils.translation import gettext_lazy as _

from infra import declaration


class SteeringConfig(declaration.SimulatorApp):
    name = "testbed.steering"
    label = "testbed_steering"
    role = "testbed"
    web_urls = {"konsol/styrning/": "testbed.steering.urls"}

    def ready(self) -> None:
        """Lead to the pages from the console."""
        if self.is_served:
            import_module("console.navigation").register_tab(_("Styrning"), "steering:faults")
