"""Letters for the load generator: composed, signed and sealed in advance, one file each."""

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from infra.identity import RecipientId
from infra.pki import store
from sender import compose

PAIRS = (
    ("kommun-a", "Kommun A", "kommun-a"),
    ("kommun-b", "Kommun B", "kommun-b"),
    ("kommun-a", "Kommun A", "formedlaren"),
    ("kommun-b", "Kommun B", "formedlaren"),
)
"""The sender that signs, its name, and the relay that seals and delivers."""
ENVELOPE_SHARE = 6_500
"""Bytes of a letter that are not its attachment: markup, two signatures with certificates."""


def make_requests(folder: Path, count: int, size: int, recipients: list[str]) -> dict[str, list[Path]]:
    """Write `count` requests of about `size` bytes; give the files of each relay.

    Every letter is its own: another recipient, another attachment.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        done = pool.map(_make, range(count), [folder] * count, [size] * count, [recipients] * count, chunksize=64)
        files: dict[str, list[Path]] = {}
        for relay, file in done:
            files.setdefault(relay, []).append(file)
    return files


def _make(number: int, folder: Path, size: int, recipients: list[str]) -> tuple[str, Path]:
    sender, name, relay = PAIRS[number % len(PAIRS)]
    file = folder / f"{number}.xml"
    file.write_bytes(_request(number, size, recipients, sender, name, relay))
    return relay, file


def _request(number: int, size: int, recipients: list[str], sender: str, name: str, relay: str) -> bytes:
    signer = store.load_identity(sender)
    recipient = RecipientId.parse(recipients[number % len(recipients)])
    content = compose.compose_delivery(signer.organisation, name, recipient, [compose_text(number, size)])
    return compose.wrap_sealed_delivery(
        compose.seal_delivery(compose.sign_delivery(content, signer), store.load_identity(relay))
    )


def compose_text(number: int, size: int) -> compose.MessageText:
    """A letter with a request of about `size` bytes."""
    return compose.MessageText(
        subject=f"Beslut {number}",
        body="Du har fått ett beslut. Det ligger som bilaga till det här meddelandet.",
        attachments=[compose.AttachedFile("beslut.pdf", _pdf_like(size))],
    )


def _pdf_like(size: int) -> bytes:
    return b"%PDF-1.7\n" + os.urandom(max(0, (size - ENVELOPE_SHARE) * 3 // 4))


def share_connections(files: dict[str, list[Path]], connections: int) -> list[tuple[str, Iterator[Path]]]:
    """Share the connections out among the relays, as many each as it has letters for.

    Connections of one relay take from the same files: none is left with work when the others are done.
    """
    shared = {relay: SharedFiles(mine) for relay, mine in sorted(files.items())}
    total = sum(len(mine) for mine in files.values())
    owners = [relay for relay in shared for _ in range(max(1, round(connections * len(files[relay]) / total)))]
    return [(relay, shared[relay]) for relay in owners[:connections]]


class SharedFiles(Iterator[Path]):
    """Files that several threads take from."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = iter(files)
        self._lock = threading.Lock()

    def __next__(self) -> Path:
        with self._lock:
            return next(self._files)
