"""A letter handed on to another mailbox: the operator calls deliverForward at the recipient's operator."""

import uuid
from dataclasses import replace

import pytest
from lxml import etree
from pytest_django.fixtures import Settings

from contracts import message, sender, service, service_v3
from contracts.codec import from_element, to_element
from far.models import ServiceSupplier
from infra.pki import store
from infra.soap.messages import envelope
from mailbox_operator.forwarding import handing_on
from mailbox_operator.forwarding.handing_on import CannotHandOn, HandOnObstacle, HandOnOrder
from mailbox_operator.models import Announcement, Delivery, Forwarding, HandedOnLetter, MailboxLogEntry, Message
from tests import cast
from tests.cast import ARVID, MARIA, TOLVAN, Sender

SERVICE = "{http://minameddelanden.gov.se/schema/Service/v3}"
KIVRAS, REFUSES_KOMMUN_A = "198301012392", "197601012391"


@pytest.fixture
def letter(kommun_a: Sender) -> Message:
    """Arvid's, as it came over the wire."""
    assert kommun_a.deliver(kommun_a.letter(to=ARVID)).delivered
    return Message.objects.select_related("delivery", "mailbox__operator").get()


def order(to: str, **changes: object) -> HandOnOrder:
    values = {"key": uuid.uuid4(), "recipient": to, "note": "För kännedom", "by": ARVID, "by_name": "Arvid"}
    return HandOnOrder(**{**values, **changes})  # type: ignore[arg-type]  # the test's own choice


def copy_of(letter: Message) -> Message:
    return Message.objects.exclude(pk=letter.pk).select_related("delivery__forwarding", "mailbox").get()


def test_the_letter_lies_whole_in_the_other_mailbox_with_who_handed_it_on(letter: Message) -> None:
    sent = handing_on.hand_on(letter, order(MARIA))

    copy = copy_of(letter)
    assert (copy.mailbox.holder, copy.subject, copy.body) == (MARIA, letter.subject, letter.body)
    assert [bytes(file.content) for file in copy.attachments.all()] == [cast.PDF]
    assert (copy.sender_name, copy.delivery.sender) == ("Kommun A", letter.delivery.sender)
    assert str(copy.delivery.trans_id) == sent.trans_id
    forwarding = copy.delivery.forwarding
    assert (forwarding.holder, forwarding.note) == (ARVID, "För kännedom")
    assert forwarding.operator_organisation == letter.mailbox.operator.organisation


def test_a_form_filled_in_anew_after_the_way_back_is_handed_on_too(letter: Message) -> None:
    first = order(MARIA)

    for changed in (first, first, replace(first, recipient=KIVRAS)):
        handing_on.hand_on(letter, changed)

    assert [sent.recipient for sent in HandedOnLetter.objects.all()] == [MARIA, KIVRAS]


def test_the_recipient_is_told_as_of_other_letters(letter: Message) -> None:
    handing_on.hand_on(letter, order(MARIA))

    assert set(Announcement.objects.values_list("message__mailbox__holder", "channel")) == {
        (MARIA, "email"),
        (MARIA, "sms"),
    }


def test_it_is_remembered_and_noted_in_the_log(letter: Message) -> None:
    handing_on.hand_on(letter, order(MARIA))

    assert HandedOnLetter.objects.get().supplier == "minmyndighetspost.se"
    entry = MailboxLogEntry.objects.get(mailbox=letter.mailbox, event="handed-on")
    assert (entry.by, entry.about, entry.message) == (ARVID, MARIA, letter)


def test_a_second_click_delivers_nothing_more(letter: Message) -> None:
    same = order(MARIA)

    first, second = handing_on.hand_on(letter, same), handing_on.hand_on(letter, same)

    assert first == second
    assert Message.objects.count() == 2


