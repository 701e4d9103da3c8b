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
        port = settings.BAD_CERTIFICATE_PORT
        if not port:
            return []
        return [
            declaration.ListeningProcess(
                "bad-certificates", port, "MM_BAD_CERTIFICATE_PORT", _serve_bad_certificates
            )
        ]

    def ready(self) -> None:
        """Offer the demo world's people to the console's trial of the channel switch."""
        people = import_module("testbed.world.trial_persons").people
        import_module("console.rules.trial_persons").register_people(people)


def _serve_bad_certificates(listener: socket.socket) -> None:
    import_module("testbed.operators.bad_certificates").serve(listener)
