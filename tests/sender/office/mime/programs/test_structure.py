"""The structure of mails: line ends, parts within parts, and heads as servers change them."""

import pytest

from tests import cast
from tests.sender.office.conftest import with_pdf, written
from tests.sender.office.mime.mails import raw, refused, text_of
from tests.sender.office.mime.programs.parts import HEJ, OF_PDF, OF_PNG, SHOWN_PNG, attached, coded, parts


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\r\r\n"])
def test_lines_end_as_every_system_ends_them(end: str) -> None:
    mail = parts(HEJ, coded("application/pdf; name=beslut.pdf")).replace(b"\r\n", end.encode())

    text = text_of(mail)

    assert (text.subject, text.body) == ("Beslut", "Hej Åsa!")
    assert [item.content for item in text.attachments] == [cast.PDF]


def test_parts_lie_within_parts() -> None:
    related = (
        "Content-Type: multipart/related; boundary=c\n\n--c\nContent-Type: text/html; charset=utf-8\n\n"
        f"<p>Rik <img src=cid:x></p>\n--c\n{coded('image/png', OF_PNG, 'Content-ID: <x>')}\n--c--"
    )
    alternative = f"Content-Type: multipart/alternative; boundary=b\n\n--b\n{HEJ}\n--b\n{related}\n--b--"

    text = text_of(parts(alternative, coded("application/pdf; name=beslut.pdf")))

    assert SHOWN_PNG in text.body
    assert "Hej Åsa!" not in text.body
    assert len(text.attachments) == 1


def test_the_last_boundary_may_be_missing() -> None:
    assert text_of(parts(HEJ, coded("application/pdf; name=a.pdf"), end="")).attachments[0].content == cast.PDF


def test_a_very_long_line_is_read() -> None:
    words = "ord " * 15_000

    assert text_of(raw(words)).body.strip() == words.strip()


def test_a_mail_of_very_many_files_is_refused() -> None:
    mail = written()
    for number in range(101):
        with_pdf(mail, f"{number}.pdf", cast.PDF + str(number).encode())

    assert "fler än 100 bilagor" in refused(mail)


@pytest.mark.parametrize(
    "line",
    ["sparad av Gateway Received: x", ">From karin Sat Nov 28", "From karin@kommun-a.example Sat Nov 28",
     "***SPAM***", "(ingen rubrik)", "Å: x", "[utanför organisationen]"],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_that_is_no_header_is_passed_over(line: str, place: int) -> None:
    head = ["From: Karin <handlaggare@kommun-a.example>", "MIME-Version: 1.0", "Subject: Beslut"]
    head.insert(place, line)

    text = text_of("\r\n".join([*head, "", "Hej!"]))

    assert (text.subject, text.body) == ("Beslut", "Hej!")


def test_the_heads_of_parts_are_read_alike() -> None:
    text = text_of(parts(HEJ, "skannad här\n" + coded("application/pdf", OF_PDF, attached("a.pdf"))))

    assert [item.filename for item in text.attachments] == ["a.pdf"]


@pytest.mark.parametrize(
    "subject", ["Subject : Beslut", "SUBJECT:Beslut", "Subject:\tBeslut", "Subject:\n Beslut"]
)
def test_the_subject_is_found_however_its_line_is_written(subject: str) -> None:
    assert text_of(f"From: k@kommun-a.example\n{subject}\n\nHej!").subject == "Beslut"


def test_a_text_that_follows_the_head_without_an_empty_line_is_kept() -> None:
    text = text_of("From: k@kommun-a.example\nSubject: Beslut\nHej på dig.\nMer text\n")

    assert text.body.split() == ["Hej", "på", "dig.", "Mer", "text"]


@pytest.mark.parametrize(
    "name", ["X-Microsoft-Antispam-Message-Info", "References", "Received", "Content-Security", "Cc"]
)
def test_headers_that_servers_add_may_be_of_any_length(name: str) -> None:
    assert text_of(raw("Hej!", f"{name}: " + "x" * 100_000)).body == "Hej!"


def test_parts_whose_boundary_ends_with_a_blank_end_where_it_says() -> None:
    body = "--a b \nContent-Type: text/plain\n\nHej!\n--a b --\n"

    assert text_of(raw(body, 'Content-Type: multipart/mixed; boundary="a b "')).body == "Hej!"
