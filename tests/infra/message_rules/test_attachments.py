"""Ending, declared type and content of an attachment agree, for the operator and for the relay alike."""

from collections.abc import Callable

import pytest

from formedlare.models import Distribution
from infra.message_rules.file_types import DOC, DOCX, DOTX, DOTX_AS_PRINTED, FILE_TYPES, ending_of
from mailbox_operator.models import Attachment, Delivery
from sender import compose
from tests import cast
from tests.cast import Reply
from tests.infra.message_rules import files
from tests.relay import Relay, relay

__all__ = ["relay"]

PDF_TYPE = "application/pdf"
BOM = b"\xef\xbb\xbf"


@pytest.fixture(params=["deliverSecure", "distributeSecure"])
def hand_over(request: pytest.FixtureRequest, relay: Relay) -> Callable[[compose.AttachedFile], Reply]:
    """Hand a letter with this attachment over at a door of SOAP."""
    sender = relay.sender

    def to_operator(attachment: compose.AttachedFile) -> Reply:
        return sender.deliver(sender.letter(cast.MARIA, sender.text(attachments=[attachment])))

    def to_relay(attachment: compose.AttachedFile) -> Reply:
        return relay.hand_over(relay.request(cast.MARIA, sender.text(attachments=[attachment])))

    return to_operator if request.param == "deliverSecure" else to_relay


@pytest.mark.parametrize(
    ("name", "declared", "content"),
    [
        ("beslut.pdf", PDF_TYPE, cast.PDF),
        ("BESLUT.PDF", "Application/PDF; name=beslut.pdf", cast.PDF),
        ("beslut", PDF_TYPE, cast.PDF),
        ("Beslut 3.2026", PDF_TYPE, cast.PDF),
        ("Beslut (kap. 3).pdf", PDF_TYPE, b"\r\n" + cast.PDF),
        ("skannad.pdf", PDF_TYPE, b"\x1b%-12345X@PJL JOB\r\n" + cast.PDF),
        ("brev.doc", DOC.content_type, files.DOC),
        ("mall.dot", DOC.content_type, files.DOC),
        ("brev.docx", DOCX.content_type, files.DOCX),
        ("mall.dotx", DOTX.content_type, files.DOCX),
        ("mall.dotx", DOTX_AS_PRINTED.content_type, files.DOCX),
        ("tid.ics", "text/calendar; charset=utf-8", files.CALENDAR),
        ("tid.ics", "text/calendar", BOM + files.CALENDAR),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(
    hand_over: Callable[[compose.AttachedFile], Reply], name: str, declared: str, content: bytes
) -> None:
    answer = hand_over(compose.AttachedFile(name, content, declared))

    assert answer.status == 200, answer.body.decode()


@pytest.mark.parametrize(
    ("name", "declared", "content"),
    [
        # The content is of another type.
        ("beslut.pdf", PDF_TYPE, files.EXE),
        ("beslut.pdf", PDF_TYPE, files.HTML),
        ("beslut.pdf", PDF_TYPE, files.SVG),
        ("beslut.pdf", PDF_TYPE, files.LNK),
        ("beslut.pdf", PDF_TYPE, b" \n<html>" + cast.PDF),
        ("beslut.pdf", PDF_TYPE, BOM + b"<svg>" + cast.PDF),
        ("beslut.pdf", PDF_TYPE, b"x" * 1_024 + cast.PDF),
        ("beslut.pdf", PDF_TYPE, files.DOCX),
        ("brev.doc", DOC.content_type, files.XLS),
        ("brev.doc", DOC.content_type, b"{\\rtf1 text}"),
        ("brev.doc", DOC.content_type, files.HTML),
        ("brev.docx", DOCX.content_type, files.XLSX),
        ("brev.docx", DOCX.content_type, files.DOCM),
        ("brev.docx", DOCX.content_type, files.DOC),
        ("tid.ics", "text/calendar", b"<html>BEGIN:VCALENDAR"),
        # The ending is.
        ("beslut.exe", PDF_TYPE, cast.PDF),
        ("beslut.pdf.exe", PDF_TYPE, cast.PDF),
        ("beslut.html", PDF_TYPE, cast.PDF),
        ("beslut.svg", PDF_TYPE, cast.PDF),
        ("beslut.lnk", PDF_TYPE, cast.PDF),
        ("beslut.EXE", PDF_TYPE, cast.PDF),
        ("beslut.exe. .", PDF_TYPE, cast.PDF),
        ("beslut.7z", PDF_TYPE, cast.PDF),
        ("beslut.docx", PDF_TYPE, cast.PDF),
        ("brev.pdf", DOCX.content_type, files.DOCX),
        ("brev.docm", DOCX.content_type, files.DOCX),
        # The declared type is.
        ("beslut.pdf", "text/calendar", cast.PDF),
        ("beslut.pdf", "application/octet-stream", cast.PDF),
        ("bild.png", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("sida.html", "text/html", files.HTML),
    ],
)
def test_a_file_that_is_not_what_it_says_gets_5019(
    hand_over: Callable[[compose.AttachedFile], Reply], name: str, declared: str, content: bytes
) -> None:
    answer = hand_over(compose.AttachedFile(name, content, declared))

    assert answer.fault.code == 5019
    assert name in answer.fault.description
    assert not Attachment.objects.exists()
    assert not Distribution.objects.exists()


def test_an_empty_file_is_refused(hand_over: Callable[[compose.AttachedFile], Reply]) -> None:
    answer = hand_over(compose.AttachedFile("beslut.pdf", b""))

    assert answer.fault.code == 5001
    assert "beslut.pdf är tom" in answer.fault.description


@pytest.mark.parametrize("name", ["a/b.pdf", "a\\b.pdf", "x" * 252 + ".pdf", "bes\u202efdp.exe", " "])
def test_a_name_that_cannot_be_used_is_refused(
    hand_over: Callable[[compose.AttachedFile], Reply], name: str
) -> None:
    assert hand_over(compose.AttachedFile(name, cast.PDF)).fault.code == 5001
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.pdf", ".pdf"),
        ("a.b.PDF", ".pdf"),
        ("a", ""),
        ("Beslut 3.2026", ""),
        ("Beslut kap. 3", ""),
        ("a.7z", ".7z"),
        ("a.exe ", ".exe"),
        ("." * 255, ""),
    ],
)
def test_the_ending_is_what_programs_take_for_it(name: str, ending: str) -> None:
    assert ending_of(name) == ending


def test_the_types_are_those_of_the_official_document() -> None:
    assert len(FILE_TYPES) == 6
