"""deliverForward on the wire: what may be handed on, to which holders, and each refusal by code and reason."""

from collections.abc import Callable

import pytest
from lxml import etree
from pytest_django.fixtures import Settings

from contracts import message, sender, service_v3
from contracts.codec import from_element, to_element
from infra.pki import store
from infra.soap.messages import envelope
from mailbox_operator.mailbox import opening
from mailbox_operator.models import Announcement, AnswerRequest, Delivery, Forwarding, Message, Operator
from sender import compose
from tests import cast
from tests.cast import ARVID, MARIA, TOLVAN, Sender
from tests.far.accounts.cast import DIGIMAIL, KIVRA, MMP
from tests.far.accounts.cast import Operator as CallingOperator

NAMESPACE = "{http://minameddelanden.gov.se/schema/Service/v3}"
AT_KIVRA = "/webservice/accao/operators/kivra.com/Service/v3"
KIVRAS, REFUSES_KOMMUN_A = "198301012392", "197601012391"


@pytest.fixture
def letter(kommun_a: Sender) -> Message:
    """Arvid's, of two messages, as it came over the wire."""
    first = kommun_a.text(subject="Beslut", message_id="M-1")
    second = kommun_a.text(subject="Bilaga till beslut", message_id="M-2")
    assert kommun_a.deliver(kommun_a.letter(ARVID, first, second)).delivered
    found = Message.objects.select_related("delivery", "mailbox__operator").order_by("position").first()
    assert found is not None
    return found


def forwarded(
    letter: Message,
    *to: str,
    by: str = ARVID,
    subject: str = "Vb",
    note: bytes = b"Se nedan.",
    kind: str = "text/plain",
    message_id: str = "",
    change: Callable[[etree._Element], None] = lambda _: None,
) -> bytes:
    original = etree.fromstring(bytes(letter.delivery.sealed_xml))
    original.tag = f"{NAMESPACE}OrginalDelivery"
    header = message.DeliveryHeader(sender=sender.Sender(id=by, name="Arvid Lindgren"), recipient=list(to))
    words = message.ForwardMessage(subject=subject, body=message.MessageBody(content_type=kind, body=note))
    request = etree.Element(f"{NAMESPACE}deliverForward")
    body = etree.SubElement(request, f"{NAMESPACE}forwardMessage")
    body.append(to_element(header, name=f"{NAMESPACE}Header"))
    body.append(to_element(words, name=f"{NAMESPACE}Message"))
    body.append(original)
    if message_id:
        etree.SubElement(body, f"{NAMESPACE}MessageIdToForward").text = message_id
    change(request)
    return envelope.wrap_element(request)


def outcomes(answer: cast.Reply) -> list[tuple[str, bool]]:
    assert answer.status == 200, answer.body.decode()
    found = from_element(service_v3.DeliverForwardResponse, answer.element).return_value
    return [(status.recipient_id, status.delivered) for status in found.status]


def copies(letter: Message) -> list[Message]:
    others = Message.objects.exclude(delivery=letter.delivery).select_related("delivery__forwarding", "mailbox")
    return list(others.order_by("position"))


def test_all_messages_of_the_letter_come_along(letter: Message, post: cast.Post) -> None:
    assert outcomes(post(cast.SERVICE, forwarded(letter, MARIA), store.load_identity(MMP))) == [(MARIA, True)]

    assert [copy.subject for copy in copies(letter)] == ["Beslut", "Bilaga till beslut"]
    assert {copy.mailbox.holder for copy in copies(letter)} == {MARIA}


def test_one_message_of_the_letter_can_be_chosen(letter: Message, post: cast.Post) -> None:
    post(cast.SERVICE, forwarded(letter, MARIA, message_id="M-2"), store.load_identity(MMP))

    [copy] = copies(letter)
    assert (copy.subject, copy.position) == ("Bilaga till beslut", 0)
    assert [bytes(file.content) for file in copy.attachments.all()] == [cast.PDF]


