"""How the gateway talks to e-mail programs: TLS, the size of mails, bounces and the letters of its answers."""

import smtplib
import ssl
from email.message import EmailMessage

from django.conf import settings as configured

from mailbox_operator.models import Message
from sender.office.models import OfficeMail
from tests import cast
from tests.relay import work
from tests.sender.office.conftest import CLERK, TO_MARIA, Office, nothing_is_stored, with_pdf, written
from tests.waiting import eventually


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


def test_a_program_hears_what_the_gateway_offers_and_no_password_is_asked_for(office: Office) -> None:
    with office.connect() as program:
        code, offers = program.ehlo("kontoret.example")

    assert code == 250
    assert {b"STARTTLS", b"SMTPUTF8", b"8BITMIME", b"ENHANCEDSTATUSCODES"} <= set(offers.split(b"\n"))
    assert b"AUTH" not in offers


def test_whether_an_address_exists_is_not_told(office: Office) -> None:
    with office.connect() as program:
        program.ehlo()
        assert program.verify(TO_MARIA) == (252, b"2.5.0 Send a mail, and see")


def test_the_same_recipient_written_in_two_ways_is_one(office: Office) -> None:
    code, words = office.send(written(), TO_MARIA, "19810105-2382@mm.local", TO_MARIA)

    assert (code, words) == (250, "2.0.0 Stored: 1 for delivery")


def test_a_sender_who_may_not_send_can_say_another_in_the_same_session(office: Office) -> None:
    with office.connect() as program:
        program.ehlo()
        assert program.mail("x@else.example")[0] == 550
        assert program.mail(CLERK)[0] == 250
        assert program.rcpt(TO_MARIA)[0] == 250
        assert program.data(written().as_bytes())[0] == 250


def test_several_mails_go_in_one_session(office: Office) -> None:
    with office.connect() as program:
        for _ in range(3):
            assert program.sendmail(CLERK, TO_MARIA, written().as_bytes()) == {}

    assert OfficeMail.objects.count() == 3


def test_a_session_that_ended_is_not_counted_any_more(office: Office) -> None:
    with office.connect() as program:
        program.ehlo()
        assert len(office.gateway.sessions) == 1

    eventually(lambda: not office.gateway.sessions)
