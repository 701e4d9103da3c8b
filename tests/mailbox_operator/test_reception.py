"""What deliverSecure takes, refuses and remembers: SOAP bytes in, rows and answers out."""

import base64
from dataclasses import replace

import pytest
from lxml import etree

from far.models import Account, SenderChoice
from far.models import Sender as RegisteredSender
from infra import clock
from infra.pki import store
from infra.xmlsig.sign import SHA1, seal_element, sign_element
from mailbox_operator.models import Announcement, Attachment, Delivery, Message
from sender import compose
from tests import cast
from tests.cast import ARVID, MARIA, TOLVAN, Sender

MESSAGE_V3 = "{http://minameddelanden.gov.se/schema/Message/v3}"
MESSAGE = "{http://minameddelanden.gov.se/schema/Message}"


def nothing_is_stored() -> bool:
    return not any(model.objects.exists() for model in (Delivery, Message, Attachment, Announcement))


def test_a_letter_lies_in_the_mailbox_as_it_was_signed(kommun_a: Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter(to=ARVID))

    assert answer.delivered
    message = Message.objects.get(mailbox__holder=ARVID)
    assert (message.subject, message.body, message.sender_name) == (
        "Beslut om förskoleplats",
        "Du har fått ett beslut om förskoleplats.",
        "Kommun A",
    )
    assert bytes(message.attachments.get().content) == cast.PDF
    assert str(message.delivery.trans_id) == answer.trans_id


def test_several_messages_in_one_delivery_lie_in_order(kommun_a: Sender) -> None:
    first, second = kommun_a.text(subject="Ett"), kommun_a.text(subject="Två", attachments=[])

    assert kommun_a.deliver(kommun_a.letter(ARVID, first, second)).delivered

    stored = Message.objects.order_by("position").values_list("subject", "attachment_count")
    assert list(stored) == [("Ett", 1), ("Två", 0)]


def test_the_identical_delivery_again_gets_the_same_answer_and_no_second_copy(kommun_a: Sender) -> None:
    letter = kommun_a.letter()

    first, second = kommun_a.deliver(letter), kommun_a.deliver(letter)

    assert first.trans_id == second.trans_id
    assert second.delivered
    assert Message.objects.count() == 1


def test_the_identical_letter_sealed_by_another_relay_is_recognised(kommun_a: Sender) -> None:
    letter = kommun_a.letter()
    first = kommun_a.deliver(letter)
    relay = store.load_identity("formedlaren")

    second = kommun_a.deliver(replace(letter, relay=relay), as_=relay)

    assert second.trans_id == first.trans_id
    assert Message.objects.count() == 1


def test_the_same_text_signed_for_two_people_is_two_letters(kommun_a: Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter(to=ARVID)).delivered
    assert kommun_a.deliver(kommun_a.letter(to=MARIA)).delivered

    assert Message.objects.count() == 2


@pytest.mark.parametrize("recipient", [TOLVAN, "199001012385"])
def test_somebody_without_a_mailbox_here_is_not_delivered_without_a_fault(
    kommun_a: Sender, recipient: str
) -> None:
    answer = kommun_a.deliver(kommun_a.letter(to=recipient))

    assert not answer.delivered
    assert nothing_is_stored()


def test_a_holder_who_refuses_the_sender_is_not_delivered_to(kommun_a: Sender) -> None:
    SenderChoice.objects.create(
        account=Account.objects.get(recipient=ARVID),
        sender=RegisteredSender.objects.get(organisation="162021004748"),
        accepted=False,
        changed_at=clock.now(),
    )

    assert not kommun_a.deliver(kommun_a.letter(to=ARVID)).delivered
    assert nothing_is_stored()


def test_a_holder_whose_registration_is_pending_is_not_delivered_to(kommun_a: Sender) -> None:
    Account.objects.filter(recipient=ARVID).update(pending=True)

    assert not kommun_a.deliver(kommun_a.letter(to=ARVID)).delivered
    assert nothing_is_stored()


def test_a_letter_posted_to_another_operator_than_the_chosen_one_is_not_delivered(kommun_a: Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter(to=ARVID), path="/webservice/accao/operators/kivra.com/Service/v3")

    assert not answer.delivered
    assert nothing_is_stored()


def test_the_simulators_own_relay_may_deliver_for_a_municipality(kommun_a: Sender) -> None:
    relay = store.load_identity("formedlaren")

    assert kommun_a.deliver(kommun_a.letter(relay=relay), as_=relay).delivered
    assert Delivery.objects.get().dispatcher == relay.organisation.value


def test_a_relay_that_the_sender_has_not_approved_gets_6005(kommun_a: Sender) -> None:
    other = store.load_identity("kommun-b")

    answer = kommun_a.deliver(kommun_a.letter(relay=other), as_=other)

    assert answer.fault.code == 6005
    assert "162021003898" in answer.fault.description
    assert nothing_is_stored()


def test_an_organisation_that_is_no_actor_gets_5002(kommun_a: Sender) -> None:
    outsider = store.load_identity("obehorig")

    answer = kommun_a.deliver(kommun_a.letter(relay=outsider), as_=outsider)

    assert answer.fault.code == 5002
    assert nothing_is_stored()