def test_the_same_words_to_the_same_person_again_are_one_letter_there(letter: Message) -> None:
    first, second = handing_on.hand_on(letter, order(MARIA)), handing_on.hand_on(letter, order(MARIA))

    assert first.trans_id == second.trans_id
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("to", "obstacle"),
    [(ARVID, HandOnObstacle.SELF), (TOLVAN, HandOnObstacle.NO_MAILBOX)],
    ids=["self", "no mailbox"],
)
def test_who_cannot_get_it_is_told_before_anything_is_sent(
    letter: Message, to: str, obstacle: HandOnObstacle
) -> None:
    with pytest.raises(CannotHandOn) as refusal:
        handing_on.hand_on(letter, order(to))

    assert refusal.value.obstacle is obstacle
    assert (Message.objects.count(), HandedOnLetter.objects.count()) == (1, 0)


def test_a_letter_goes_to_another_operator(letter: Message) -> None:
    sent = handing_on.hand_on(letter, order(KIVRAS))

    assert sent.supplier == "kivra.com"
    assert copy_of(letter).mailbox.operator.name == "kivra.com"


def test_a_recipient_who_refuses_the_sender_gets_nothing(letter: Message) -> None:
    with pytest.raises(CannotHandOn) as refusal:
        handing_on.hand_on(letter, order(REFUSES_KOMMUN_A))

    assert refusal.value.obstacle is HandOnObstacle.REFUSES_SENDER


def test_a_notification_has_no_signature_to_hand_on(kommun_a: Sender) -> None:
    assert kommun_a.notify(kommun_a.notification(ARVID)).status == 200
    unsigned = Message.objects.select_related("delivery", "mailbox__operator").get()

    with pytest.raises(CannotHandOn) as refusal:
        handing_on.hand_on(unsigned, order(MARIA))

    assert refusal.value.obstacle is HandOnObstacle.UNSIGNED


def test_a_letter_that_was_changed_after_signing_is_refused_there(letter: Message) -> None:
    changed = bytes(letter.delivery.sealed_xml).replace(b"Beslut", b"Avslag")
    Delivery.objects.update(sealed_xml=changed)
    letter.delivery.refresh_from_db()

    with pytest.raises(CannotHandOn) as refusal:
        handing_on.hand_on(letter, order(MARIA))

    assert refusal.value.obstacle is HandOnObstacle.REFUSED
    assert "signatur" in refusal.value.text.swedish.lower()
    assert Forwarding.objects.count() == 0


def test_while_the_register_is_down_nothing_is_handed_on_and_it_may_be_tried_again(
    letter: Message, settings: Settings
) -> None:
    same, working = order(MARIA), settings.REGISTER_URL
    settings.REGISTER_URL = "https://localhost:1/nothing/"
    with pytest.raises(CannotHandOn) as refusal:
        handing_on.hand_on(letter, same)
    assert refusal.value.obstacle is HandOnObstacle.NO_ANSWER
    assert refusal.value.text.swedish != refusal.value.text.english
    assert HandedOnLetter.objects.count() == 0

    settings.REGISTER_URL = working

    assert handing_on.hand_on(letter, same).recipient == MARIA


def test_an_operator_that_does_not_answer_leaves_nothing_behind(letter: Message) -> None:
    ServiceSupplier.objects.filter(name="kivra.com").update(service_path="https://localhost:1/Service/v3")

    with pytest.raises(CannotHandOn) as refusal:
        handing_on.hand_on(letter, order(KIVRAS))

    assert refusal.value.obstacle is HandOnObstacle.NO_ANSWER
    assert (Message.objects.count(), HandedOnLetter.objects.count()) == (1, 0)
    assert not MailboxLogEntry.objects.filter(event="handed-on").exists()


def test_one_message_of_several_is_handed_on_and_not_its_neighbour(kommun_a: Sender) -> None:
    texts = [kommun_a.text(subject=subject, message_id=subject) for subject in ("Ett", "Två")]
    assert kommun_a.deliver(kommun_a.letter(ARVID, *texts)).delivered
    second = Message.objects.select_related("delivery", "mailbox__operator").get(subject="Två")

    handing_on.hand_on(second, order(MARIA))

    assert [copy.subject for copy in Message.objects.filter(mailbox__holder=MARIA)] == ["Två"]


def test_words_of_any_kind_arrive_as_they_were_written(letter: Message) -> None:
    note = 'Å & <b>fet</b> ]]> "citat" 😀\nny rad'

    handing_on.hand_on(letter, order(MARIA, note=note))

    assert copy_of(letter).delivery.forwarding.note == note


