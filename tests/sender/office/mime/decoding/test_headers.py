"""What a mail's headers say: its subject, where an answer would go, and whether a program wrote it."""

from typing import Any

import pytest

from tests.sender.office.mime.mails import raw, read, text_of


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("=?utf-8?B?w4VzYQ==?=", "Åsa"),
        ("=?windows-1252?Q?5_=80?= kvar", "5 € kvar"),
        ("Åsa utan kodning", "Åsa utan kodning"),
        (b"\xc5sa i latin1".decode("ascii", "surrogateescape"), "Åsa i latin1"),
        ("=?okänd?B?w4VzYQ==?=", "Åsa"),
        ("Beslut\tmed\x07 tecken", "Beslut med tecken"),
        ("VB: SV: Beslut", "VB: SV: Beslut"),
    ],
)
def test_the_subject_is_read_however_it_is_written(header: str, shown: str) -> None:
    assert text_of(raw("Hej", subject=header)).subject == shown


def test_the_subject_may_be_255_characters() -> None:
    assert text_of(raw("x", subject="å" * 255)).subject == "å" * 255


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ((), "handlaggare@kommun-a.example"),
        (("Reply-To: Kundtjänst <kundtjanst@kommun-a.example>",), "kundtjanst@kommun-a.example"),
        (("Reply-To: inte en adress",), "handlaggare@kommun-a.example"),
    ],
)
def test_where_an_answer_would_go_stands_in_the_message(headers: tuple[str, ...], address: str) -> None:
    text = text_of(raw("Hej", *headers))

    assert text.support_email == address
    assert address in text.support_text


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ((), False),
        (("Auto-Submitted: no",), False),
        (("Auto-Submitted: auto-generated",), True),
        (("Precedence: bulk",), True),
    ],
)
def test_automatic_mail_is_known_so_that_no_program_answers_it(headers: tuple[str, ...], automatic: Any) -> None:
    assert read(raw("Hej", *headers)).is_automatic is automatic