def test_an_unknown_sender_gets_5014(kommun_a: Sender) -> None:
    def rename(content):  # type: ignore[no-untyped-def]  # one of several shapes
        content.header.sender.id = "165560000167"

    answer = kommun_a.deliver(kommun_a.letter(change=rename))

    assert answer.fault.code == 5014
    assert "165560000167" in answer.fault.description
    assert nothing_is_stored()


def test_a_letter_signed_by_another_organisation_than_its_sender_gets_5012(kommun_a: Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter(signer=store.load_identity("kommun-b")))

    assert answer.fault.code == 5012
    assert "162021003898" in answer.fault.description
    assert nothing_is_stored()


def test_who_delivers_must_be_who_sealed(kommun_a: Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter(), as_=store.load_identity("formedlaren"))

    assert answer.fault.code == 5002
    assert nothing_is_stored()


CHANGES = {
    "the body": f"{MESSAGE}Body",
    "the subject": f"{MESSAGE_V3}Subject",
    "the attachment's name": f"{MESSAGE}Filename",
    "the sender's name": "{http://minameddelanden.gov.se/schema/Sender}Name",
    "the seal's day": f"{MESSAGE}ReceivedTime",
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_letter_changed_after_signing_is_refused_and_leaves_no_trace(kommun_a: Sender, what: str) -> None:
    tree = etree.fromstring(kommun_a.letter().request)
    last = [element for element in tree.iter(CHANGES[what]) if element.text][-1]
    last.text = {"the seal's day": "2001-01-01"}.get(what) or base64.b64encode(b"something else").decode()

    answer = kommun_a.deliver(etree.tostring(tree))

    assert answer.fault.code == 5012
    assert nothing_is_stored()


def test_a_seal_that_says_the_signatures_did_not_hold_is_refused(kommun_a: Sender) -> None:
    letter = kommun_a.letter()
    sealed = letter.sealed
    sealed.remove(sealed[-1])
    sealed.find(f".//{MESSAGE}SignaturesOK").text = "false"  # type: ignore[union-attr]  # it is there, or the test fails
    me = kommun_a.identity

    answer = kommun_a.deliver(compose.wrap_sealed_delivery(sign_element(sealed, me.key, me.certificate)))

    assert answer.fault.code == 5012
    assert "SignaturesOK" in answer.fault.description
    assert nothing_is_stored()


def test_sha1_is_accepted_with_a_warning_that_is_stored(kommun_a: Sender) -> None:
    me = kommun_a.identity
    signed = sign_element(compose.unsigned_delivery(kommun_a.delivery()), me.key, me.certificate, digest=SHA1)
    sealed = seal_element(signed, clock.today(), me.key, me.certificate)

    assert kommun_a.deliver(compose.wrap_sealed_delivery(sealed)).delivered
    assert any("SHA-1" in warning.english for warning in Delivery.objects.get().warnings)


@pytest.mark.parametrize("kind", ["application/zip", "image/png", ""])
def test_an_attachment_of_another_type_gets_5019(kommun_a: Sender, kind: str) -> None:
    attachment = compose.AttachedFile("fil", b"123", kind)

    answer = kommun_a.deliver(kommun_a.letter(ARVID, kommun_a.text(attachments=[attachment])))

    assert answer.fault.code == 5019
    assert nothing_is_stored()


def test_a_body_of_another_type_gets_5019(kommun_a: Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter(ARVID, kommun_a.text(body_type="application/json")))

    assert answer.fault.code == 5019


def test_an_empty_body_is_refused(kommun_a: Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter(ARVID, kommun_a.text(body="  ", attachments=[])))

    assert answer.fault.code == 5001
    assert nothing_is_stored()


def test_one_bad_message_of_two_stops_the_whole_delivery(kommun_a: Sender) -> None:
    good, bad = kommun_a.text(), kommun_a.text(body_type="image/png")

    assert kommun_a.deliver(kommun_a.letter(ARVID, good, bad)).fault.code == 5019
    assert nothing_is_stored()


def test_base64_of_base64_is_shown_as_it_was_sent_and_told(kommun_a: Sender) -> None:
    twice = base64.b64encode(b"<p>Du har f\xc3\xa5tt ett beslut.</p>").decode()

    assert kommun_a.deliver(kommun_a.letter(ARVID, kommun_a.text(body=twice, body_type="text/html"))).delivered
    assert Message.objects.get().body == twice
    assert any("base64" in warning.english for warning in Delivery.objects.get().warnings)


def test_a_recipient_with_a_wrong_check_digit_is_named_without_the_whole_number(kommun_a: Sender) -> None:
    def spoil(content):  # type: ignore[no-untyped-def]  # one of several shapes
        content.header.recipient = "192705178355"

    fault = kommun_a.deliver(kommun_a.letter(change=spoil)).fault

    assert fault.code == 5001
    assert "19270517****" in fault.description
    assert "192705178355" not in fault.description


def test_the_choices_of_the_holder_decide_the_announcements(kommun_a: Sender) -> None:
    kommun_a.deliver(kommun_a.letter(to=ARVID))
    assert not Announcement.objects.exists()

    kommun_a.deliver(kommun_a.letter(to=MARIA))
    assert sorted(Announcement.objects.values_list("channel", flat=True)) == ["email", "sms"]