def test_without_words_it_is_handed_on_as_well(letter: Message) -> None:
    handing_on.hand_on(letter, order(MARIA, note=""))

    assert copy_of(letter).delivery.forwarding.note == ""


def test_a_letter_that_was_handed_on_is_its_first_recipient_s_to_hand_on(letter: Message) -> None:
    handing_on.hand_on(letter, order(MARIA))
    copy = Message.objects.select_related("delivery", "mailbox__operator").get(pk=copy_of(letter).pk)

    with pytest.raises(CannotHandOn) as refusal:
        handing_on.hand_on(copy, order(KIVRAS, by=MARIA, by_name="Maria"))

    assert refusal.value.obstacle is HandOnObstacle.REFUSED
    assert Message.objects.count() == 2


# On the wire: another system's operator calls.


def forwarded(letter: Message, *to: str, by: str = ARVID, message_id: str = "") -> bytes:
    original = etree.fromstring(bytes(letter.delivery.sealed_xml))
    original.tag = f"{SERVICE}OrginalDelivery"
    header = message.DeliveryHeader(sender=sender.Sender(id=by, name="Arvid"), recipient=list(to))
    words = message.ForwardMessage(
        subject="Vb", body=message.MessageBody(content_type="text/plain", body=b"Se nedan.")
    )
    request = etree.Element(f"{SERVICE}deliverForward")
    body = etree.SubElement(request, f"{SERVICE}forwardMessage")
    body.append(to_element(header, name=f"{SERVICE}Header"))
    body.append(to_element(words, name=f"{SERVICE}Message"))
    body.append(original)
    if message_id:
        etree.SubElement(body, f"{SERVICE}MessageIdToForward").text = message_id
    return envelope.wrap_element(request)


def outcomes(answer: cast.Reply) -> list[tuple[str, bool]]:
    assert answer.status == 200, answer.body.decode()
    result: service.DeliveryResult = from_element(service_v3.DeliverForwardResponse, answer.element).return_value
    return [(status.recipient_id, status.delivered) for status in result.status]


def test_each_recipient_has_an_answer_in_the_order_of_the_request(letter: Message, post: cast.Post) -> None:
    answer = post(cast.SERVICE, forwarded(letter, TOLVAN, MARIA), store.load_identity("minmyndighetspost.se"))

    assert outcomes(answer) == [(TOLVAN, False), (MARIA, True)]


def test_the_same_call_again_has_the_same_answer_and_no_second_copy(letter: Message, post: cast.Post) -> None:
    request, operator = forwarded(letter, MARIA), store.load_identity("minmyndighetspost.se")

    answers = [post(cast.SERVICE, request, operator) for _ in range(2)]

    assert answers[0].element.findtext(".//{*}TransId") == answers[1].element.findtext(".//{*}TransId")
    assert Message.objects.count() == 2


def test_only_its_recipient_can_forward_a_letter(letter: Message, post: cast.Post) -> None:
    answer = post(cast.SERVICE, forwarded(letter, MARIA, by=TOLVAN), store.load_identity("minmyndighetspost.se"))

    assert (answer.fault.code, answer.fault.reason) == (5001, "forwarder-is-not-addressee")


def test_who_is_not_the_holders_operator_may_not_forward(letter: Message, post: cast.Post) -> None:
    answer = post(cast.SERVICE, forwarded(letter, MARIA), store.load_identity("kommun-b"))

    assert (answer.fault.code, answer.fault.reason) == (5002, "caller-is-not-the-holders-operator")
    assert Message.objects.count() == 1


def test_a_message_that_the_letter_has_not_is_named(letter: Message, post: cast.Post) -> None:
    request = forwarded(letter, MARIA, message_id="finns inte")

    answer = post(cast.SERVICE, request, store.load_identity("minmyndighetspost.se"))

    assert (answer.fault.code, answer.fault.reason) == (5003, "message-to-forward-unknown")


def test_a_letter_sealed_by_nobody_known_is_refused(letter: Message, post: cast.Post) -> None:
    request = forwarded(letter, MARIA).replace(b"Beslut", b"Avslag")

    answer = post(cast.SERVICE, request, store.load_identity("minmyndighetspost.se"))

    assert answer.fault.code == 5012
