"""The codes that mail is sent in: read with all that decoders put up with, and never delivered as code."""

import base64
import binascii
import textwrap

import pytest

from tests import cast
from tests.sender.office.mime.mails import raw, refused, text_of

WORDS = "Hej Åsa, beslutet är fattat i dag."
CODED = base64.b64encode(WORDS.encode()).decode()
OF_PDF = base64.b64encode(cast.PDF).decode()


def uuencoded(content: bytes, name: str = "beslut.pdf") -> str:
    lines = [binascii.b2a_uu(content[at : at + 45]).decode() for at in range(0, len(content), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"


def text(body: str, encoding: str) -> bytes:
    return raw(body, "Content-Type: text/plain; charset=utf-8", f"Content-Transfer-Encoding: {encoding}")


def file(body: str, encoding: str = "base64") -> bytes:
    return raw(
        "--a\n\nHej\n--a\nContent-Type: application/pdf; name=beslut.pdf\n"
        f"Content-Transfer-Encoding: {encoding}\n\n{body}\n--a--\n",
        "Content-Type: multipart/mixed; boundary=a",
    )


@pytest.mark.parametrize(
    "encoding", ["base64", "base64 ", "BASE64\t", "base64;", '"base64"', "base64 (RFC 2045)", "base-64", " base64"]
)
def test_the_encoding_is_known_however_it_is_written(encoding: str) -> None:
    assert text_of(text(CODED, encoding)).body == WORDS


@pytest.mark.parametrize(
    "encoding", ["8bit", "8BIT ", "7bit", "binary", "", "none", "8-bit", "utf-8", "iso-8859-1"]
)
def test_what_is_not_encoded_stays_as_it_is(encoding: str) -> None:
    assert text_of(text(WORDS, encoding)).body == WORDS


@pytest.mark.parametrize("encoding", ["x-gzip64", "yenc", "x-bzip2"])
def test_a_code_that_is_not_known_is_refused(encoding: str) -> None:
    assert f"koden ({encoding})" in refused(text(CODED, encoding))


@pytest.mark.parametrize(
    "code",
    [
        "  " + "\n  ".join(textwrap.wrap(OF_PDF, 60)),
        "\t".join(OF_PDF),
        OF_PDF.rstrip("="),
        "\n\n".join(textwrap.wrap(OF_PDF, 76)),
        " \n".join(textwrap.wrap(OF_PDF, 4)),
        OF_PDF + "\n\n-- \nSkannad av virusskyddet.",
        OF_PDF + "=" * (-len(OF_PDF) % 4) + "\n_______\nlista mailing list",
        base64.b64encode(cast.PDF[:40]).decode() + base64.b64encode(cast.PDF[40:]).decode(),
    ],
    ids=["indented", "tabs", "no padding", "blank lines", "short lines", "footer", "list footer", "in two runs"],
)
def test_base64_with_white_space_without_padding_or_with_a_footer_is_read(code: str) -> None:
    assert [item.content for item in text_of(file(code)).attachments] == [cast.PDF]


@pytest.mark.parametrize("code", ["A", "AAAAA", "åäö", "<html>", "AAA=x"])
def test_base64_that_is_cut_off_or_none_is_refused(code: str) -> None:
    assert "skadat: koden (base64) i beslut.pdf" in refused(file(code))


@pytest.mark.parametrize(
    "code",
    [
        "Hej =C3=85sa, beslutet =C3=A4r fat=  \ntat i dag.",
        "Hej =C3=85sa, beslutet =C3=A4r fat=\t\ntat i dag.",
        "Hej =c3=85sa, beslutet =c3=a4r fat=\ntat i dag.=",
        "Hej =C3=\n=85sa, beslutet =C3=A4r fattat i dag.= ",
    ],
)
def test_soft_breaks_are_none_in_the_text(code: str) -> None:
    assert text_of(text(code, "quoted-printable")).body.rstrip() == WORDS


def test_signs_that_are_no_code_stay_in_quoted_printable() -> None:
    assert text_of(text("1+1=2 och 100 =% a=b", "quoted-printable")).body == "1+1=2 och 100 =% a=b"


def test_a_file_that_stands_in_the_text_comes_out_of_it() -> None:
    found = text_of(raw(f"Beslutet bifogas.\n\n{uuencoded(cast.PDF)}\nHälsningar\n"))

    assert found.body.split() == ["Beslutet", "bifogas.", "Hälsningar"]
    assert [(item.filename, item.content) for item in found.attachments] == [("beslut.pdf", cast.PDF)]


def test_two_files_in_the_text_are_two() -> None:
    found = text_of(raw(f"Hej\n{uuencoded(cast.PDF, 'a.pdf')}{uuencoded(cast.PDF + b' ', 'b.pdf')}"))

    assert [item.filename for item in found.attachments] == ["a.pdf", "b.pdf"]


def test_lines_without_the_blanks_at_their_ends_are_decoded() -> None:
    content = cast.PDF + b"\0" * 45
    code = "\n".join(line.rstrip() for line in uuencoded(content).replace("`", " ").split("\n"))

    assert text_of(raw(f"Hej\n{code}")).attachments[0].content.rstrip(b"\0") == cast.PDF.rstrip(b"\0")


@pytest.mark.parametrize("encoding", ["x-uuencode", "uuencode", "X-UUE"])
def test_a_part_may_be_uuencoded(encoding: str) -> None:
    assert text_of(file(uuencoded(cast.PDF), encoding)).attachments[0].content == cast.PDF


@pytest.mark.parametrize(
    "body",
    [
        uuencoded(cast.PDF).replace("end\n", ""),
        uuencoded(b"MZ" + b"\0" * 90, "program.exe"),
        uuencoded(cast.PDF, "beslut.exe"),
    ],
    ids=["cut off", "a program", "called one"],
)
def test_a_file_in_the_text_that_cannot_be_taken_is_refused(body: str) -> None:
    assert "skada" in refused(raw(f"Hej\n{body}"))


@pytest.mark.parametrize("line", ["begin 644 tal med mig\nså snart du kan", "begin 644 x", "beginning", "end"])
def test_people_write_such_lines_too(line: str) -> None:
    assert text_of(raw(line)).body == line


@pytest.mark.parametrize(
    "body",
    [
        "Hej =C3=85sa, beslutet =C3=A4r fattat.",
        "\n".join(textwrap.wrap(base64.b64encode(WORDS.encode() * 5).decode(), 76)),
        base64.b64encode(WORDS.encode()).decode(),
        '<p class=3D"MsoNormal">Hej</p>',
        "Hej,=20\nbeslutet",
        "{\\rtf1\\ansi Hej}",
        "%!PS-Adobe-3.0",
        "--gr\nContent-Type: text/plain\n\nHej",
        "=ybegin line=128 size=100 name=beslut.pdf\n",
        "(This file must be converted with BinHex 4.0)\n:abc:",
    ],
    ids=[
        "quoted-printable",
        "base64",
        "short base64",
        "quoted page",
        "quoted blank",
        "RTF",
        "PostScript",
        "a head",
        "yEnc",
        "BinHex",
    ],
)
def test_code_is_never_delivered_as_text(body: str) -> None:
    assert "kod i stället för ord" in refused(raw(body))


@pytest.mark.parametrize(
    "words", ["Sammanfattningen", "1+1=2", "a=b/c", "x=20 och y=3D", "Antal=20\nPris=20", "Ja", "OK\nOK\nOK\nOKOK"]
)
def test_words_that_look_like_code_are_words(words: str) -> None:
    assert text_of(raw(words)).body == words


def test_a_stray_sign_in_base64_is_passed_over() -> None:
    content = cast.PDF + b" " * 300
    code = base64.b64encode(content).decode()

    assert text_of(file(f"{code[:76]}\n!{code[76:]}")).attachments[0].content == content


def test_a_file_may_stand_in_the_text_as_base64() -> None:
    found = text_of(raw(f"Hej\nbegin-base64 644 beslut.pdf\n{OF_PDF}\n====\nSlut"))

    assert found.body == "Hej\nSlut"
    assert [(item.filename, item.content) for item in found.attachments] == [("beslut.pdf", cast.PDF)]


def test_a_file_in_a_flowed_text_keeps_its_lines() -> None:
    found = text_of(raw(f"Hej \nhopp\n{uuencoded(cast.PDF)}", "Content-Type: text/plain; format=flowed"))

    assert found.body.strip() == "Hej hopp"
    assert found.attachments[0].content == cast.PDF
