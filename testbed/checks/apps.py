from importlib import import_module

from django.utils.translation import gettext_lazy as _

from infra import declaration


class ChecksConfig(declaration.SimulatorApp):
    name = "testbed.checks"
    label = "checks"
    role = "testbed"
    soap_urls = "testbed.checks.soap_urls"
    rest_urls = "testbed.checks.api.urls"
    web_urls = {"konsol/kontroll/": "testbed.checks.pages.urls"}

    def ready(self) -> None:
        """Lead to the checks from the console."""
        if self.is_served:
            import_module("console.navigation").register_tab(
                _("Kontroll"), "checks:envelope", also_beneath={"refusals"}
            )
