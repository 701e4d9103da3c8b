"""A mail that is taken becomes a letter of each recipient's own, and the same mail no second one."""

from lxml import etree

from formedlare.models import Distribution
from infra.pki.trust import current_trust
from infra.xmlsig import SignedName, verify_signature
from mailbox_operator.models import Message
from sender.office.models import OfficeMail
from tests import cast
from tests.relay import work
from tests.sender.office.conftest import OTHER_CLERK, TO_MARIA, Office, with_pdf, written


def test_a_mail_lies_in_the_mailbox_as_its_author_wrote_it(office: Office) -> None:
    code, words = office.send(with_pdf(written()))
    work()

    assert (code, words) == (250, "2.0.0 Stored: 1 for delivery")
    message = Message.objects.get()
    assert (message.subject, message.body_type) == ("Beslut om förskoleplats", "text/plain")
    assert message.body == "Hej!\n\nDu har fått en plats."
    assert [(file.filename, bytes(file.content)) for file in message.attachments.all()] == [
        ("beslut.pdf", cast.PDF)
    ]
    assert message.delivery.sender == "162021004748"


def test_the_message_is_signed_with_the_senders_own_key(office: Office) -> None:
    office.send(written())

    delivery = Distribution.objects.get()
    signed = etree.fromstring(bytes(delivery.content.xml))
    proof = verify_signature(signed, SignedName.SIGNED_DELIVERY_V3, current_trust())
    assert proof.organisation.value == delivery.sender == "162021004748"
    assert (delivery.origin, delivery.sender_name) == ("office", "Kommun A")


def test_the_same_mail_again_makes_no_second_letter(office: Office) -> None:
    mail = written()
    office.send(mail)

    code, words = office.send(mail)

    assert (code, words) == (250, "2.0.0 Stored: 0 for delivery, 1 known before")
    assert Distribution.objects.count() == 1


def test_the_same_mail_to_one_more_is_a_letter_to_that_one_only(office: Office) -> None:
    mail = written()
    office.send(mail)

    office.send(mail, TO_MARIA, f"{cast.ARVID}@mm.local")

    assert list(OfficeMail.objects.order_by("pk").values_list("recipient", flat=True)) == [cast.MARIA, cast.ARVID]


def test_a_mail_without_message_id_is_recognised_by_what_it_says(office: Office) -> None:
    first, other = written(), written(text="Något annat")
    del first["Message-ID"], other["Message-ID"]

    for mail in (first, first, other):
        office.send(mail)

    assert Distribution.objects.count() == 2


def test_two_clerks_mails_with_the_same_message_id_are_two_letters(office: Office) -> None:
    mail = written()
    office.send(mail)
    mail.replace_header("From", OTHER_CLERK)
    office.send(mail, sender=OTHER_CLERK)

    assert set(Distribution.objects.values_list("sender", flat=True)) == {"162021004748", "162021003898"}


def test_a_label_marks_the_letter_as_a_test_runs_own(office: Office) -> None:
    mail = written()
    mail["X-MM-Label"] = "run 7"

    office.send(mail)

    assert Distribution.objects.get().label == "run 7"


def test_a_label_that_is_too_long_is_refused_and_not_cut(office: Office) -> None:
    mail = written()
    mail["X-MM-Label"] = "x" * 101

    code, words = office.send(mail)

    assert code == 554
    assert "101 tecken" in words
    assert not Distribution.objects.exists()
