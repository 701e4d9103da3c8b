"""Files that are none of the types that a mailbox takes are named as what they are, at every door."""

import base64
import gzip
from pathlib import Path

import pytest

from contracts import message
from formedlare.models import ChannelRule
from infra.errors import ContentTypeNotSupported
from infra.message_rules.other_content import describe_content
from infra.message_rules.rules import check_attachment
from tests import cast
from tests.sender.office.mime.mails import refused
from tests.sender.office.mime.programs.parts import HEJ, attached, coded, parts
from tests.sender.print_files.conftest import batch, csv_index, finish, lines, row, take_in, zipped

__all__ = ["batch"]

KINDS = [
    (base64.b64encode(cast.PDF), "en PDF i base64"),
    (b"data:application/pdf;base64," + base64.b64encode(cast.PDF), "en PDF i base64"),
    (base64.b64encode(b"PK\x03\x04word/"), "ett dokument i base64"),
    (cast.PDF.hex().encode(), "en PDF i hexadecimala siffror"),
    (gzip.compress(cast.PDF, mtime=0), "en fil packad med gzip"),
    (b"PK\x03\x04beslut.pdf", "ett arkiv (ZIP)"),
    (b"\xff\xd8\xff\xe0", "en bild"),
    (b"MZ\x90", "ett program"),
    (b"{\\rtf1 Hej}", "RTF"),
    (b"%!PS-Adobe-3.0", "PostScript"),
    (b'<?xml version="1.0"?><a/>', "XML"),
    (b"\n<!DOCTYPE html><p>404", "HTML"),
    (b'{"error": "not found"}', "JSON"),
    (b"C:\\Brev\\beslut 1.pdf", "ett filnamn"),
]


@pytest.mark.parametrize(("content", "words"), KINDS, ids=range(len(KINDS)))
def test_a_kind_is_known_by_its_first_bytes(content: bytes, words: str) -> None:
    found = describe_content(content)

    assert found.swedish == words
    assert found.english


@pytest.mark.parametrize("content", [b"", b"Hej", b"\x00\x01\x02", b"/ hej\n/ igen"])
def test_what_is_not_known_has_no_words(content: bytes) -> None:
    assert not describe_content(content)


@pytest.mark.parametrize(("content", "words"), [KINDS[0], KINDS[4], KINDS[11]], ids=["base64", "gzip", "HTML"])
def test_every_door_says_what_a_file_is(batch: Path, content: bytes, words: str) -> None:
    ChannelRule.objects.all().delete()
    with pytest.raises(ContentTypeNotSupported) as by_soap:
        check_attachment(
            message.Attachment(content_type="application/pdf", body=content, checksum="", filename="a.pdf")
        )
    by_mail = refused(parts(HEJ, coded("application/pdf", base64.b64encode(content).decode(), attached("a.pdf"))))
    index = csv_index([row(cast.ARVID, "a.pdf")])
    [in_print_file] = lines(finish(take_in(zipped(batch / "x.zip", index, {"a.pdf": content}))))

    assert f"inte PDF utan {words}" in by_soap.value.text.swedish
    assert f"Bilagan a.pdf är {words}, och inte vad den heter" in by_mail
    assert f"a.pdf är {words} och ingen PDF" in in_print_file.reason.swedish
