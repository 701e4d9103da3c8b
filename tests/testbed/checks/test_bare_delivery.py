"""What a signing component leaves, a SignedDelivery or SealedDelivery in no envelope, is checked all the same."""

from typing import Any

import pytest
from django.test import Client
from lxml import etree

from infra.identity import RecipientId
from infra.pki import store
from infra.pki.store import Identity
from sender import compose
from tests import cast
from tests.cast import Sender

SUBJECT = "Beslut om förskoleplats"
NO_ENVELOPE = "no-soap-envelope"


def check(element: etree._Element, change: tuple[str, str] = ("", "")) -> dict[str, Any]:
    data = etree.tostring(element, encoding="unicode").replace(*change).encode()
    answer = Client().generic("POST", "/api/v1/check", data, content_type="text/xml")
    assert answer.status_code == 200, answer.content.decode()
    found: dict[str, Any] = answer.json()
    return found


def reasons(found: dict[str, Any]) -> list[str]:
    return [problem["reason"] for problem in found["problems"]]


def signed_by(signer: Identity, kommun_a: Sender) -> etree._Element:
    """A letter of Kommun A to Arvid."""
    sender = kommun_a.identity
    to = RecipientId.parse(cast.ARVID)
    delivery = compose.compose_delivery(sender.organisation, sender.title, to, [kommun_a.text()])
    return compose.sign_delivery(delivery, signer)


@pytest.fixture
def signed(kommun_a: Sender) -> etree._Element:
    return signed_by(kommun_a.identity, kommun_a)


@pytest.fixture
def sealed(signed: etree._Element, kommun_a: Sender) -> etree._Element:
    return compose.seal_delivery(signed, kommun_a.identity)


def test_a_signed_letter_lacks_nothing_but_its_envelope(signed: etree._Element) -> None:
    found = check(signed)

    assert reasons(found) == [NO_ENVELOPE]
    assert found["ok"] is False
    assert found["operation"] == "Message/v3 distributeSecure"
    assert "This is <SignedDelivery> without an envelope" in found["warnings"][0]
    assert "there the element is named <signedDelivery>" in found["warnings"][0]


def test_a_sealed_letter_lacks_nothing_but_its_envelope(sealed: etree._Element) -> None:
    found = check(sealed)

    assert reasons(found) == [NO_ENVELOPE]
    assert found["operation"] == "Service/v3 deliverSecure"


def test_a_signed_letter_that_was_changed_is_told_so(signed: etree._Element) -> None:
    assert reasons(check(signed, (SUBJECT, "Avslag"))) == [NO_ENVELOPE, "digest-mismatch"]


def test_a_sealed_letter_that_was_changed_is_told_so_for_both_signatures(sealed: etree._Element) -> None:
    found = check(sealed, (SUBJECT, "Avslag"))

    assert reasons(found) == [NO_ENVELOPE, "delivery-changed-after-sealing", "digest-mismatch"]


def test_what_the_schema_forbids_is_told_with_its_line(signed: etree._Element) -> None:
    found = check(signed, (cast.ARVID, "19270517-8354"))

    assert "schema-violated" in reasons(found)


def test_a_letter_signed_by_somebody_else_is_told_so(kommun_a: Sender) -> None:
    found = check(signed_by(store.load_identity("kommun-b"), kommun_a))

    assert reasons(found) == [NO_ENVELOPE, "signer-is-another-organisation"]


def test_any_other_element_is_told_nothing_more_of(world: None) -> None:
    found = check(etree.fromstring("<a><SignedDelivery/></a>"))

    assert reasons(found) == [NO_ENVELOPE]
    assert (found["operation"], found["warnings"]) == ("", [])
