"""Questions and changes that the register is asked, and what each costs."""

import argparse
import random
import secrets
import statistics
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bench.load import generator, simulator_process
from bench.measures import processes
from contracts import codec, common, recipient, recipient_service, recipient_v2, recipient_v3
from contracts import sender as sender_contract
from far.bulk_load.made_up_people import made_up_numbers
from far.models import Account
from infra.soap.messages import envelope

BASE = "/webservice/accao/"
MANY = 1_000
"""Recipients in one question."""
KOMMUN_A, KOMMUN_B = "162021004748", "162021003898"
OPERATOR = "minmyndighetspost"
"""Its folder of certificates; the accounts that are loaded are with it."""
MAX_KNOWN = 1_000_000
"""Numbers among which recipients are chosen: as many as make no difference to the caches."""
PAGE_ROWS = 10_000
"""Source: setting MM_REGISTER_PAGE_ROWS."""
ENDS = 10
"""Pages at either end that are compared."""


def measure(
    simulator: simulator_process.RunningSimulator, folder: Path, arguments: argparse.Namespace
) -> dict[str, Any]:
    """What each kind of call costs with the accounts that there are."""
    folder.mkdir()
    accounts = Account.objects.count()
    numbers = list(made_up_numbers(min(accounts - MANY, MAX_KNOWN)))
    choose = random.Random(1)  # noqa: S311 (the same questions every time, nothing secret)
    questions = [choose.sample(numbers, MANY) for _ in range(arguments.calls)]
    singles = [choose.sample(numbers, 1) for _ in range(arguments.lookups)]
    return {
        "accounts": accounts,
        **_ask_many(simulator, folder, questions),
        **_ask_one(simulator, folder, singles, arguments.connections),
        **_change(simulator, folder, choose.sample(numbers, arguments.changes), arguments.connections),
        **_read_all(simulator, folder, accounts),
    }


def _ask_many(
    simulator: simulator_process.RunningSimulator, folder: Path, questions: Sequence[Sequence[str]]
) -> dict[str, Any]:
    target = _target(simulator, "Recipient/v3", "kommun-a")
    files = [_file(folder / f"many-{place}.xml", _question(each)) for place, each in enumerate(questions)]
    generator.send_requests([(target, files[:5])], wanted=b"SenderAccepted")
    outcome, cpu = _run(simulator, [(target, files)], b"SenderAccepted")
    return {
        "isReachable(1000) p50 ms": round(outcome.percentile(0.50), 1),
        "isReachable(1000) p99 ms": round(outcome.percentile(0.99), 1),
        "isReachable(1000) CPU ms": cpu,
    }


def _ask_one(
    simulator: simulator_process.RunningSimulator,
    folder: Path,
    questions: Sequence[Sequence[str]],
    connections: int,
) -> dict[str, Any]:
    target = _target(simulator, "Recipient/v3", "kommun-a")
    files = [_file(folder / f"one-{place}.xml", _question(each)) for place, each in enumerate(questions)]
    outcome, cpu = _run(simulator, _lanes(target, files, connections), b"SenderAccepted")
    return {
        "look-ups a second": round(outcome.per_second),
        "look-up p50 ms": round(outcome.percentile(0.50), 1),
        "look-up CPU ms": cpu,
    }


def _change(
    simulator: simulator_process.RunningSimulator, folder: Path, holders: Sequence[str], connections: int
) -> dict[str, Any]:
    target = _target(simulator, "Recipient/v3", OPERATOR)
    files = [_file(folder / f"change-{place}.xml", _preferences(each)) for place, each in enumerate(holders)]
    outcome, cpu = _run(simulator, _lanes(target, files, connections), b"Complete")
    return {
        "preferences a second": round(outcome.per_second),
        "preferences p50 ms": round(outcome.percentile(0.50), 1),
        "preferences CPU ms": cpu,
    }


def _read_all(simulator: simulator_process.RunningSimulator, folder: Path, accounts: int) -> dict[str, Any]:
    target = _target(simulator, "Recipient", "kommun-a")
    pages = range(1, accounts // PAGE_ROWS + 1)
    files = [
        _file(folder / f"page-{page}.xml", recipient_service.GetAllRegisteredAccounts(arg0=page)) for page in pages
    ]
    with processes.LargestProcess(simulator.pid) as largest:
        outcome, cpu = _run(simulator, [(target, files)], b"getAllRegisteredAccountsResponse")
    first, last = (statistics.median(some) * 1000 for some in (outcome.seconds[:ENDS], outcome.seconds[-ENDS:]))
    return {
        "pages": len(files),
        "page p50 ms, the first ten": round(first, 1),
        "page p50 ms, the last ten": round(last, 1),
        "page CPU ms": cpu,
        "accounts a second in pages": round(accounts / outcome.elapsed),
        "largest process MiB": round(largest.mib),
    }


def _run(
    simulator: simulator_process.RunningSimulator, lanes: Sequence[Any], wanted: bytes
) -> tuple[generator.LoadResult, float]:
    """The outcome, and the simulator's CPU milliseconds for each call.

    Raises:
        SystemExit: calls were refused, so the figures would say nothing.
    """
    before = processes.cpu_seconds(simulator.pid)
    outcome = generator.send_requests(lanes, wanted)
    used = processes.cpu_seconds(simulator.pid) - before
    if outcome.refused:
        raise SystemExit(f"{len(outcome.refused)} calls were refused: {outcome.refused[0][:2_000]!r}")
    return outcome, round(used * 1000 / len(outcome.seconds), 2)


def _lanes(
    target: generator.Target, files: Sequence[Path], connections: int
) -> list[tuple[generator.Target, Iterator[Path]]]:
    return [(target, islice(files, lane, None, connections)) for lane in range(connections)]


def _target(simulator: simulator_process.RunningSimulator, service: str, client: str) -> generator.Target:
    pki = simulator.data / "pki"
    return generator.Target(simulator.soap_port, BASE + service, pki / "ca.pem", pki / "clients" / client)


def _question(numbers: Sequence[str]) -> recipient_v3.IsReachable:
    return recipient_v3.IsReachable(sender_org_nr=KOMMUN_A, recipient_id=list(numbers))


def _preferences(holder: str) -> recipient_v2.StoreAccountPreferences:
    """The holder accepts one sender and no other, signed in the plain form for tests."""
    subject = f"SERIALNUMBER={holder}, GIVENNAME=Nils, SURNAME=Test, CN=Nils Test, C=SE"
    signature = common.SignatureData(signature=subject.encode(), certificate="Test", nonce=secrets.token_hex(8))
    accepted = [sender_contract.Sender(id=KOMMUN_B, name="Kommun B")]
    return recipient_v2.StoreAccountPreferences(
        id=recipient_v2.Id(value=holder),
        user_identity=recipient_v2.UserIdentity(value=holder),
        preferences=recipient.AccountPreferences(id=holder, accepted_senders=accepted),
        agreement_text="Jag vill bara ha post från Kommun B.",
        signature_data=[signature],
    )


def _file(path: Path, request: object) -> Path:
    path.write_bytes(envelope.wrap_element(codec.to_element(request)))
    return path
