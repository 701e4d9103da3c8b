"""Operators that are down, slow, faulty or rude, all at once, on a whole simulator: the others do not notice."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from infra.identity import RecipientId
from infra.pki import store
from infra.soap.messages import envelope
from infra.xmlsig import for_wire
from sender import compose
from tests.end_to_end.wire import Post
from tests.formedlare import operators
from tests.formedlare.operators import Operator
from tests.infra.supervisor.simulator import Simulator, running_simulator
from tests.relay import DISTRIBUTE, PATH, SIGNED_DELIVERY
from tests.servers import free_port
from tests.waiting import eventually

pytestmark = pytest.mark.timeout(600)

EACH = 6
"""Letters to each operator."""
BEHAVIOURS: dict[str, operators.Behaviour] = {
    "bra.example": operators.well,
    "nej.example": operators.false,
    "avbryter.example": operators.breaks_off,
    "tredje.example": operators.each_third,
    "evig.example": operators.never_ends,
}
SLOW = "seg.invalid"
DOWN = "nere.example"
REGISTER = """
import json
from bench.load.seeding import _numbers
from far.models import Account, ServiceSupplier
from formedlare.models import SenderPlan
from infra import clock
SenderPlan.objects.create(
    sender="162021004748", deadline_minutes=60, first_pause_seconds=1, longest_pause_seconds=2
)
numbers = _numbers()
people = {{}}
for name, address in {addresses!r}.items():
    supplier = ServiceSupplier.objects.create(organisation="165569999005", name=name, service_path=address)
    people[name] = [next(numbers) for _ in range({each})]
    Account.objects.bulk_create(
        Account(recipient=number, supplier=supplier, registered_at=clock.now()) for number in people[name]
    )
print(json.dumps(people))
"""
DEADLINE = """
from formedlare.models import Leg
from infra import clock
Leg.objects.filter(operator="{name}").update(deadline=clock.now())
"""
STATES = """
import json
from formedlare.models import Leg
rows = Leg.objects.values_list("recipient", "state", "passed_over", "attempts")
print(json.dumps({
    recipient: [state, [each.as_answer() for each in passed], attempts]
    for recipient, state, passed, attempts in rows
}))
"""


class Town:
    """A simulator, operators around it, and who has a mailbox where."""

    def __init__(
        self, simulator: Simulator, stations: dict[str, Operator], slow_one_may_answer: threading.Event
    ) -> None:
        self.simulator, self.stations = simulator, stations
        self.slow_one_may_answer = slow_one_may_answer
        self.identity = store.read_identity(simulator.folder / "pki" / "clients" / "kommun-a")
        addresses = {name: station.address for name, station in stations.items()}
        addresses[DOWN] = f"https://localhost:{free_port()}/Service/v3"
        self.people: dict[str, list[str]] = json.loads(
            simulator.python(REGISTER.format(addresses=addresses, each=EACH))
        )

    def write_to_everybody(self) -> None:
        for place in range(EACH):
            for numbers in self.people.values():
                reply = Post(self.simulator)(PATH, self._request(numbers[place]), self.identity)
                assert reply.status == 200, reply.body

    def _request(self, recipient: str) -> bytes:
        text = compose.MessageText(subject="Brev", body="Hej!")
        content = compose.compose_delivery(
            self.identity.organisation, "Kommun A", RecipientId.parse(recipient), [text]
        )
        signed = compose.sign_delivery(content, self.identity)
        return envelope.wrap_element(for_wire(signed, wrapper=DISTRIBUTE, argument=SIGNED_DELIVERY))

    def legs(self, name: str) -> list[list[object]]:
        """State, passed-over channels and attempts of the letters to an operator's people."""
        found = json.loads(self.simulator.python(STATES))
        return [found[number] for number in self.people[name]]

    def let_pauses_pass(self) -> None:
        """Move the simulator's clock: what waits before another try need wait no longer."""
        caller = http.client.HTTPConnection("127.0.0.1", self.simulator.web_port, timeout=60)
        with closing(caller):
            caller.request("POST", "/api/v1/clock", '{"advance": "PT1M"}', {"Content-Type": "application/json"})
            assert caller.getresponse().status == 200

    def all_are(self, name: str, *states: str) -> bool:
        return all(leg[0] in states for leg in self.legs(name))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder: Path = tmp_path_factory.mktemp("town")
    may_answer = threading.Event()
    behaviours = {**BEHAVIOURS, SLOW: operators.once(may_answer)}
    with ExitStack() as running:
        simulator = running.enter_context(running_simulator(folder, MM_RELAY_SWEEP_SECONDS="0.5"))
        stations = {
            name: running.enter_context(operators.operator(name, behaviour, folder / "pki"))
            for name, behaviour in behaviours.items()
        }
        town = Town(simulator, stations, may_answer)
        town.write_to_everybody()
        yield town


def test_the_operator_that_works_has_its_letters_while_the_slow_one_still_thinks(town: Town) -> None:
    eventually(lambda: town.all_are("bra.example", "delivered"), within=25)

    assert not town.all_are(SLOW, "delivered")
    assert all(len(tries) == 1 for tries in town.stations["bra.example"].received.tries.values())


def test_an_answer_that_breaks_off_is_asked_for_again_with_the_identical_bytes(town: Town) -> None:
    eventually(lambda: town.all_are("avbryter.example", "delivered"), within=60)

    for tries in town.stations["avbryter.example"].received.tries.values():
        assert len(tries) == 2
        assert tries[0] == tries[1]


def test_an_answer_that_never_ends_is_cut_off_and_asked_for_again(town: Town) -> None:
    eventually(lambda: town.all_are("evig.example", "delivered"), within=60)


def test_a_fault_for_each_third_letter_delays_those_only(town: Town) -> None:
    eventually(lambda: town.all_are("tredje.example", "delivered"), within=60)

    tries = sorted(len(tries) for tries in town.stations["tredje.example"].received.tries.values())
    assert tries == [1, 1, 1, 1, 2, 2]


def test_delivered_false_ends_as_the_rule_says_after_one_try(town: Town) -> None:
    eventually(lambda: town.all_are("nej.example", "failed", "rerouted", "printed"), within=60)

    for _, passed, _ in town.legs("nej.example"):
        assert "Delivered=false" in passed[0]["reason"]  # type: ignore[index]  # its kind is known here
    assert all(len(tries) == 1 for tries in town.stations["nej.example"].received.tries.values())


def test_an_operator_that_stays_down_is_given_up_at_the_deadline(town: Town) -> None:
    assert not town.all_are(DOWN, "failed", "rerouted", "printed")
    town.simulator.python(DEADLINE.format(name=DOWN))
    eventually(lambda: town.all_are(DOWN, "failed", "rerouted", "printed"), within=30)

    for _, passed, _ in town.legs(DOWN):
        assert passed[0]["channel"] == "mina_meddelanden"  # type: ignore[index]  # its kind is known here


def test_the_slow_operator_gets_its_letters_too(town: Town) -> None:
    assert not town.all_are(SLOW, "delivered")
    town.slow_one_may_answer.set()
    town.let_pauses_pass()

    eventually(lambda: town.all_are(SLOW, "delivered"), within=90)
