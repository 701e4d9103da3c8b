"""Letters of the kit are what real senders send: signed, sealed and written as the contract wants them."""

from pathlib import Path

import pytest
from lxml import etree
from minameddelanden import File, Letter, Matter, letters
from minameddelanden.letters import DS, SERVICE, SOAP, Keys

from contracts import catalogue, schemas
from infra.pki import store
from mailbox_operator.models import MatterEvent
from tests import cast

KOMMUN_A = "162021004748"


@pytest.fixture
def keys(world: None) -> Keys:
    folder = Path(store.load_identity("kommun-a").folder)
    return Keys((folder / "client.key").read_text(), (folder / "leaf.pem").read_text())


def sealed(keys: Keys, **content: object) -> bytes:
    letter = Letter(**content)  # type: ignore[arg-type]  # the test's own choice
    return letters.deliver_secure(
        letters.sealed(letters.signed(letter, KOMMUN_A, "Kommun A", cast.ARVID, keys), keys)
    )


def test_an_operator_takes_a_letter(keys: Keys, kommun_a: cast.Sender) -> None:
    reply = kommun_a.deliver(sealed(keys, subject="Beslut", files=[File("a.pdf", cast.PDF)]))

    assert reply.delivered


@pytest.mark.parametrize("subject", ["Åäö & <b>", "  blanks  ", "e\u0301\u0308", "\U0001f4ee"])
def test_any_text_may_be_said(keys: Keys, kommun_a: cast.Sender, subject: str) -> None:
    assert kommun_a.deliver(
        sealed(keys, subject=subject, body=subject, reference="A 1/2", correlation_id="c")
    ).delivered


def test_a_letter_that_is_changed_is_refused(keys: Keys, kommun_a: cast.Sender) -> None:
    changed = sealed(keys, subject="Beslut").replace(b">Beslut<", b">Avslag<")

    assert kommun_a.deliver(changed).fault.code == 5012


def test_no_element_stands_in_a_default_namespace(keys: Keys) -> None:
    root = etree.fromstring(sealed(keys))

    assert [element.tag for element in root.iter(etree.Element) if element.prefix is None] == []
    assert len(list(root.iter(f"{{{DS}}}Signature"))) == 2


def test_the_message_holds_against_the_published_schema(keys: Keys) -> None:
    body = etree.fromstring(sealed(keys)).find(f"{{{SOAP}}}Body/{{{SERVICE}}}deliverSecure")

    assert body is not None
    schemas.validate_element(catalogue.SERVICE, body)


def test_a_relay_takes_a_signed_letter(keys: Keys, kommun_a: cast.Sender, relay: object) -> None:
    signed = letters.signed(Letter(), KOMMUN_A, "Kommun A", cast.ARVID, keys)

    reply = kommun_a.deliver(letters.distribute_secure(signed), path="/webservice/accao/Message/v3")

    assert reply.status == 200, reply.body


def test_a_letter_may_tell_of_an_official_matter_and_ask_for_an_answer(keys: Keys, kommun_a: cast.Sender) -> None:
    matter = Matter(
        id="BN-17",
        event_id="H-2",
        preceding_event_id="H-1",
        subject="Bygglov",
        event_type="Beslut",
        status="closed",
    )

    sent = sealed(keys, matter=matter, reply="REQUESTED", receipt_request="SIMPLE")

    assert kommun_a.deliver(sent).delivered
    kept = MatterEvent.objects.get()
    assert (kept.matter_id, kept.event_id, kept.preceding_event_id) == ("BN-17", "H-2", "H-1")
    assert (kept.matter_subject, kept.event_type, kept.status) == ("Bygglov", "Beslut", "closed")


def test_a_matter_of_which_nothing_is_known_is_its_date(keys: Keys, kommun_a: cast.Sender) -> None:
    assert kommun_a.deliver(sealed(keys, matter=Matter(event_id=""))).delivered

    assert MatterEvent.objects.get().event_id == ""
