"""Files that are coded within the text come out of it, and nothing else does."""

import base64
import binascii

import pytest

from sender.office.mime.decoding.transfer import Undecodable
from sender.office.mime.decoding.uuencoded import separate_files
from tests import cast
from tests.sender.office.mime.mails import raw, refused, text_of

OCTETS = b"%PDF-1.4 " + bytes(range(200))


def coded(name: str, octets: bytes = OCTETS) -> str:
    lines = [binascii.b2a_uu(octets[at : at + 45]).decode() for at in range(0, len(octets), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"


def coded_in_base64(name: str, octets: bytes = OCTETS) -> str:
    return f"begin-base64 644 {name}\n{base64.encodebytes(octets).decode()}====\n"


@pytest.mark.parametrize("code", [coded, coded_in_base64])
@pytest.mark.parametrize("name", ["beslut.pdf", "mitt beslut (1).pdf", "Beslut å.pdf"])
def test_a_file_comes_out_with_its_name(code: object, name: str) -> None:
    assert callable(code)

    text, files = separate_files("Hej!\n\n" + code(name) + "\nMvh")

    assert files == [(name, OCTETS)]
    assert text == "Hej!\n\n\nMvh"


def test_several_files_come_out_in_their_order() -> None:
    text, files = separate_files(
        coded("a.pdf", b"ett") + coded_in_base64("b.pdf", b"two") + coded("c.pdf", b"tre")
    )

    assert files == [("a.pdf", b"ett"), ("b.pdf", b"two"), ("c.pdf", b"tre")]
    assert text.strip() == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hej",
        "begin 644 mötet med en fika\noch fortsätt sedan",
        "Vi begin-base64 644 x",
        "begin 64 x\nM",
        "begin 644 \nabc",
        "begin",
        "I begin 644 x",
    ],
)
def test_words_stay_words(text: str) -> None:
    assert separate_files(text) == (text, [])


@pytest.mark.parametrize("mark", ["end", "===="])
def test_a_file_without_its_end_is_cut_off(mark: str) -> None:
    code = coded("x.pdf") if mark == "end" else coded_in_base64("x.pdf")

    with pytest.raises(Undecodable):
        separate_files(code.replace(mark, ""))


def test_a_file_within_html_comes_out_too() -> None:
    text = text_of(raw(f"<p>Hej!</p>\n{coded('Beslut.pdf', cast.PDF)}<p>Mvh</p>", "Content-Type: text/html"))

    assert [(item.filename, item.content) for item in text.attachments] == [("Beslut.pdf", cast.PDF)]
    assert "begin 644" not in text.body
    assert "Mvh" in text.body


def test_an_empty_file_is_no_text() -> None:
    assert "a.pdf" in refused(raw("Hej!\nbegin 644 a.pdf\n`\nend\n"))
