"""`python -m bench.recording`: how much longer a delivery takes because the journal records it.

Letters go to the operator's endpoint within this process, a block recorded and a block not, in turn, so that both
meet the same machine. Under load on all processors recording takes more: compare `python -m bench` with
MM_JOURNAL=on and MM_JOURNAL=off.
"""

import argparse
import os
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import report, world

FOLDER = world.ROOT / "var" / "bench"
GOAL = 1.05
ADDRESS = "/webservice/accao/Service/v3"


def main() -> None:
    arguments = _arguments()
    data = FOLDER / "recording"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    os.environ.update(MM_DATA_DIR=str(data), MM_JOURNAL_WRITE_SECONDS="0", DJANGO_SETTINGS_MODULE="infra.settings")
    results = {"recording of deliverSecure": _measure(data, arguments)}
    report.show(results)
    print(f"\n{report.write(results, FOLDER)}")
    shutil.rmtree(data)


def _measure(data: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    import django  # noqa: PLC0415 (the data folder must stand in the environment first)

    django.setup()
    from bench import letters, seeding  # noqa: PLC0415 (they need Django)
    from infra.supervisor.child_process import search_for_cycles_seldom  # noqa: PLC0415 (only after the start of Django)

    search_for_cycles_seldom()

    recipients = seeding.world(mailboxes=100)
    made = letters.make(data / "letters", arguments.letters, arguments.bytes, recipients)
    files = [(relay, file) for relay, files in made.items() for file in files]
    blocks = [files[start : start + arguments.block] for start in range(0, len(files), arguments.block)]
    send = _sender()
    spent: dict[bool, list[float]] = {True: [], False: []}
    for place, block in enumerate(blocks):
        is_recorded = place % 2 == 0
        spent[is_recorded].append(_cpu_of(send, block, is_recorded=is_recorded) * 1000 / len(block))
    with_it, without = statistics.median(spent[True]), statistics.median(spent[False])
    return {
        "letters": len(files),
        "CPU ms per letter, recorded": round(with_it, 2),
        "CPU ms per letter, not recorded": round(without, 2),
        "times as long": round(with_it / without, 3),
        "goal": GOAL,
    }


def _sender() -> Callable[[str, bytes], None]:
    from infra.pki import store  # noqa: PLC0415 (it needs Django)
    from infra.pki.peer import Caller  # noqa: PLC0415 (only after the start of Django)
    from infra.soap.http_binding.computing import compute_in_turn  # noqa: PLC0415 (only after the start of Django)
    from mailbox_operator.soap import service  # noqa: PLC0415 (only after the start of Django)

    endpoint = service.endpoint_of()

    def send(relay: str, letter: bytes) -> None:
        identity = store.load_identity(relay)
        caller = Caller(identity.organisation, identity.certificate, relay)
        with compute_in_turn():
            answer = endpoint.handle(letter, lambda: caller, address=ADDRESS)
        if answer.status != 200:
            raise SystemExit(answer.body.decode(errors="replace"))

    return send


def _cpu_of(send: Callable[[str, bytes], None], block: list[tuple[str, Path]], *, is_recorded: bool) -> float:
    """Seconds of CPU of the process for the block; what was recorded is written within them."""
    from infra.hooks import exchanges  # noqa: PLC0415 (it needs Django)
    from testbed.journal.recording.recorder import recorder  # noqa: PLC0415 (only after the start of Django)

    bodies = [(relay, file.read_bytes()) for relay, file in block]
    (exchanges.add_listener if is_recorded else exchanges.remove_listener)(recorder.note)
    begun = time.process_time()
    for relay, body in bodies:
        send(relay, body)
    if is_recorded:
        recorder.write()
    return time.process_time() - begun


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.recording", description=__doc__)
    parser.add_argument("--letters", type=int, default=3_000)
    parser.add_argument("--bytes", type=int, default=60_000, help="size of one SOAP request")
    parser.add_argument("--block", type=int, default=100, help="letters between two changes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
