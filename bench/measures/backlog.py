"""The relay under load: first only taking in, then only working off what lies there."""

import argparse
import os
import shutil
import time
import uuid
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from bench.load import generator, letters, simulator_process
from bench.measures import processes
from formedlare.models import Distribution, Leg
from infra import clock
from infra.identity import RecipientId
from infra.pki import store
from infra.soap.messages import envelope
from infra.xmlsig import for_wire
from mailbox_operator.models import Message
from sender import compose

PATH = "/webservice/accao/Message/v3"
MESSAGE_V3 = "http://minameddelanden.gov.se/schema/Message/v3"
SENDERS = (("kommun-a", "Kommun A"), ("kommun-b", "Kommun B"))
LOOK_EVERY = 0.25
"""Seconds between two looks at how many letters are left."""
MAX_STALL = 120.0
"""Seconds without a letter finished after which a drain is given up."""
BATCH = 5_000


def measure_intake(
    data: Path,
    ports: tuple[int, int],
    folder: Path,
    recipients: list[str],
    arguments: argparse.Namespace,
    count: int | None = None,
) -> dict[str, Any]:
    """Hand over letters, made in advance, while nothing is delivered; milliseconds, and letters per second."""
    files = _make(folder, count or arguments.letters, arguments.bytes, recipients)
    before = Distribution.objects.count()
    with simulator_process.running_simulator(data, *ports, MM_RELAY_WORKERS="0") as simulator:
        pki = data / "pki"
        connections = [
            (generator.Target(simulator.soap_port, PATH, pki / "ca.pem", pki / "clients" / sender), share)
            for sender, share in letters.share_connections(files, arguments.connections)
        ]
        used = processes.cpu_seconds(simulator.pid)
        outcome = generator.send_requests(connections, wanted=b"distributeSecureResponse")
        used = processes.cpu_seconds(simulator.pid) - used
    shutil.rmtree(folder)
    sent = len(outcome.seconds)
    return {
        "letters": sent,
        "taken in": Distribution.objects.count() - before,
        "refused": len(outcome.refused),
        "first refusal": outcome.refused[0].decode(errors="replace")[:1500] if outcome.refused else None,
        "taken in per second": round(outcome.per_second, 1),
        "intake p50 ms": round(outcome.percentile(0.50), 1),
        "intake p99 ms": round(outcome.percentile(0.99), 1),
        "intake CPU ms per letter": round(used * 1000 / sent, 2),
    }


def measure_drain(data: Path, ports: tuple[int, int], count: int) -> dict[str, Any]:
    """Let the relay deliver what was taken in; letters per second, CPU milliseconds and MiB of memory."""
    messages = Message.objects.count()
    memory: list[tuple[int, float]] = []
    with simulator_process.running_simulator(data, *ports) as simulator:
        used, began, finished_first = 0.0, 0.0, 0
        moved_at, last, left = time.monotonic(), -1, _left()
        total = left
        while left:
            if left != last:
                moved_at, last = time.monotonic(), left
            if time.monotonic() - moved_at > MAX_STALL:
                break
            if not began and left < total:
                # From the first finished letter on: starting is measured elsewhere.
                began, finished_first, used = time.monotonic(), left, processes.cpu_seconds(simulator.pid)
            memory.append((count - left, processes.memory_mib(simulator.pid)))
            time.sleep(LOOK_EVERY)
            left = _left()
        elapsed = time.monotonic() - began
        used = processes.cpu_seconds(simulator.pid) - used
    states = Leg.objects.values_list("state", flat=True)
    return {
        "drained": finished_first - left,
        "left": left,
        "in the mailboxes": Message.objects.count() - messages,
        "delivered": states.filter(state="delivered").count(),
        "drained per second": round((finished_first - left) / elapsed, 1),
        "drain CPU ms per letter": round(used * 1000 / max(1, finished_first - left), 2),
        **_memory(memory, count),
    }


def _memory(samples: list[tuple[int, float]], count: int) -> dict[str, Any]:
    """Memory of all processes at a twentieth of the letters and at the last one."""
    early = [mib for done, mib in samples if done >= count / 20]
    if not early:
        return {}
    return {
        "memory MiB, early": round(early[0]),
        "memory MiB, at the end": round(early[-1]),
        "memory MiB, peak": round(max(early)),
        "memory, end to early": round(early[-1] / early[0], 3),
    }


def _left() -> int:
    left = Leg.objects.filter(finished_at=None).count()
    # Each look is a transaction of its own.
    connection.close()
    return left


def _make(folder: Path, count: int, size: int, recipients: list[str]) -> dict[str, list[Path]]:
    folder.mkdir(parents=True, exist_ok=True)
    first = Distribution.objects.count()
    connection.close()
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        numbers = range(first, first + count)
        done = pool.map(_write, numbers, [folder] * count, [size] * count, [recipients] * count, chunksize=64)
        files: dict[str, list[Path]] = {}
        for sender, file in done:
            files.setdefault(sender, []).append(file)
    return files


def _write(number: int, folder: Path, size: int, recipients: list[str]) -> tuple[str, Path]:
    sender, name = SENDERS[number % len(SENDERS)]
    signer = store.load_identity(sender)
    recipient = RecipientId.parse(recipients[number % len(recipients)])
    text = letters.compose_text(number, size)
    signed = compose.sign_delivery(compose.compose_delivery(signer.organisation, name, recipient, [text]), signer)
    request = for_wire(
        signed, wrapper=f"{{{MESSAGE_V3}}}distributeSecure", argument=f"{{{MESSAGE_V3}}}signedDelivery"
    )
    file = folder / f"{number}.xml"
    file.write_bytes(envelope.wrap_element(request))
    return sender, file


def add_finished(count: int) -> None:
    """Fill the relay's tables with letters that were delivered long ago."""
    sender = store.organisation_number("kommun-a")
    then = clock.now() - timedelta(days=7)
    for batch in _batches(count):
        rows = Distribution.objects.bulk_create(_finished(sender, number, then) for number in batch)
        Leg.objects.bulk_create(
            Leg(
                distribution=row,
                recipient="198101052382",
                state=Leg.State.DELIVERED,
                channel="mina_meddelanden",
                operator="minmyndighetspost.se",
                due_at=then,
                deadline=then,
                received_at=then,
                finished_at=then,
            )
            for row in rows
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    connection.close()


def _batches(count: int) -> list[range]:
    return [range(first, min(first + BATCH, count)) for first in range(0, count, BATCH)]


def _finished(sender: str, number: int, then: datetime) -> Distribution:
    return Distribution(
        kind=Distribution.Kind.SECURE,
        sender=sender,
        sender_name="Kommun A",
        caller=sender,
        content_digest=uuid.uuid4().hex * 2,
        reference=f"F {number}",
        protection_class=2,
        size=60_000,
        received_at=then,
        deadline=then,
        trace=uuid.uuid4().hex,
    )
