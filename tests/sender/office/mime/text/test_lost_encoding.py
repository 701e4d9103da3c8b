"""Code in place of words is refused or decoded; words that look like it are sent."""

import pytest

from tests.sender.office.mime.mails import raw, refused, text_of

PLAIN = "Content-Type: text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "body",
    [
        "Du f=E5r p=E5 m=E5ndag",
        "F=C3=B6r alla",
        "R&auml;ksm&ouml;rg&aring;s med &aring;tg&auml;rd",
        "R&#228;ksm&#xF6;rg&#229;s",
        "{\\rtf1\\ansi Hej}",
        "R\ufffdksm\ufffdrg\ufffds " * 10,
    ],
)
def test_code_in_place_of_words_is_refused(body: str) -> None:
    assert "skadat" in refused(raw(body, PLAIN)) or "går inte att läsa" in refused(raw(body, PLAIN))


@pytest.mark.parametrize(
    "body",
    [
        "a=E5 är en adress",
        "https://a.example/?x=E5&y=F6",
        "Skriv &amp; för &",
        "x = 5, y =F6",
        "I cellen står =E4 och i nästa =F6 .",
        "Skriv &auml; för ä och &aring; för å.",
        "Å blir =C3=A5 på vägen",
        "https://a.example/?a=E5ng&b=F6r",
    ],
)
def test_words_that_look_a_little_like_code_are_sent(body: str) -> None:
    assert text_of(raw(body, PLAIN)).body == body


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Hej\x0cÅsa", "Hej\nÅsa"),
        ("\x1b[1mHej\x1b[0m Åsa", "Hej Åsa"),
        ("Betala \u202e321\u202d kr", "Betala 321 kr"),
        ("RÃ¤ksmÃ¶rgÃ¥s", "Räksmörgås"),
    ],
)
def test_what_programs_leave_in_a_text_is_taken_away(written: str, shown: str) -> None:
    assert text_of(raw(written, PLAIN)).body == shown


def test_html_that_was_coded_twice_is_read_as_meant() -> None:
    html = "<p>RÃ¤ksmÃ¶rgÃ¥s – 5 €</p>"

    assert text_of(raw(html, "Content-Type: text/html; charset=utf-8")).body == "<p>Räksmörgås – 5 €</p>"


@pytest.mark.parametrize("charset", ["utf-16", "utf-32"])
def test_html_that_claims_a_wide_charset_in_bytes_of_ascii_is_read(charset: str) -> None:
    html = f'<html><head><meta charset="{charset}"></head><body><p>Beslut om bidrag</p></body></html>'

    assert "<p>Beslut om bidrag</p>" in text_of(raw(html, "Content-Type: text/html")).body
    assert "<p>Beslut om bidrag</p>" in text_of(raw(html, f"Content-Type: text/html; charset={charset}")).body


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Beslut \u202efdp.exe\u202c nu", "Beslut fdp.exe nu"),
        ("=?utf-8?Q?Beslut_=E2=80=AEfdp.exe?=", "Beslut fdp.exe"),
        ("\u200eBeslut\u200f \u2066x\u2069", "Beslut x"),
        ("\u200b\ufeffBeslut", "Beslut"),
        ("=?utf-8?Q?R=C3=A4ksm", "Räksm"),
        ("=?utf-8?Q?=3D=3Fiso-8859-1=3FQ=3FR=3DE4k=3F=3D?=", "Räk"),
        ("=?utf-8?Q?R=C3=83=C2=A4ksm=C3=83=C2=B6rg=C3=83=C2=A5s?=", "Räksmörgås"),
        ("Vad är 1 =? 2", "Vad är 1 =? 2"),
    ],
)
def test_a_subject_is_read_as_it_was_meant(written: str, shown: str) -> None:
    assert text_of(raw("Hej", PLAIN, subject=written)).subject == shown


@pytest.mark.parametrize(
    "subject",
    ["R\ufffdksm\ufffdrg\ufffds", "R&auml;ksm&ouml;rg&aring;s", "=?utf-8?Q?R=C3 x?y", "=?utf-8?B?A?= trasigt"],
)
def test_a_subject_that_has_lost_its_letters_is_refused(subject: str) -> None:
    assert "Ämnet kom fram skadat" in refused(raw("Hej", PLAIN, subject=subject))


@pytest.mark.parametrize("subject", ["Fel med &auml; i fältet Ärende", "Rätt Ã¥ och Ã¤ i utskriften"])
def test_a_subject_that_tells_of_codes_is_sent_as_it_is(subject: str) -> None:
    assert text_of(raw("Hej", PLAIN, subject=subject)).subject == subject


def test_links_of_html_are_no_code() -> None:
    html = '<p>Se <a href="https://a.example/?a=E5ng&amp;b=F6r&amp;c=C3=A5">sidan</a></p>'

    assert text_of(raw(html, "Content-Type: text/html; charset=utf-8")).body == html


def test_a_subject_that_nobody_sees_is_none() -> None:
    assert "saknar ämne" in refused(raw("Hej", PLAIN, subject="\u200b\ufeff\u202e\u2060\u00ad"))


def test_the_authors_name_cannot_turn_the_text_around() -> None:
    mail = raw("Hej", PLAIN).replace(b"From: Karin", "From: \u202eKarin".encode())

    assert text_of(mail).support_text == "Frågor om brevet: Karin, handlaggare@kommun-a.example"
