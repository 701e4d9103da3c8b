"""What isReachable with 1,000 recipients costs, with few and with many accounts in the register."""

import random
from pathlib import Path
from typing import Any

from bench.load import generator, simulator_process
from contracts import codec, recipient_v3
from far.models import Account
from infra.soap.messages import envelope

PATH = "/webservice/accao/Recipient/v3"
IDS = 1_000
SENDER = "162021004748"


def measure(data: Path, ports: tuple[int, int], *, calls: int) -> dict[str, Any]:
    """Ask `calls` times about 1,000 registered recipients, each time others, over one connection."""
    accounts = Account.objects.count()
    files = _questions(data / "questions", calls)
    with simulator_process.running_simulator(data, *ports) as simulator:
        pki = simulator.data / "pki"
        target = generator.Target(simulator.soap_port, PATH, pki / "ca.pem", pki / "clients" / "kommun-a")
        generator.send_requests([(target, files[:5])], wanted=b"SenderAccepted")
        outcome = generator.send_requests([(target, files)], wanted=b"SenderAccepted")
    return {
        "accounts": accounts,
        "calls": calls,
        "refused": len(outcome.refused),
        "first refusal": outcome.refused[0].decode(errors="replace")[:2000] if outcome.refused else None,
        "p50 ms": round(outcome.percentile(0.50), 1),
        "p99 ms": round(outcome.percentile(0.99), 1),
    }


def _questions(folder: Path, calls: int) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    numbers = list(Account.objects.values_list("recipient", flat=True))
    choose = random.Random(1)  # noqa: S311 (the same questions every time, nothing secret)
    return [_question(folder / f"{call}.xml", choose.sample(numbers, IDS)) for call in range(calls)]


def _question(file: Path, numbers: list[str]) -> Path:
    request = recipient_v3.IsReachable(sender_org_nr=SENDER, recipient_id=numbers)
    file.write_bytes(envelope.wrap_element(codec.to_element(request)))
    return file