def test_who_gets_it_is_not_asked_for_the_answer_that_its_sender_wants(kommun_a: Sender, post: cast.Post) -> None:
    asking = kommun_a.text(reply=compose.ReplyOptions.REQUESTED, receipt=compose.ReceiptOptions.SIMPLE)
    assert kommun_a.deliver(kommun_a.letter(ARVID, asking)).delivered
    letter = Message.objects.select_related("delivery").get()

    post(cast.SERVICE, forwarded(letter, MARIA), store.load_identity(MMP))

    assert len(copies(letter)) == 1
    assert [request.message for request in AnswerRequest.objects.all()] == [letter]


def test_two_messages_with_the_same_id_come_both(kommun_a: Sender, post: cast.Post) -> None:
    same = [kommun_a.text(subject=subject, message_id="M-1") for subject in ("Ett", "Två")]
    assert kommun_a.deliver(kommun_a.letter(ARVID, *same)).delivered
    letter = Message.objects.select_related("delivery").filter(position=0).get()

    post(cast.SERVICE, forwarded(letter, MARIA, message_id="M-1"), store.load_identity(MMP))

    assert [copy.subject for copy in copies(letter)] == ["Ett", "Två"]


def test_several_recipients_each_get_it_whole(letter: Message, post: cast.Post) -> None:
    CallingOperator(MMP, post).register(TOLVAN)

    answer = post(cast.SERVICE, forwarded(letter, MARIA, TOLVAN), store.load_identity(MMP))

    assert outcomes(answer) == [(MARIA, True), (TOLVAN, True)]
    found = [(copy.mailbox.holder, copy.subject) for copy in copies(letter)]
    assert found == [(who, what) for who in (MARIA, TOLVAN) for what in ("Beslut", "Bilaga till beslut")]
    assert Forwarding.objects.count() == 1


def test_who_registered_since_gets_a_mailbox_with_it(letter: Message, post: cast.Post) -> None:
    CallingOperator(KIVRA, post).register(TOLVAN)

    answer = post(AT_KIVRA, forwarded(letter, TOLVAN), store.load_identity(MMP))

    assert outcomes(answer) == [(TOLVAN, True)]
    assert {copy.mailbox.operator.name for copy in copies(letter)} == {KIVRA}


@pytest.mark.parametrize("to", [TOLVAN, KIVRAS, REFUSES_KOMMUN_A], ids=["no mailbox", "elsewhere", "refuses"])
def test_who_cannot_get_it_is_an_answer_and_nothing_is_kept(letter: Message, post: cast.Post, to: str) -> None:
    answer = post(cast.SERVICE, forwarded(letter, to), store.load_identity(MMP))

    assert outcomes(answer) == [(to, False)]
    assert answer.element.findtext(".//{*}TransId")
    assert (copies(letter), Forwarding.objects.count(), Delivery.objects.count()) == ([], 0, 1)


def test_what_was_not_delivered_can_be_tried_again_later(letter: Message, post: cast.Post) -> None:
    request = forwarded(letter, TOLVAN)
    assert outcomes(post(cast.SERVICE, request, store.load_identity(MMP))) == [(TOLVAN, False)]
    CallingOperator(MMP, post).register(TOLVAN)

    assert outcomes(post(cast.SERVICE, request, store.load_identity(MMP))) == [(TOLVAN, True)]


def test_a_recipient_who_has_left_since_is_still_told_as_delivered(letter: Message, post: cast.Post) -> None:
    request = forwarded(letter, MARIA)
    post(cast.SERVICE, request, store.load_identity(MMP))
    CallingOperator(MMP, post).deregister(MARIA)
    opening.close_mailboxes(Operator.objects.get(name=MMP), [MARIA])

    assert outcomes(post(cast.SERVICE, request, store.load_identity(MMP))) == [(MARIA, True)]
    assert len(copies(letter)) == 2


