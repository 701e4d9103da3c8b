"""Kill any process at any moment: each accepted letter ends in exactly one state, no mailbox has two copies."""

import json
import os
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from infra.pki import store
from tests.formedlare.crashes.senders import Background, Senders, choose
from tests.infra.supervisor.simulator import Simulator, another, running_simulator
from tests.servers import Postgres, Redis, postgres_server, redis_server
from tests.waiting import eventually

pytestmark = pytest.mark.timeout(3600)

QUICK = {"MM_RELAY_LEASE_SECONDS": "3", "MM_RELAY_SWEEP_SECONDS": "0.5", "MM_LOG_LEVEL": "ERROR"}
ENDS_WITHIN = 300.0
LOOK = """
import json
from formedlare.models import Distribution, Leg
from mailbox_operator.models import Message
print(json.dumps({
    "distributions": {str(one): 1 for one in Distribution.objects.values_list("distribution_id", flat=True)},
    "states": list(Leg.objects.values_list("state", flat=True)),
    "channels": list(Leg.objects.values_list("channel", flat=True)),
    "subjects": list(Message.objects.values_list("subject", flat=True)),
    "open": Leg.objects.filter(finished_at=None).exclude(lane="print queue").count(),
}))
"""


@dataclass(frozen=True)
class Ordeal:
    """How much is asked of the relay."""

    letters: int
    kills: int


SMALL = Ordeal(letters=60, kills=4)
FULL = Ordeal(letters=5_000, kills=20)
sizes = pytest.mark.parametrize(
    "ordeal", [SMALL, pytest.param(FULL, marks=pytest.mark.full)], ids=["small", "full"]
)


def kill(simulator: Simulator, name: str) -> None:
    started_again = another(simulator, name)
    os.kill(simulator.processes()[name], signal.SIGKILL)
    eventually(started_again, within=60, saying=f"{name} has been started again")


def go_through(simulator: Simulator, ordeal: Ordeal, blow: Callable[[int], None]) -> None:
    """Hand over letters, strike while they are under way, and count what has become of them."""
    senders = Senders(simulator, store.read_identity(simulator.folder / "pki" / "clients" / "kommun-a"))
    handing_over = Background(senders, ordeal.letters)
    for number in range(ordeal.kills):
        # Between two blows some work must have been done, or nothing is under way when they fall.
        share = ordeal.letters * (number + 1) // (ordeal.kills + 2)
        eventually(lambda share=share: len(senders.accepted) >= share, within=ENDS_WITHIN)  # type: ignore[misc]  # mypy knows no types of defaults
        blow(number)
    handing_over.finish()
    require_each_ended_once(simulator, senders, ordeal)


def require_each_ended_once(simulator: Simulator, senders: Senders, ordeal: Ordeal) -> None:
    def ended() -> dict[str, object]:
        found: dict[str, object] = json.loads(simulator.python(LOOK))
        return found if not found["open"] else {}

    found = eventually(ended, within=ENDS_WITHIN, saying="every leg has ended")
    assert len(set(senders.accepted.values())) == ordeal.letters
    assert set(found["distributions"]) == set(senders.accepted.values())  # type: ignore[call-overload]  # JSON has no types
    states = Counter(found["states"])  # type: ignore[call-overload]  # JSON has no types
    assert states.total() == ordeal.letters
    copies = Counter(found["subjects"])  # type: ignore[call-overload]  # JSON has no types
    assert [subject for subject, number in copies.items() if number > 1] == []
    in_mailboxes = {subject for subject in senders.accepted if int(subject.removeprefix("Brev ")) % 10 != 9}
    assert set(copies) == in_mailboxes
    assert states["delivered"] == len(in_mailboxes)


@sizes
def test_on_the_embedded_default(tmp_path: Path, ordeal: Ordeal) -> None:
    with running_simulator(tmp_path, **QUICK) as simulator:
        victims = choose(["relay", "soap", "worker", "beat", "relay"], seed=1)
        go_through(simulator, ordeal, lambda _: kill(simulator, next(victims)))


@sizes
def test_on_postgresql_and_redis(tmp_path: Path, ordeal: Ordeal) -> None:
    with postgres_server() as postgres, redis_server() as redis:
        servers = {"DATABASE_URL": postgres.url, "REDIS_URL": redis.url}
        with running_simulator(tmp_path, **QUICK, **servers) as simulator:
            blows = _blows(simulator, postgres, redis)
            go_through(simulator, ordeal, lambda number: blows[number % len(blows)]())


def _blows(simulator: Simulator, postgres: Postgres, redis: Redis) -> list[Callable[[], None]]:
    """Each kind of process, and in the middle both servers."""
    victims = choose(["relay", "relay-2", "soap", "worker", "beat"], seed=2)

    def restart_redis() -> None:
        redis.stop()
        redis.start()

    def restart_postgres() -> None:
        postgres.stop("immediate")
        postgres.start()

    def kill_one() -> None:
        kill(simulator, next(victims))

    return [kill_one, restart_redis, restart_postgres, kill_one]
