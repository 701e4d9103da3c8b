"""Callers that send too much, too slowly, too often, or nonsense; and the end of a simulator."""

import smtplib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_django.fixtures import Settings

from sender.office.models import OfficeMail
from sender.office.smtp import session
from sender.office.smtp.session import SessionLimits
from tests import cast
from tests.sender.office.conftest import CLERK, TO_MARIA, Office, nothing_is_stored, written
from tests.waiting import eventually


@contextmanager
def raw(office: Office) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", office.port), timeout=10) as caller:
        yield caller


def until_closed(caller: socket.socket) -> bytes:
    said = b""
    try:
        while octets := caller.recv(65_536):
            said += octets
    except ConnectionResetError:
        pass
    return said


def test_a_silent_caller_is_told_and_let_go(office: Office, settings: Settings) -> None:
    settings.SLOW_CLIENT_SECONDS = 0.2

    with raw(office) as caller:
        said = until_closed(caller)

    assert said.startswith(b"220 ")
    assert b"421 4.4.2 " in said


def test_a_caller_that_stops_in_the_middle_of_a_mail_leaves_nothing(office: Office, settings: Settings) -> None:
    settings.SLOW_CLIENT_SECONDS = 0.3

    with raw(office) as caller:
        caller.sendall(f"EHLO x\r\nMAIL FROM:<{CLERK}>\r\nRCPT TO:<{TO_MARIA}>\r\nDATA\r\nSubject: x\r\n".encode())
        said = until_closed(caller)

    assert b"354 " in said
    assert b"421 4.4.2 " in said
    assert nothing_is_stored()


def test_a_caller_that_hangs_up_before_the_end_leaves_nothing(office: Office) -> None:
    with raw(office) as caller:
        caller.sendall(f"EHLO x\r\nMAIL FROM:<{CLERK}>\r\nRCPT TO:<{TO_MARIA}>\r\nDATA\r\nSubject: x\r\n".encode())
        said = b""
        while b"354" not in said:
            said += caller.recv(1000)

    eventually(lambda: not office.gateway.sessions)
    assert nothing_is_stored()


def test_a_program_that_never_ends_a_line_is_cut_off(office: Office) -> None:
    office.gateway.limits = SessionLimits(unanswered_bytes=100_000)

    with raw(office) as caller:
        try:
            for _ in range(1_000):
                caller.sendall(b"x" * 10_000)
        except OSError:
            pass
        else:
            pytest.fail("ten million bytes were taken")

    eventually(lambda: not office.gateway.sessions)


def test_a_mail_that_is_announced_as_too_large_is_refused_before_it_is_sent(office: Office) -> None:
    with office.connect() as program:
        program.ehlo()
        assert int(program.esmtp_features["size"]) == session.MAX_MAIL_BYTES
        code, words = program.mail(CLERK, [f"SIZE={session.MAX_MAIL_BYTES + 1}"])

    assert code == 552
    assert b"about 1.4 MB" in words


def test_a_mail_that_turns_out_too_large_is_refused_and_the_next_one_is_taken(office: Office) -> None:
    with office.connect() as program:
        program.helo()
        with pytest.raises(smtplib.SMTPDataError) as refused:
            program.sendmail(
                CLERK, TO_MARIA, b"Subject: x\r\n\r\n" + b"x" * 70 * 1000 + b"\r\n" + b"y\r\n" * 1_100_000
            )
        assert refused.value.smtp_code in {500, 552}
        assert program.sendmail(CLERK, TO_MARIA, written().as_bytes()) == {}


def test_long_lines_that_the_standard_forbids_are_taken_up_to_a_limit(office: Office) -> None:
    head = f"From: {CLERK}\r\nSubject: x\r\n\r\n".encode()

    assert office.send(head + b"ord " * 7_500)[0] == 250
    code, words = office.send(head + b"x" * 200_000)
    assert code == 500
    assert "65536" in words


def test_recipients_beyond_the_limit_are_sent_another_mail(office: Office) -> None:
    office.gateway.limits = SessionLimits(recipients=1)

    code, words = office.send(written(), TO_MARIA, f"{cast.ARVID}@mm.local")

    assert code == 452
    assert "another mail" in words


def test_too_many_callers_are_turned_away_until_one_goes(office: Office) -> None:
    office.gateway.limits = SessionLimits(sessions=1)
    with office.connect():
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            office.connect()
        assert refused.value.smtp_code == 421
    eventually(lambda: not office.gateway.sessions)
    assert office.send(written())[0] == 250


def test_who_only_chats_is_let_go(office: Office) -> None:
    with office.connect() as program:
        answers = [program.noop()[0] for _ in range(session.MAX_COMMANDS["*"] + 1)]

    assert (answers[0], answers[-1]) == (250, 421)


@pytest.mark.parametrize(
    "said",
    [b"GET / HTTP/1.1\r\n", b"\xff\xfe\r\n", b"\r\n", b"DATA\r\n", b"RCPT TO:<x@mm.local>\r\n", b"EHLO\r\n",
     b"AUTH PLAIN AGEAYg==\r\n", b"MAIL FROM:<>\r\n", b"MAIL FROM:<a@b> SIZE=x\r\n", b"\x16\x03\x01\x02\x00\n"],
)  # fmt: skip
def test_nonsense_is_answered_with_an_error_and_goes_no_further(office: Office, said: bytes) -> None:
    with raw(office) as caller:
        caller.recv(1000)
        caller.sendall(said)
        assert caller.recv(1000)[:1] in {b"4", b"5"}
        caller.sendall(b"QUIT\r\n")
        assert b"221" in until_closed(caller)


def test_a_mail_under_way_is_taken_before_the_gateway_stops(office: Office) -> None:
    with raw(office) as caller, office.connect() as idle:
        head = f"EHLO x\r\nMAIL FROM:<{CLERK}>\r\nRCPT TO:<{TO_MARIA}>\r\nDATA\r\n"
        caller.sendall(head.encode())
        said = b""
        while b"354" not in said:
            said += caller.recv(1000)
        stopping = threading.Thread(target=office.stop)
        stopping.start()
        assert idle.sock is not None
        assert b"421" in idle.sock.recv(1000)
        caller.sendall(written().as_bytes().replace(b"\n", b"\r\n") + b"\r\n.\r\n")
        ending = until_closed(caller)
        stopping.join(10)

    assert b"250 2.0.0 Stored" in ending
    assert b"421" in ending
    assert OfficeMail.objects.count() == 1
