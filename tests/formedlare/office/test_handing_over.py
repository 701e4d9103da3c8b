"""A mail is taken, and then it is stored; or it is refused in words, and nothing is."""

import smtplib
import ssl
from email.message import EmailMessage

import pytest
from django.conf import settings as configured
from django.db import OperationalError
from lxml import etree
from pytest_django.fixtures import Settings

from far.models import Sender as RegisteredSender
from formedlare import intake
from formedlare.models import Distribution, Leg
from formedlare.office import desk
from formedlare.office.models import OfficeMail, OfficeSender
from infra.pki.trust import current_trust
from infra.xmlsig import SignedName, verify
from mailbox_operator.models import Message
from tests import cast
from tests.formedlare.conftest import work
from tests.formedlare.office.conftest import (
    CLERK,
    OTHER_CLERK,
    TO_MARIA,
    Office,
    nothing_is_stored,
    with_pdf,
    written,
)


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
    proof = verify(signed, SignedName.SIGNED_DELIVERY_V3, current_trust())
    assert proof.organisation.value == delivery.sender == "162021004748"
    assert (delivery.origin, delivery.sender_name) == ("office", "Kommun A")


@pytest.mark.parametrize("number", ["198101052382", "19810105-2382", "810105-2382", "8101052382", '"810105-2382"'])
def test_a_number_is_understood_as_people_write_it(office: Office, number: str) -> None:
    assert office.send(written(), f"{number}@MM.Local")[0] == 250
    assert OfficeMail.objects.get().recipient == cast.MARIA


def test_each_recipient_gets_a_letter_of_its_own(office: Office) -> None:
    code, words = office.send(written(), TO_MARIA, f"{cast.ARVID}@mm.local", "810105-2382@mm.local")

    assert (code, words) == (250, "2.0.0 Stored: 2 for delivery")
    assert Distribution.objects.count() == 2
    assert {leg.recipient for delivery in Distribution.objects.all() for leg in delivery.legs.all()} == {
        cast.MARIA,
        cast.ARVID,
    }


def test_a_company_is_reached_by_its_organisation_number(office: Office) -> None:
    assert office.send(written(), "202100-3898@mm.local")[0] == 250
    assert OfficeMail.objects.get().recipient == "162021003898"


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


def test_a_whole_domain_may_send(office: Office) -> None:
    OfficeSender.objects.create(address="@skolan.example", identity="kommun-b")
    mail = written()
    mail.replace_header("From", "Rektor@Skolan.example")

    assert office.send(mail, sender="Rektor@Skolan.example")[0] == 250
    assert Distribution.objects.get().sender == "162021003898"


@pytest.mark.parametrize(
    "sender", ["someone@else.example", "handlaggare@evil-kommun-a.example", "x@sub.kommun-a.example"]
)
def test_an_unknown_sender_is_told_so(office: Office, sender: str) -> None:
    code, words = office.send(written(), sender=sender)

    assert code == 550
    assert sender in words
    assert "office_sender" in words
    assert nothing_is_stored()


def test_nobody_writes_in_another_organisations_name(office: Office) -> None:
    mail = written()
    mail.replace_header("From", OTHER_CLERK)

    code, words = office.send(mail)

    assert code == 550
    assert OTHER_CLERK in words
    assert nothing_is_stored()


@pytest.mark.parametrize("stranger", ["x@evil.se", OTHER_CLERK])
def test_no_other_author_stands_beside_the_one_who_may_send(office: Office, stranger: str) -> None:
    mail = written()
    mail.replace_header("From", f"{CLERK}, {stranger}")

    code, words = office.send(mail)

    assert code == 550
    assert stranger in words
    assert nothing_is_stored()


def test_two_authors_of_the_same_organisation_may_write_together(office: Office) -> None:
    OfficeSender.objects.create(address="chef@kommun-a.example", identity="kommun-a")
    mail = written()
    mail.replace_header("From", f"{CLERK}, chef@kommun-a.example")

    assert office.send(mail)[0] == 250


def test_a_crowd_of_authors_is_refused(office: Office) -> None:
    mail = written()
    mail.replace_header("From", ", ".join([CLERK] * 11))

    code, words = office.send(mail)

    assert code >= 500
    assert "has 11 authors" in words
    assert nothing_is_stored()


@pytest.mark.parametrize(
    "address", ["anna@example.org", "198101052382@example.org", "198101052382@mm.local.example"]
)
def test_it_is_no_open_relay(office: Office, address: str) -> None:
    code, words = office.send(written(), address)

    assert code == 550
    assert "@mm.local" in words


@pytest.mark.parametrize("number", ["198101052383", "19810132-2382", "anna", "", "1981010523821", "..%2f"])
def test_a_wrong_number_is_refused_with_what_is_right(office: Office, number: str) -> None:
    code, words = office.send(written(), f"{number}@mm.local")

    assert code in {550, 553}
    assert "198101052383" not in words


