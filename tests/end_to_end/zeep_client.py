"""A SOAP client that others made, at the simulator's services."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zeep

from tests.infra.supervisor.simulator import Simulator

# zeep carries no types.
ZeepClient: Any = zeep.Client
Transport: Any = zeep.transports.Transport


@dataclass(frozen=True)
class Part:
    """One service: zeep's client, and the service with its operations."""

    client: Any
    calls: Any

    @classmethod
    def served(cls, address: str, transport: Any) -> "Part":
        client = ZeepClient(f"{address}?wsdl", transport=transport)
        return cls(client, client.service)

    @classmethod
    def published(cls, wsdl: Path, address: str, transport: Any) -> "Part":
        """The real contract, whose own address is that of the real infrastructure."""
        client = ZeepClient(str(wsdl), transport=transport)
        [binding] = client.wsdl.bindings
        return cls(client, client.create_service(binding, address))


def address(simulator: Simulator, path: str) -> str:
    return f"https://localhost:{simulator.soap_port}/webservice/accao/{path}"