@pytest.mark.parametrize(
    "change",
    [{"note": b"Andra ord."}, {"subject": "Annat"}, {"message_id": "M-1"}],
    ids=["other words", "other subject", "one message"],
)
def test_anything_else_in_the_call_makes_it_another_forwarding(
    letter: Message, post: cast.Post, change: dict[str, object]
) -> None:
    first = post(cast.SERVICE, forwarded(letter, MARIA), store.load_identity(MMP))
    second = post(cast.SERVICE, forwarded(letter, MARIA, **change), store.load_identity(MMP))  # type: ignore[arg-type]  # passed on as they came

    assert first.element.findtext(".//{*}TransId") != second.element.findtext(".//{*}TransId")
    assert Forwarding.objects.count() == 2


def test_the_forwarder_s_words_are_kept_as_text_on_one_line_of_subject(letter: Message, post: cast.Post) -> None:
    request = forwarded(
        letter, MARIA, subject=" Vb:\n  Beslut ", note=b"<p>Hej <b>Maria</b></p>", kind="text/html"
    )

    assert outcomes(post(cast.SERVICE, request, store.load_identity(MMP))) == [(MARIA, True)]

    kept = Forwarding.objects.get()
    assert (kept.subject, kept.note.strip()) == ("Vb: Beslut", "Hej Maria")
    assert (kept.holder, kept.holder_name) == (ARVID, "Arvid Lindgren")
    assert kept.operator_organisation == store.load_identity(MMP).organisation.value


def test_the_evidence_is_the_original_s_and_the_caller_only_carried_it(letter: Message, post: cast.Post) -> None:
    post(cast.SERVICE, forwarded(letter, MARIA), store.load_identity(MMP))

    delivery, original = copies(letter)[0].delivery, letter.delivery
    for column in ("sender", "sender_name", "sender_certificate", "dispatcher_certificate", "sealed_on"):
        assert getattr(delivery, column) == getattr(original, column), column
    assert delivery.dispatcher == store.load_identity(MMP).organisation.value
    assert delivery.recipient == MARIA
    assert delivery.signed_digest != original.signed_digest


def test_the_recipient_s_channels_are_told_once_for_each_message(letter: Message, post: cast.Post) -> None:
    request = forwarded(letter, MARIA)
    for _ in range(2):
        post(cast.SERVICE, request, store.load_identity(MMP))

    assert Announcement.objects.filter(message__mailbox__holder=MARIA).count() == 2 * 2


