"""Exchanges as the edges of the simulator tell them, with only the values that a test is about."""

from typing import Any

from infra.hooks.exchanges import Direction, Edge, Exchange
from testbed.journal.models import Exchange as Row
from testbed.journal.recording.recorder import recorder

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
ADDRESS = "/webservice/accao/Service/v3"


def exchange(**values: Any) -> Exchange:
    return Exchange(**{"edge": Edge.SOAP, "direction": Direction.IN, "address": ADDRESS, **values})


def record(**values: Any) -> Row:
    """Tell one and have it written."""
    recorder.note(exchange(**values))
    recorder.write()
    return Row.objects.latest("pk")
