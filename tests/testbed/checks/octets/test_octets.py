"""A signer finds the octets that were hashed for its letter, and where its own differ."""

import base64
import hashlib

import pytest
from django.test import Client

from tests import cast
from tests.cast import Sender
from tests.testbed.journal.conftest import Journal, journal

__all__ = ["journal"]


@pytest.fixture
def refused(kommun_a: Sender, journal: Journal) -> str:
    """The address of the octets of a letter that was changed after signing."""
    reply = kommun_a.deliver(kommun_a.letter(cast.ARVID).request.replace(b"svSE", b"enGB", 1))
    assert reply.fault.code == 5012
    exchange = journal.only(call_id=reply.fault.call_id)
    assert exchange["reason"] == reply.fault.reason
    assert exchange["check"] == "signature"
    return f"/api/v1/exchanges/{exchange['id']}/octets"


def test_every_form_of_both_signatures_is_there(client: Client, refused: str) -> None:
    rows = client.get(refused).json()["results"]

    assert {(row["signature"], row["form"]) for row in rows} == {
        (signature, form)
        for signature in ("seal", "sender")
        for form in ("normalised", "as-received", "as-received-alone", "signed-info")
    }
    assert not any(row["is_signed"] for row in rows)


def test_the_octets_have_the_digest_that_is_told(client: Client, refused: str) -> None:
    row = next(row for row in client.get(refused).json()["results"] if row["form"] == "normalised")

    octets = client.get(f"{refused}/{row['signature']}/normalised").content

    assert base64.b64encode(hashlib.new(row["method"], octets).digest()).decode() == row["digest"]
    assert len(octets) == row["size"]
    assert b"enGB" in octets
    assert octets.startswith(b"<SealedDelivery xmlns=")


def test_the_first_difference_to_the_signer_s_own_octets_is_shown(client: Client, refused: str) -> None:
    octets = client.get(f"{refused}/sender/normalised").content
    mine = octets.replace(b"enGB", b"svSE")

    answer = client.generic(
        "POST", f"{refused}/sender/normalised/compare", mine, content_type="application/octet-stream"
    ).json()

    assert answer["same"] is False
    assert answer["you_signed_them"] is True
    assert answer["difference"]["position"] == octets.index(b"enGB")
    assert "<Language>enGB" in answer["difference"]["ours"]
    assert "<Language>svSE" in answer["difference"]["yours"]
    assert "«e»" in answer["difference"]["text"]
    assert "«s»" in answer["difference"]["text"]


def test_the_same_octets_have_no_difference(client: Client, refused: str) -> None:
    octets = client.get(f"{refused}/seal/signed-info").content

    answer = client.generic("POST", f"{refused}/seal/signed-info/compare", octets, content_type="text/xml").json()

    assert answer["same"] is True
    assert answer["difference"] is None


def test_the_octets_of_a_letter_that_was_taken_are_those_that_were_signed(
    client: Client, kommun_a: Sender, journal: Journal
) -> None:
    kommun_a.deliver(kommun_a.letter(cast.ARVID))
    exchange = journal.only(operation="deliverSecure")

    rows = client.get(f"/api/v1/exchanges/{exchange['id']}/octets").json()["results"]

    assert {row["signature"] for row in rows if row["is_signed"] and row["form"] == "normalised"} == {
        "seal",
        "sender",
    }


def test_a_request_without_a_signature_has_none(client: Client, kommun_a: Sender, journal: Journal) -> None:
    kommun_a.post(cast.SERVICE, b"<not-soap/>", kommun_a.identity)
    exchange = journal.only(reason="no-soap-envelope")

    answer = client.get(f"/api/v1/exchanges/{exchange['id']}/octets")

    assert answer.status_code == 404
    assert "deliverSecure" in answer.json()["detail"]


def test_a_form_that_does_not_exist_is_told(client: Client, refused: str) -> None:
    answer = client.get(f"{refused}/seal/upside-down")

    assert answer.status_code == 404
    assert "seal/normalised" in answer.json()["detail"]


def test_octets_larger_than_a_message_are_refused(client: Client, refused: str) -> None:
    answer = client.generic(
        "POST", f"{refused}/seal/normalised/compare", b"x" * 2_097_153, content_type="application/octet-stream"
    )

    assert answer.status_code == 413