class TestRefusals:
    """Each by its code and reason, and nothing is kept."""

    @pytest.fixture(autouse=True)
    def _nothing_is_kept(self, letter: Message) -> object:
        yield
        assert (copies(letter), Forwarding.objects.count()) == ([], 0)

    @pytest.mark.parametrize("caller", ["kommun-a", "kommun-b", "formedlaren", "far"])
    def test_who_is_no_operator_may_not_forward(self, letter: Message, post: cast.Post, caller: str) -> None:
        answer = post(cast.SERVICE, forwarded(letter, MARIA), store.load_identity(caller))

        assert (answer.fault.code, answer.fault.reason) == (5002, "caller-is-not-the-holders-operator")
        assert store.load_identity(caller).organisation.value in answer.fault.text.swedish
        assert store.load_identity(caller).organisation.value in answer.fault.text.english

    def test_without_a_certificate_nobody_is_let_in(self, letter: Message, post: cast.Post) -> None:
        answer = post(cast.SERVICE, forwarded(letter, MARIA), None)

        assert answer.fault.code in {3, 5, 5002}

    def test_the_recipient_cannot_take_it_in_the_holder_s_name(self, letter: Message, post: cast.Post) -> None:
        answer = post(cast.SERVICE, forwarded(letter, MARIA, by=MARIA), store.load_identity(MMP))

        assert (answer.fault.code, answer.fault.reason) == (5001, "forwarder-is-not-addressee")
        assert "Header/Sender/Id" in answer.body.decode()

    @pytest.mark.parametrize(
        ("to", "reason"),
        [
            (["198101052383"], "recipient-check-digit-wrong"),
            (["198102302380"], "recipient-day-does-not-exist"),
            ([MARIA, MARIA], None),
        ],
    )
    def test_impossible_or_repeated_recipients_are_refused(
        self, letter: Message, post: cast.Post, to: list[str], reason: str | None
    ) -> None:
        answer = post(cast.SERVICE, forwarded(letter, *to), store.load_identity(MMP))

        assert answer.fault.code == 5001
        assert reason in {None, answer.fault.reason}

    @pytest.mark.parametrize("wanted", ["m-1", " M-1", "M-1 M-2", "0"])
    def test_an_id_that_the_letter_has_not_is_told_as_it_was_given(
        self, letter: Message, post: cast.Post, wanted: str
    ) -> None:
        answer = post(cast.SERVICE, forwarded(letter, MARIA, message_id=wanted), store.load_identity(MMP))

        assert (answer.fault.code, answer.fault.reason) == (5003, "message-to-forward-unknown")

    @pytest.mark.parametrize("place", [0, 1], ids=["one signature", "the other"])
    def test_a_signature_with_one_octet_changed_does_not_hold(
        self, letter: Message, post: cast.Post, place: int
    ) -> None:
        def change(request: etree._Element) -> None:
            value = request.findall(".//{*}SignatureValue")[place]
            text = (value.text or "").strip()
            value.text = ("B" if text[0] != "B" else "C") + text[1:]

        answer = post(cast.SERVICE, forwarded(letter, MARIA, change=change), store.load_identity(MMP))

        assert answer.fault.code == 5012

    def test_a_letter_that_lost_a_signature_is_no_letter(self, letter: Message, post: cast.Post) -> None:
        def change(request: etree._Element) -> None:
            [signature, *_] = request.findall(".//{http://www.w3.org/2000/09/xmldsig#}Signature")
            parent = signature.getparent()
            assert parent is not None
            parent.remove(signature)

        answer = post(cast.SERVICE, forwarded(letter, MARIA, change=change), store.load_identity(MMP))

        assert answer.status != 200

    @pytest.mark.parametrize("part", ["Header", "Message", "OrginalDelivery"])
    def test_each_part_of_the_call_must_be_there(self, letter: Message, post: cast.Post, part: str) -> None:
        def change(request: etree._Element) -> None:
            found = request.find(f".//{NAMESPACE}{part}")
            assert found is not None
            request[0].remove(found)

        answer = post(cast.SERVICE, forwarded(letter, MARIA, change=change), store.load_identity(MMP))

        assert answer.fault.code == 5001 or answer.fault.code == 1

    def test_without_recipients_there_is_nothing_to_do(self, letter: Message, post: cast.Post) -> None:
        assert post(cast.SERVICE, forwarded(letter), store.load_identity(MMP)).status != 200

    def test_while_the_register_is_down_it_may_be_sent_again(
        self, letter: Message, post: cast.Post, settings: Settings
    ) -> None:
        settings.REGISTER_URL = "https://localhost:1/nothing/"

        answer = post(cast.SERVICE, forwarded(letter, MARIA), store.load_identity(MMP))

        assert (answer.fault.code, answer.fault.is_permanent) == (4999, False)


def test_an_operator_that_the_holder_has_left_may_forward_the_old_letter(letter: Message, post: cast.Post) -> None:
    CallingOperator(DIGIMAIL, post).change(ARVID)

    answer = post(cast.SERVICE, forwarded(letter, MARIA), store.load_identity(MMP))

    assert outcomes(answer) == [(MARIA, True)]


def test_a_holder_may_hand_a_letter_back_to_the_same_mailbox(letter: Message, post: cast.Post) -> None:
    assert outcomes(post(cast.SERVICE, forwarded(letter, ARVID), store.load_identity(MMP))) == [(ARVID, True)]
    assert len(copies(letter)) == 2
