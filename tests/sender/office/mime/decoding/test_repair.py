"""Heads that a program on the way has damaged are read as if it had not."""

from email import message_from_bytes

import pytest

from sender.office.mime.decoding.repair import repair_heads

HEAD = b"From: a@b.example\r\nSubject: Beslut\r\nMIME-Version: 1.0\r\n"
BODY = b"\r\nHej!\r\n"


def test_a_head_without_damage_is_unchanged() -> None:
    assert repair_heads(HEAD + BODY) == HEAD + BODY


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b" \t\r\n", b"\xef\xbb\xbf\r\n"])
def test_what_stands_before_the_first_header_is_left_out(before: bytes) -> None:
    assert repair_heads(before + HEAD + BODY) == HEAD + BODY


@pytest.mark.parametrize(
    "line", [b">From - Sat Nov 28 2026\r\n", b"no header at all\r\n", b"--- forwarded ---\r\n", b": x\r\n"]
)
def test_a_line_that_is_no_header_is_left_out(line: bytes) -> None:
    repaired = repair_heads(b"From: a@b.example\r\n" + line + b"Subject: Beslut\r\n" + BODY)

    assert message_from_bytes(repaired)["Subject"] == "Beslut"
    assert line not in repaired


def test_a_header_goes_on_over_lines_that_begin_with_a_blank() -> None:
    head = b"Subject: Beslut\r\n om plats\r\n\tinom kort\r\nFrom: a@b.example\r\n"

    assert repair_heads(head + BODY) == head + BODY


@pytest.mark.parametrize("name", [b"Subject", b"subject", b"Content-Type", b"X-MM-Label"])
def test_a_blank_before_the_colon_is_taken_away(name: bytes) -> None:
    assert repair_heads(name + b" \t: x\r\n" + BODY) == name + b": x\r\n" + BODY


def test_lines_after_the_last_header_may_be_text_and_are_kept() -> None:
    mail = b"From: a@b.example\r\nSubject: x\r\nHej, det saknas en tom rad\r\n\r\nmer\r\n"

    assert b"Hej, det saknas en tom rad" in repair_heads(mail)


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_lines_of_every_system_are_read(end: bytes) -> None:
    mail = (b"From: a@b.example\r\nno header\r\nSubject: x\r\n" + BODY).replace(b"\r\n", end)

    assert b"no header" not in repair_heads(mail)


def test_carriage_returns_that_a_server_doubled_are_single_again() -> None:
    assert repair_heads((HEAD + BODY).replace(b"\r\n", b"\r\r\n")) == HEAD + BODY


def test_the_heads_of_parts_are_repaired_and_their_bodies_left_alone() -> None:
    mail = (
        b'Content-Type: multipart/mixed; boundary="cut"\r\n\r\n'
        b"--cut\r\nno header\r\nContent-Type: text/plain\r\n\r\nno header\r\n--cut--\r\n"
    )

    assert repair_heads(mail) == (
        b'Content-Type: multipart/mixed; boundary="cut"\r\n\r\n'
        b"--cut\r\nContent-Type: text/plain\r\n\r\nno header\r\n--cut--\r\n"
    )


def test_a_mail_without_a_body_keeps_its_head() -> None:
    assert repair_heads(HEAD) == HEAD


def test_no_bytes_are_no_mail() -> None:
    assert repair_heads(b"") == b""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"Content-Type: text/html charset=utf-8", b"Content-Type: text/html; charset=utf-8"),
        (b"Content-Type: text/html, charset=utf-8", b"Content-Type: text/html; charset=utf-8"),
        (b"content-type: multipart/mixed boundary=b", b"content-type: multipart/mixed; boundary=b"),
        (b"Content-Type: plain/text; charset=utf-8", b"Content-Type: text/plain; charset=utf-8"),
        (b"Content-Type: text/htm", b"Content-Type: text/html"),
        (b"Content-Type: text/html", b"Content-Type: text/html"),
        (b"Content-Type: application/pdf; name=plain/text", b"Content-Type: application/pdf; name=plain/text"),
        (b"Subject: text/html charset=utf-8", b"Subject: text/html charset=utf-8"),
    ],
)
def test_a_type_is_mended_as_programs_mean_it(written: bytes, read: bytes) -> None:
    assert repair_heads(written + b"\r\n\r\nHej").startswith(read + b"\r\n")
