"""Text in any charset, under any label: read as its author wrote it, or refused in words."""

import base64

import pytest

from tests.sender.office.mime.mails import raw, refused, text_of

SWEDISH = "Hej Åsa, åtgärden är beviljad på måndag."
POLISH = "Żaneta Wałęsa, Łódź"


def mail(octets: bytes, content_type: str) -> bytes:
    encoded = base64.encodebytes(octets).decode()
    return raw(encoded, f"Content-Type: {content_type}", "Content-Transfer-Encoding: base64")


@pytest.mark.parametrize(
    "label",
    [
        "us-ascii", "iso-8859-1", "windows-1252", "x-unknown", "unknown-8bit", "'utf-8'", "utf8", "UTF_8",
        "utf-8*sv", "iso-8859-15", "macintosh", "windows-1251", "hex", '""', '"utf-8;"',
    ],
)  # fmt: skip
def test_valid_utf8_beats_its_label(label: str) -> None:
    assert text_of(mail(SWEDISH.encode(), f"text/plain; charset={label}")).body == SWEDISH


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("iso-8859-1", "cp1252"), ("latin1", "cp1252"), ("windows-1252", "cp1252"), ("cp-1252", "cp1252"),
        ("x-cp1252", "cp1252"), ("windows-1252http-equiv", "cp1252"), ("iso-8859-15", "iso-8859-15"),
        ("ibm850", "cp850"), ("cp850", "cp850"), ("x-mac-roman", "mac_roman"), ("macintosh", "mac_roman"),
        ("iso-8859-1*sv", "cp1252"), ("utf-16", "utf-16"), ("utf-16le", "utf-16-le"), ("utf-7", "utf-7"),
        # Labels that say nothing, or the wrong thing.
        ("us-ascii", "cp1252"), ("utf-8", "cp1252"), ("x-unknown", "cp1252"), ("", "cp1252"), ("base64", "cp1252"),
        ("us-ascii", "cp850"), ("us-ascii", "mac_roman"), ("utf-8", "utf-16"), ("iso-8859-1", "utf-8-sig"),
        ("utf-8", "utf-16-le"), ("utf-16", "utf-16-be"), ("us-ascii", "utf-16-be"), ("utf-32", "utf-32"),
    ],
)  # fmt: skip
def test_other_charsets_are_read_under_any_of_their_names(label: str, codec: str) -> None:
    assert text_of(mail(SWEDISH.encode(codec), f'text/plain; charset="{label}"')).body == SWEDISH


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("windows-1250", "cp1250", POLISH),
        ("iso-8859-2", "iso-8859-2", POLISH),
        ("koi8-r", "koi8-r", "Здравствуйте, Анна"),
        ("windows-1256", "cp1256", "مرحبا"),
        ("gb2312", "gb18030", "您好，安娜"),
        ("iso-2022-jp", "iso-2022-jp", "こんにちは"),
        ("shift_jis", "cp932", "こんにちは①"),
        ("ks_c_5601-1987", "cp949", "안녕하세요"),
    ],
)
def test_other_languages_are_read_under_their_label(label: str, codec: str, words: str) -> None:
    assert text_of(mail(words.encode(codec), f"text/plain; charset={label}")).body == words


@pytest.mark.parametrize("label", ["utf-8", "us-ascii", "iso-8859-1", "x-unknown"])
@pytest.mark.parametrize(
    ("bad", "shown"), [(b"l\xe4s", "läs"), (b"\xe5r", "år"), (b"x\xc3 y", "x\ufffd y"), (b"x\x80y", "x\ufffdy")]
)
def test_one_bad_byte_costs_one_character_at_most(label: str, bad: bytes, shown: str) -> None:
    octets = SWEDISH.encode() + b"\n-- \n" + bad

    assert text_of(mail(octets, f"text/plain; charset={label}")).body == f"{SWEDISH}\n-- \n{shown}"


@pytest.mark.parametrize(
    "content_type", ["text/html", "text/html; charset=us-ascii", "text/html; charset=x-okand"]
)
@pytest.mark.parametrize(
    "meta",
    ['<?xml version="1.0" encoding="windows-1250"?>', '<meta charset="windows-1250">',
     '<META http-equiv=Content-Type content="text/html; charset=windows-1250">'],
)  # fmt: skip  # fmt: skip
def test_html_may_say_its_charset_itself(content_type: str, meta: str) -> None:
    octets = f"<html><head>{meta}</head><body>{POLISH}</body></html>".encode("cp1250")

    body = text_of(mail(octets, content_type)).body

    assert POLISH in body
    assert "1250" not in body


def test_the_mail_s_label_goes_before_that_of_the_html() -> None:
    octets = f'<meta charset="utf-8"><p>{POLISH}</p>'.encode("iso-8859-2")

    assert POLISH in text_of(mail(octets, "text/html; charset=iso-8859-2")).body


@pytest.mark.parametrize("label", ["x-okand", "us-ascii", "utf-8", ""])
@pytest.mark.parametrize(
    "octets",
    [
        POLISH.encode("cp1250"), "Здравствуйте".encode("koi8-r"), "こんにちは".encode("cp932"),
        "您好".encode("gb18030"), bytes(range(128, 256)),
    ],
    ids=["polish", "russian", "japanese", "chinese", "any"],
)  # fmt: skip
def test_what_no_guess_makes_words_of_is_refused(octets: bytes, label: str) -> None:
    assert "teckenuppsättningen" in refused(mail(octets, f'text/plain; charset="{label}"'))


def test_data_under_the_name_of_text_is_refused() -> None:
    assert "går inte att läsa" in refused(mail(bytes(range(32)) * 9, "text/plain; charset=utf-8"))


@pytest.mark.parametrize("label", ["SEN_850200_B", "iso-ir-11", '"ISO646-SE"'])
def test_the_seven_bits_that_swedish_systems_wrote_are_read(label: str) -> None:
    assert (
        text_of(mail(b"Hej ]sa, }tg{rden {r beviljad p} m}ndag.", f"text/plain; charset={label}")).body == SWEDISH
    )


def test_braces_under_another_label_are_braces() -> None:
    assert text_of(mail(b"if (a) { b }", "text/plain; charset=us-ascii")).body == "if (a) { b }"


@pytest.mark.parametrize("text", [SWEDISH, POLISH, "Pris – 5 €", "Á"])
def test_text_that_was_coded_twice_is_read_as_it_was_meant(text: str) -> None:
    assert text_of(mail(_taken_for_windows(text.encode()).encode(), "text/plain; charset=utf-8")).body == text


@pytest.mark.parametrize("text", ["Å och Ã¥ i samma text", "SÃO PAULO", "Â", "5 Ã 6", "naïve Ã"])
def test_signs_that_only_look_like_it_stay(text: str) -> None:
    assert text_of(mail(text.encode(), "text/plain; charset=utf-8")).body == text


def _taken_for_windows(octets: bytes) -> str:
    """As a program reads them that knows Windows-1252 only; what that leaves out is read as control characters."""
    return "".join(bytes([octet]).decode("cp1252", "ignore") or chr(octet) for octet in octets)
