"""Operators with a behaviour, or at an address of the tester's own, made by one call."""

import pytest
from django.conf import LazySettings
from django.test import override_settings

from far.models import ServiceSupplier
from mailbox_operator.models import Delivery, Operator
from testbed.operators.behaviours import DESCRIPTIONS, Behaviour
from tests import cast
from tests.relay import Relay, leg_of, work
from tests.testbed.runs.conftest import MakeRun, Run

BASE = "https://localhost:8443"


@pytest.fixture
def run(make_run: MakeRun) -> Run:
    return make_run(name="Prov")


def path_of(made: dict[str, str]) -> str:
    return str(made["service_address"]).removeprefix(BASE)


def test_an_operator_takes_letters_to_its_own_people(run: Run, kommun_a: cast.Sender) -> None:
    made = run.make("operators", name="Brevlådan")
    person = run.person(operator=made["domain"])

    assert kommun_a.deliver(kommun_a.letter(person), path=path_of(made)).delivered
    assert made["behaviour"] == "accepting"
    assert run.owns() == {"actor": 1, "certificate": 1, "operator": 1, "person": 1}


def test_the_relay_delivers_to_it(run: Run, kommun_a: cast.Sender) -> None:
    domain = run.make("operators")["domain"]
    sent = Relay(kommun_a).distribute(run.person(operator=domain))

    work()

    assert (leg_of(sent).state, leg_of(sent).operator) == ("delivered", domain)


@pytest.mark.parametrize("behaviour", ["not_delivered", "faulting", "garbage", "breaking_off"])
def test_an_operator_misbehaves_as_it_was_asked_to(run: Run, kommun_a: cast.Sender, behaviour: str) -> None:
    made = run.make("operators", behaviour=behaviour)
    person = run.person(operator=made["domain"])

    answer = kommun_a.deliver(kommun_a.letter(person), path=path_of(made))

    if behaviour == "not_delivered":
        assert not answer.delivered
    elif behaviour == "faulting":
        assert answer.fault.code == 4999
    elif behaviour == "garbage":
        assert answer.status == 200
        assert b"soap" not in answer.body.lower()
    else:
        assert answer.status == 500
        assert answer.body == b""
    assert not Delivery.objects.exists()


@override_settings(LATE_OPERATOR_SECONDS=0.01)
@pytest.mark.parametrize("behaviour", ["slow_then_well", "strict"])
def test_an_operator_may_keep_letters_in_its_own_way(run: Run, kommun_a: cast.Sender, behaviour: str) -> None:
    made = run.make("operators", behaviour=behaviour)
    person = run.person(operator=made["domain"])

    assert kommun_a.deliver(kommun_a.letter(person), path=path_of(made)).delivered
    assert kommun_a.notify(kommun_a.notification(person), path=path_of(made)).told == [(person, True, [])]


def test_an_operator_that_is_down_has_a_name_that_no_host_can_have(run: Run) -> None:
    made = run.make("operators", behaviour="down", domain="brev.example")

    assert made["service_address"] == "https://brev-example.invalid/Service/v3"


def test_an_operator_of_ones_own_is_called_where_it_listens(run: Run) -> None:
    made = run.make("operators", service_address="https://localhost:9443/Service/v3")

    assert made["behaviour"] is None
    assert made["key_pem"]
    supplier = ServiceSupplier.objects.get(name=made["domain"])
    assert supplier.service_address == "https://localhost:9443/Service/v3"
    assert not Operator.objects.filter(name=made["domain"]).exists()


def test_an_operator_goes_with_its_run_and_may_come_back_with_the_same_domain(
    make_run: MakeRun, kommun_a: cast.Sender
) -> None:
    for _ in range(2):
        run = make_run()
        made = run.make("operators", domain="brev.example")
        person = run.person(operator="brev.example")
        assert kommun_a.deliver(kommun_a.letter(person), path=path_of(made)).delivered
        run.remove()
    assert not Operator.objects.filter(name="brev.example").exists()
    assert kommun_a.post(path_of(made), kommun_a.letter(person).request, kommun_a.identity).status == 500


@pytest.mark.parametrize(
    "values",
    [
        {"behaviour": "moody"},
        {"domain": "kivra.com"},
        {"domain": "x" * 49},
        {"domain": "Stora Brev"},
        {"service_address": "http://localhost/"},
        {"service_address": "https://localhost/", "behaviour": "slow"},
    ],
)
def test_what_cannot_be_is_refused_in_words_and_makes_nothing(run: Run, values: dict[str, object]) -> None:
    answer = run.send("operators", **values)

    assert answer.status_code == 400, answer.content
    assert run.owns() == {}


def test_every_behaviour_is_described() -> None:
    assert set(DESCRIPTIONS) == set(Behaviour)


def test_one_that_shows_a_wrong_certificate_is_called_at_a_port_of_its_own(
    run: Run, settings: LazySettings
) -> None:
    made = run.make("operators", behaviour="wrong_host")

    assert made["service_address"].startswith(f"https://localhost:{settings.FAULTY_TLS_PORT + 1}/")
