import socket
from collections.abc import Sequence
from importlib import import_module

from django.conf import settings

from infra import declaration


class TestbedConfig(declaration.SimulatorApp):
    name = "testbed"
    role = "testbed"
    soap_urls = "testbed.urls"

    def listening_processes(self) -> Sequence[declaration.ListeningProcess]:
        port = settings.FAULTY_TLS_PORT
        if not port:
            return []
        return [declaration.ListeningProcess("faulty-tls", port, "MM_FAULTY_TLS_PORT", _serve)]

    def ready(self) -> None:
        """Offer the demo world's people to the console's trial of the channel switch."""
        people = import_module("testbed.world.trial_persons").trial_people
        import_module("console.rules.trial_persons").register_people(people)


def _serve(listener: socket.socket) -> None:
    import_module("testbed.operators.faulty_tls").serve_faulty_certificates(listener)
