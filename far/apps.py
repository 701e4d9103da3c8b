from importlib import import_module

from infra import declaration
from infra.soap import calls


class FarConfig(declaration.SimulatorApp):
    name = "far"
    role = "far"
    soap_urls = "far.urls"

    def ready(self) -> None:
        """Hear of every SOAP call, for the register's log and the counts."""
        if self.is_served:
            calls.listen(import_module("far.supervision.call_log").call_log.note)
