"""A sender sees before the first letter what is green and what to do about the rest."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from infra.authorship import Author, Origin
from infra.identity import OrganisationNumber
from infra.pki import store
from infra.pki.issuing import orders
from infra.pki.issuing.certificate_order import CertificateOrder
from mailbox_operator.models import Delivery
from tests import cast
from tests.conftest import PeerSocket
from tests.testbed.runs.conftest import MakeRun, make_run

__all__ = ["make_run"]

PREFLIGHT = "/api/v1/preflight"
OWN = "/webservice/accao/preflight"


def preflight(client: Client, certificate: str, **query: str) -> dict[str, Any]:
    answer = client.get(PREFLIGHT, {"certificate": certificate, **query})
    assert answer.status_code == 200, answer.content.decode()
    found: dict[str, Any] = answer.json()
    return found


def lights(found: dict[str, Any]) -> dict[str, str]:
    return {line["step"]: line["light"] for line in found["lines"]}


def reason_of(found: dict[str, Any], step: str) -> str:
    return next(str(line["reason"]) for line in found["lines"] if line["step"] == step)


def test_a_sender_that_is_ready_has_only_green_lines(world: None, client: Client) -> None:
    found = preflight(client, "kommun-a")

    assert found["ready"] is True
    assert set(lights(found).values()) == {"green"}, found["lines"]
    assert found["organisation"] == found["sender"] == "162021004748"


def test_every_line_is_there_each_time_in_the_same_order(world: None, client: Client) -> None:
    wanted = ["chain", "dates", "key", "organisation", "role", "relay", "address", "letter"]

    assert [line["step"] for line in preflight(client, "kommun-a")["lines"]] == wanted
    assert [line["step"] for line in preflight(client, "obehorig")["lines"]] == wanted


def test_nothing_is_delivered(world: None, client: Client) -> None:
    preflight(client, "kommun-a")

    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("certificate", "step", "reason"),
    [
        ("utgangen", "chain", "certificate-expired"),
        ("aterkallad", "chain", "certificate-revoked"),
        ("obehorig", "role", "sender-not-registered"),
        ("obehorig", "letter", "sender-not-registered"),
    ],
)
def test_what_is_red_says_why_and_leads_to_its_page(
    world: None, client: Client, certificate: str, step: str, reason: str
) -> None:
    found = preflight(client, certificate)

    [line] = [line for line in found["lines"] if line["step"] == step]
    assert found["ready"] is False
    assert (line["light"], line["reason"]) == ("red", reason)
    assert line["docs"] == f"http://localhost:8000/refusals/{reason}"
    assert " | " in line["text"]


def test_an_expired_certificate_is_red_in_its_dates_too(world: None, client: Client) -> None:
    found = preflight(client, "utgangen")

    assert lights(found)["dates"] == "red"
    assert reason_of(found, "dates") == "certificate-expired"


def test_a_certificate_that_ends_soon_is_yellow(world: None, client: Client) -> None:
    order = CertificateOrder(OrganisationNumber("162021004748"), "Kommun A", "snart", minutes=60 * 24 * 10)
    made = orders.issue_certificate(Path(settings.PKI_DIR), order, Author(Origin.REST))

    found = preflight(client, made.serial)

    assert lights(found)["dates"] == "yellow"
    assert found["ready"] is True


def test_another_s_certificate_may_send_for_a_sender_that_has_approved_it(world: None, client: Client) -> None:
    found = preflight(client, "formedlaren", sender="162021004748")

    assert found["ready"] is True, found["lines"]
    assert found["sender"] == "162021004748"
    assert lights(found)["letter"] == "green"


def test_the_first_letter_has_the_registered_name_and_not_that_of_the_certificate(
    make_run: MakeRun, client: Client
) -> None:
    run = make_run()
    made = run.make("actors", roles=["sender", "relay"], name="Region Ett")
    changed = run.client.patch(
        f"/api/v1/actors/{made['organisation']}", {"name": "Region Två"}, content_type="application/json"
    )
    assert changed.status_code == 200, changed.content

    found = preflight(client, made["serial"])

    assert lights(found)["letter"] == "green", found["lines"]


def test_a_relay_is_checked_for_a_sender_that_it_delivers_for(world: None, client: Client) -> None:
    found = preflight(client, "formedlaren")

    [role] = [line for line in found["lines"] if line["step"] == "role"]
    assert found["ready"] is True, found["lines"]
    assert found["sender"] == "162021003898"
    assert "The certificate is a relay's, which delivers for 162021003898, 162021004748" in role["text"]
    assert lights(found)["letter"] == "green"


def test_a_relay_that_nobody_has_approved_is_told_how(make_run: MakeRun, client: Client) -> None:
    made = make_run().make("actors", roles=["relay"])

    found = preflight(client, made["serial"])

    [role] = [line for line in found["lines"] if line["step"] == "role"]
    assert (role["light"], role["reason"]) == ("red", "relay-not-approved")
    assert f"PATCH /api/v1/actors/{made['organisation']} and senders" in role["text"]


def test_a_relay_that_the_sender_has_not_approved_is_red(world: None, client: Client) -> None:
    found = preflight(client, "kommun-b", sender="162021004748")

    assert lights(found)["relay"] == "red"
    assert reason_of(found, "relay") == "relay-not-approved"
    assert lights(found)["letter"] == "red", "the operator would refuse the letter, too"
    assert reason_of(found, "letter") == "relay-not-approved"


def test_the_recipient_of_the_first_letter_may_be_chosen(world: None, client: Client) -> None:
    found = preflight(client, "kommun-a", recipient=cast.TOLVAN)

    assert lights(found)["letter"] == "yellow"
    assert "Delivered=false" in found["lines"][-1]["text"]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({"certificate": "nowhere"}, 404, "kommun-a"),
        ({"certificate": "../../kommun-a/x"}, 404, "kommun-a"),
        ({"certificate": "kommun-a", "sender": "12"}, 400, "not a valid number"),
        ({}, 400, "certificate"),
    ],
)
def test_a_question_that_cannot_be_is_refused_in_words(
    world: None, client: Client, query: dict[str, str], status: int, said: str
) -> None:
    answer = client.get(PREFLIGHT, query)

    assert answer.status_code == status
    assert said in answer.json()["detail"]


def test_the_caller_s_own_certificate_is_checked_at_the_soap_listener(world: None, client: Client) -> None:
    identity = store.load_identity("kommun-a")
    socket = PeerSocket([identity.certificate, *identity.chain])

    environ: dict[str, Any] = {"gunicorn.socket": socket}
    found = client.get(OWN, **environ).json()

    assert found["organisation"] == "162021004748"
    assert found["ready"] is True
    assert lights(found)["letter"] == "yellow", "the key is the caller's own"


def test_a_caller_without_a_certificate_is_told_so(world: None, client: Client) -> None:
    answer = client.get(OWN)

    assert answer.status_code == 400
    assert answer.json()["reason"] == "client-certificate-missing"
