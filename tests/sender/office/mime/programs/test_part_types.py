"""The content of a part decides its type, not its label alone."""

import pytest

from tests import cast
from tests.sender.office.mime.mails import raw, refused, text_of
from tests.sender.office.mime.programs.parts import HEJ, OF_PDF, attached, coded, enclosed, parts


@pytest.mark.parametrize(
    "label",
    ["", "document/pdf", "application/octet-stream", "application/x-pdf", "pdf", "text/plain", "image/pdf",
     "application/force-download", "application/binary", "application/vnd.pdf", "application/unknown; x", "/"],
)  # fmt: skip
def test_the_content_decides_the_type_of_a_scanner_s_file(label: str) -> None:
    mail = parts(HEJ, coded(label, OF_PDF, attached("beslut.pdf")))

    assert enclosed(mail) == [("beslut.pdf", "application/pdf", cast.PDF)]


def test_a_scanner_sends_nothing_but_the_file() -> None:
    mail = raw(OF_PDF, "Content-Type: application/pdf; name=SCAN0001", "Content-Transfer-Encoding: base64")

    assert enclosed(mail) == [("SCAN0001.pdf", "application/pdf", cast.PDF)]


def test_a_file_without_type_name_or_disposition_is_no_text() -> None:
    assert enclosed(parts(HEJ, "Content-Transfer-Encoding: base64\n\n" + OF_PDF)) == [
        ("bilaga.pdf", "application/pdf", cast.PDF)
    ]


@pytest.mark.parametrize("name", ["beslut.exe", "beslut.html", "beslut.pdf.scr", "beslut.docx"])
def test_a_pdf_under_the_name_of_something_else_is_refused(name: str) -> None:
    assert name in refused(parts(HEJ, coded("application/pdf", OF_PDF, attached(name))))


@pytest.mark.parametrize(
    "head",
    ['Content-Type: text/plain; charset=utf-8; name="brev.txt"',
     'Content-Type: text/plain; charset=utf-8\nContent-Disposition: inline; filename="brev.txt"',
     'Content-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename="ATT00001.txt"'],
)  # fmt: skip
def test_a_name_makes_no_file_of_a_text(head: str) -> None:
    text = text_of(parts(HEJ, f"{head}\n\nMer text", coded("application/pdf")))

    assert text.body.split() == ["Hej", "Åsa!", "Mer", "text"]
    assert len(text.attachments) == 1


def test_a_text_that_was_attached_is_refused_unless_it_is_empty() -> None:
    head = 'Content-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename="anteckningar.txt"'

    assert text_of(parts(HEJ, f"{head}\n\n \n")).body == "Hej Åsa!"
    assert "anteckningar.txt" in refused(parts(HEJ, f"{head}\n\nMer"))


@pytest.mark.parametrize(
    "body",
    ["<!DOCTYPE html>\n<html><body><p>Hej</p></body></html>", "<p>Hej</p>", '<div dir="ltr">Hej<br></div>',
     '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html></html>'],
)  # fmt: skip
def test_a_page_under_the_name_of_text_is_a_page(body: str) -> None:
    assert text_of(raw(f"{body}<p>Hej</p>", "Content-Type: text/plain")).body_type == "text/html"


def test_text_under_the_name_of_a_page_keeps_its_lines() -> None:
    text = text_of(raw("Hej Åsa!\n\nBeslutet < 3 dagar.", "Content-Type: text/html; charset=utf-8"))

    assert (text.body_type, text.body) == ("text/plain", "Hej Åsa!\n\nBeslutet < 3 dagar.")


@pytest.mark.parametrize("label", ["text/html charset=utf-8", "html/text; charset=utf-8"])
def test_a_page_whose_type_is_written_wrongly_is_a_page(label: str) -> None:
    assert text_of(raw("Hej <b>Åsa</b>", f"Content-Type: {label}")).body_type == "text/html"


@pytest.mark.parametrize(
    "body",
    ['Hej <b>Åsa</b><br>Beslutet är klart<br><a href="https://a.example">här</a>',
     "Hej Åsa<br />\nBeslutet är klart.<br />\n<br />\nKarin", "Punkt ett</li><li>Punkt två</li>"],
)  # fmt: skip
def test_a_text_whose_lines_end_in_tags_is_a_page(body: str) -> None:
    assert text_of(raw(body, "Content-Type: text/plain; charset=utf-8")).body_type == "text/html"


@pytest.mark.parametrize(
    "body",
    ["Skriv <br> eller <br/> där en ny rad ska börja.", 'Tecknen "<br>" och "</p>" är taggar.',
     "Hej!\nAvsluta stycket med </p>.\nMed vänlig hälsning\nKarin", "5 <b och c> 7"],
)  # fmt: skip
def test_a_text_that_tells_of_tags_stays_text(body: str) -> None:
    text = text_of(raw(body, "Content-Type: text/plain; charset=utf-8"))

    assert (text.body_type, text.body) == ("text/plain", body)


@pytest.mark.parametrize("shell", ["{}", "<!DOCTYPE html><html><head></head><body>\n{}</body></html>"])
def test_a_page_whose_signs_were_coded_once_more_is_read_as_meant(shell: str) -> None:
    body = shell.format("&lt;p&gt;Hej &amp;amp; välkommen&lt;/p&gt;\n&lt;p&gt;Karin&lt;/p&gt;")

    assert "<p>Hej &amp; välkommen</p>" in text_of(raw(body, "Content-Type: text/html; charset=utf-8")).body


def test_a_page_that_tells_of_tags_keeps_them() -> None:
    body = "<p>&lt;p&gt;Hej&lt;/p&gt; är ett stycke.</p>"

    assert text_of(raw(body, "Content-Type: text/html; charset=utf-8")).body == body


@pytest.mark.parametrize("disposition", ['attachment; filename="foto.jpg"', 'inline; filename="foto.heic"'])
def test_a_picture_that_cannot_be_attached_is_refused_with_where_it_may_stand(disposition: str) -> None:
    photo = coded(
        "image/heic" if "heic" in disposition else "image/jpeg", "AAAA", f"Content-Disposition: {disposition}"
    )

    told = refused(parts(HEJ, photo))

    assert "Brevlådan visar bilder bara i texten. Infoga den där (PNG eller JPEG)" in told
    assert "foto." in told
