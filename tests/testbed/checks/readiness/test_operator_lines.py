"""An operator's developer sees what is green before the first letter comes, and what to do about the rest."""

from typing import Any

import pytest
from django.test import Client

from contracts import codec, service, service_v3
from far.models import Account, ServiceSupplier
from infra.soap import client as soap_client
from infra.soap.call_failures import CallFailed, NobodyListens
from infra.soap.messages import envelope
from infra.soap.messages.faults import Fault, FaultReceived
from infra.texts import Text
from mailbox_operator.models import Delivery
from testbed.checks.envelope import check_envelope
from tests import cast
from tests.testbed.checks.readiness.test_preflight import lights, preflight, reason_of
from tests.testbed.runs.conftest import MakeRun, make_run

__all__ = ["make_run"]

STEPS = ["chain", "dates", "key", "organisation", "operator", "version", "server", "service", "accounts"]
ADDRESS = "https://post.example/Service/v3"


class OtherSide:
    """An operator of one's own, in place of a socket."""

    def __init__(self, answer: bytes | Exception) -> None:
        self._answer = answer
        self.requests: list[bytes] = []

    def post(self, _address: str, body: bytes) -> bytes:
        self.requests.append(body)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


def text_of(found: dict[str, Any], step: str) -> str:
    return next(str(line["text"]) for line in found["lines"] if line["step"] == step)


def moved_to(monkeypatch: pytest.MonkeyPatch, answer: bytes | Exception, address: str = ADDRESS) -> OtherSide:
    """Let Kivra listen at another address."""
    ServiceSupplier.objects.filter(name="kivra.com").update(service_path=address)
    other = OtherSide(answer)
    monkeypatch.setitem(soap_client.transports, address, other)
    return other


def test_an_operator_that_is_ready_has_lines_of_its_own_all_green(world: None, client: Client) -> None:
    found = preflight(client, "kivra")

    assert [line["step"] for line in found["lines"]] == STEPS
    assert set(lights(found).values()) == {"green"}, found["lines"]
    assert found["ready"] is True
    assert "kivra.com" in text_of(found, "operator")
    assert "Service/v3, version 3" in text_of(found, "version")
    registered = Account.objects.filter(supplier__name="kivra.com", pending=False).count()
    assert f"{registered} accounts in FaR" in text_of(found, "accounts")


def test_the_first_delivery_is_refused_and_lands_nowhere(world: None, client: Client) -> None:
    found = preflight(client, "kivra")

    assert "refused, as it must be: 5012" in text_of(found, "service")
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("delivered", "light", "said"), [(True, "red", "Verify both signatures"), (False, "yellow", "Delivered=false")]
)
def test_an_operator_that_does_not_refuse_a_letter_that_was_changed_is_told(
    world: None, client: Client, monkeypatch: pytest.MonkeyPatch, delivered: bool, light: str, said: str
) -> None:
    status = service.DeliveryStatus(delivered=delivered, recipient_id=cast.MARIA)
    taken = service_v3.DeliverSecureResponse(return_value=service.DeliveryResult(trans_id="1", status=[status]))
    other = moved_to(monkeypatch, envelope.wrap_element(codec.to_element(taken)))

    found = preflight(client, "kivra")

    assert (lights(found)["server"], lights(found)["service"]) == ("green", light)
    assert said in text_of(found, "service")
    reasons = [problem.reason for problem in check_envelope(other.requests[0]).problems]
    assert reasons == ["digest-mismatch"], "nothing else is a reason to refuse it"


@pytest.mark.parametrize(
    ("answer", "server", "service", "reason"),
    [
        (NobodyListens("stumt", "silent"), "red", "red", "nobody-listens"),
        (CallFailed("fel", "wrong"), "green", "red", "no-usable-answer"),
        (b"garbage", "green", "red", "answer-is-not-soap"),
    ],
)
def test_an_operator_that_does_not_answer_is_told_which_part_is_wrong(
    world: None,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    answer: bytes | Exception,
    server: str,
    service: str,
    reason: str,
) -> None:
    moved_to(monkeypatch, answer)

    found = preflight(client, "kivra")

    assert (lights(found)["server"], lights(found)["service"]) == (server, service)
    assert reason in {reason_of(found, "server"), reason_of(found, "service")}
    assert found["ready"] is False


@pytest.mark.parametrize(
    ("address", "light"),
    [
        (ADDRESS, "green"),
        ("https://post.example/Service/v2", "yellow"),
        ("https://post.example/soap", "yellow"),
        ("http://post.example/Service/v3", "red"),
    ],
)
def test_the_address_is_one_to_which_senders_deliver(
    world: None, client: Client, monkeypatch: pytest.MonkeyPatch, address: str, light: str
) -> None:
    moved_to(monkeypatch, b"garbage", address)

    assert lights(preflight(client, "kivra"))["version"] == light


def test_an_operator_that_refuses_for_another_reason_is_yellow(
    world: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Fault(code=4999, text=Text("Fel.", "Wrong."), call_id="c")
    moved_to(monkeypatch, FaultReceived(fault))

    found = preflight(client, "kivra")

    assert (lights(found)["server"], lights(found)["service"]) == ("green", "yellow")
    assert "with 4999 instead of 5012" in text_of(found, "service")


def test_an_operator_that_is_suspended_is_told_how_to_resume(world: None, client: Client) -> None:
    ServiceSupplier.objects.filter(name="kivra.com").update(suspended=True)

    found = preflight(client, "kivra")

    assert lights(found)["operator"] == "red"
    assert "/resume" in text_of(found, "operator")


def test_an_operator_without_accounts_is_told_how_to_get_one(world: None, client: Client) -> None:
    Account.objects.filter(supplier__name="kivra.com").delete()

    found = preflight(client, "kivra")

    assert lights(found)["accounts"] == "yellow"
    assert found["ready"] is True
    assert "POST /api/v1/people" in text_of(found, "accounts")


def test_one_that_is_both_sender_and_operator_is_checked_as_both(make_run: MakeRun, client: Client) -> None:
    made = make_run().make("actors", roles=["sender", "operator"], domain="bada.example", service_address=ADDRESS)

    steps = [line["step"] for line in preflight(client, made["serial"])["lines"]]

    assert steps == [*STEPS, "role", "relay", "address", "letter"]


def test_with_a_sender_named_an_operator_is_checked_as_one_who_sends(world: None, client: Client) -> None:
    found = preflight(client, "kivra", sender="162021004748")

    assert "operator" not in lights(found)
    assert lights(found)["relay"] == "red"
