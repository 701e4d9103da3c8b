"""How many verified, durable deliveries a second the simulator takes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.load import generator, letters, simulator_process
from bench.measures import processes
from mailbox_operator.models import Message

PATH = "/webservice/accao/Service/v3"
GOAL = 278
"""A million an hour."""


def measure(
    data: Path, ports: tuple[int, int], recipients: list[str], *, count: int, size: int, connections: int
) -> dict[str, Any]:
    """Send `count` letters of about `size` bytes over `connections` connections; say what it took."""
    folder = data / "letters"
    files = letters.make_requests(folder, count, size, recipients)
    before = Message.objects.count()
    try:
        with (
            simulator_process.running_simulator(data, *ports) as simulator,
            processes.PeakMemory(simulator.pid) as memory,
        ):
            used = processes.cpu_seconds(simulator.pid)
            outcome = generator.send_requests(_lanes(simulator, files, connections), wanted=b"Delivered>true<")
            used = processes.cpu_seconds(simulator.pid) - used
    finally:
        shutil.rmtree(folder)
    sent = len(outcome.seconds)
    return {
        "letters": sent,
        "bytes per letter": size,
        "connections": connections,
        "refused": len(outcome.refused),
        "first refusal": outcome.refused[0].decode(errors="replace")[:2000] if outcome.refused else None,
        "in the mailboxes": Message.objects.count() - before,
        "deliveries per second": round(outcome.per_second, 1),
        "goal per second": GOAL,
        "p50 ms": round(outcome.percentile(0.50), 1),
        "p99 ms": round(outcome.percentile(0.99), 1),
        "CPU ms per delivery": round(used * 1000 / sent, 2),
        "peak memory MiB": round(memory.mib),
        "seconds to ready": round(simulator.seconds_to_ready, 2),
    }


def _lanes(
    simulator: simulator_process.RunningSimulator, files: dict[str, list[Path]], connections: int
) -> list[tuple[generator.Target, Iterator[Path]]]:
    pki = simulator.data / "pki"
    return [
        (generator.Target(simulator.soap_port, PATH, pki / "ca.pem", pki / "clients" / relay), share)
        for relay, share in letters.share_connections(files, connections)
    ]
