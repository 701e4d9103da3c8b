"""What gateways put before a PDF is cut off where the bytes are still ours, and nothing else is."""

import base64

import pytest

from infra.message_rules.file_types import BEGINS_WITHIN, ContentKind, recognise_content, without_prefix
from tests import cast
from tests.sender.office.mime.mails import raw, text_of
from tests.sender.office.mime.programs.parts import coded

LINES = b"X-Gateway: scanned, f\xf6rsta\r\n" * 100


@pytest.mark.parametrize("before", [LINES, b" " * 2_000, b"\0" * 2_000, LINES * 20])
def test_lines_before_a_pdf_are_cut_off(before: bytes) -> None:
    assert recognise_content(before + cast.PDF) is None
    assert without_prefix(before + cast.PDF) == cast.PDF
    assert recognise_content(without_prefix(before + cast.PDF)) is ContentKind.PDF


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Hej",
        cast.PDF,
        b"x" * (BEGINS_WITHIN - 1) + cast.PDF,
        b"MZ" + LINES + cast.PDF,
        b"<html>" + LINES + cast.PDF,
        b"PK\x03\x04" + LINES + cast.PDF,
        b"\x01\x02" + LINES + cast.PDF,
        b"x" * 70_000 + cast.PDF,
    ],
)
def test_other_content_stays_as_it_is(content: bytes) -> None:
    assert without_prefix(content) == content


def test_a_pdf_that_a_gateway_has_written_before_is_attached() -> None:
    mail = raw(
        f"--a\n{coded('application/pdf; name=a.pdf', base64.b64encode(LINES + cast.PDF).decode())}\n--a--\n",
        'Content-Type: multipart/mixed; boundary="a"',
    )

    assert text_of(mail).attachments[0].content == cast.PDF