def test_one_wrong_number_does_not_stop_the_others(office: Office) -> None:
    with office.connect() as program:
        refused = program.sendmail(CLERK, [TO_MARIA, "198101052383@mm.local"], written().as_bytes())

    assert list(refused) == ["198101052383@mm.local"]
    assert OfficeMail.objects.get().recipient == cast.MARIA


def test_a_bounce_is_not_taken(office: Office) -> None:
    code, words = office.send(written(), sender="")

    assert code == 550
    assert "Bounces" in words


def test_a_mail_that_makes_too_large_a_message_is_refused(office: Office) -> None:
    code, words = office.send(with_pdf(written(), content=cast.PDF + b"x" * 1_600_000))

    assert code == 552
    assert "2097152" in words
    assert nothing_is_stored()


def test_the_largest_pdf_that_the_words_promise_fits(office: Office) -> None:
    assert office.send(with_pdf(written(), content=cast.PDF + b"x" * 1_400_000))[0] == 250
    work()
    assert Message.objects.exists()


def test_a_database_that_fails_in_the_middle_keeps_nothing_and_asks_to_try_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = intake._leg
    recipients: list[str] = []

    def fail_the_second_time(distribution: Distribution, draft: intake.Draft, recipient: str) -> Leg:
        recipients.append(recipient)
        if len(recipients) == 2:
            raise OperationalError("database or disk is full")
        return real(distribution, draft, recipient)

    mail = written()

    with monkeypatch.context() as patch:
        patch.setattr("formedlare.intake._leg", fail_the_second_time)
        code, words = office.send(mail, TO_MARIA, f"{cast.ARVID}@mm.local")

    assert code == 451
    assert "nothing of it has been" in words
    assert nothing_is_stored()
    assert office.send(mail, TO_MARIA, f"{cast.ARVID}@mm.local")[0] == 250


def test_a_database_that_is_away_asks_to_try_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_address: str) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("formedlare.office.addresses.sender_of", away)

    assert office.send(written())[0] == 451


def test_a_register_that_does_not_answer_asks_to_try_again(office: Office, settings: Settings) -> None:
    settings.REGISTER_URL = "https://localhost:9/webservice/accao/"

    code, words = office.send(written())

    assert code == 451
    assert "FaR" in words
    assert nothing_is_stored()


def test_an_organisation_that_is_no_sender_any_more_is_refused(office: Office) -> None:
    RegisteredSender.objects.filter(organisation="162021004748").update(suspended=True)

    code, words = office.send(written())

    assert code == 554
    assert "getSenders" in words
    assert nothing_is_stored()


@pytest.mark.parametrize("identity", ["aterkallad", "utgangen"])
def test_a_certificate_that_no_operator_would_accept_signs_nothing(office: Office, identity: str) -> None:
    OfficeSender.objects.filter(address=CLERK).update(identity=identity)

    assert office.send(written())[0] == 554
    assert nothing_is_stored()


def test_a_key_that_is_missing_is_somebody_elses_mistake(office: Office) -> None:
    OfficeSender.objects.filter(address=CLERK).update(identity="ingen")

    code, words = office.send(written())

    assert code == 451
    assert "var/pki/clients/ingen" in words


def test_a_mistake_of_ours_asks_to_try_again_and_the_conversation_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError

    with office.connect() as program:
        with monkeypatch.context() as patch:
            patch.setattr(desk, "take", broken)
            with pytest.raises(smtplib.SMTPDataError) as refused:
                program.sendmail(CLERK, TO_MARIA, written().as_bytes())
        assert refused.value.smtp_code == 451
        assert program.sendmail(CLERK, TO_MARIA, written().as_bytes()) == {}


def test_tls_with_the_simulators_certificate(office: Office) -> None:
    trust = ssl.create_default_context(cafile=str(configured.PKI_DIR / "ca.pem"))

    with smtplib.SMTP("localhost", office.port, timeout=10) as program:
        program.starttls(context=trust)
        program.ehlo()
        assert not program.has_extn("auth")
        assert program.sendmail(CLERK, TO_MARIA, written().as_bytes()) == {}


def test_answers_are_ascii_until_the_program_says_that_it_reads_more(office: Office) -> None:
    mail = EmailMessage()

    with office.connect() as program:
        program.ehlo()
        program.mail(CLERK)
        program.rcpt(TO_MARIA)
        plain = program.data(mail.as_bytes())[1]
        program.mail(CLERK, ["SMTPUTF8"])
        program.rcpt(TO_MARIA)
        full = program.data(mail.as_bytes())[1]

    assert b"saknar amne" in plain
    assert "saknar ämne" in full.decode("utf-8")
