"""The texts that are made of any message for e-mail and SMS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.identity import OrganisationNumber
from infra.outbox.notification_texts import (
    MAX_SMS_LENGTH,
    MIN_BEFORE_LINK,
    NotificationTexts,
    as_plain_text,
    decode_body,
    shorten_for_sms,
)
from sender import compose

LINK = "http://localhost:8000/oppna/2e078de4-ab91-4bf4-9aa2-13b1177805f1"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Ett</p><p>Två</p>", "Ett\n\nTvå"),
        ("Ett<br>Två<br/>Tre", "Ett\nTvå\nTre"),
        ("<ul><li>Ett</li><li>Två</li></ul>", "- Ett\n- Två"),
        ("<p>  Ett\n   och\tsamma  </p>", "Ett och samma"),
        ("<p>1 &lt; 2 &amp; 3&nbsp;kr</p>", "1 < 2 & 3 kr"),
        ("<title>x</title><style>p{}</style><script>f()</script><p>Hej</p>", "Hej"),
        ('<a href="https://a.example/x">här</a>', "här (https://a.example/x)"),
        ('<a href="https://a.example/x">https://a.example/x</a>', "https://a.example/x"),
        ('<a href="javascript:alert(1)">här</a>', "här"),
        ("<table><tr><td>Ett</td></tr><tr><td>Två</td></tr></table>", "Ett\nTvå"),
        ("<p>Ofärdigt <b>och brutet", "Ofärdigt och brutet"),
        ("<img src=x>", ""),
        ("", ""),
    ],
)
def test_html_becomes_the_text_that_it_shows(html: str, text: str) -> None:
    assert as_plain_text("text/html; charset=utf-8", html) == text


def test_plain_text_stays_with_its_lines() -> None:
    assert as_plain_text("text/plain", "  Ett\r\n\r\n\r\n\r\nTvå <b>\n") == "Ett\n\nTvå <b>"


@given(st.text(), st.sampled_from(["text/plain", "text/html"]))
def test_no_text_breaks_it_and_no_line_has_loose_spaces(text: str, kind: str) -> None:
    made = as_plain_text(kind, text)

    assert made == made.strip()
    assert "\n\n\n" not in made


@given(st.text(max_size=1000), st.sampled_from(["", LINK, "http://" + "x" * 150]))
def test_an_sms_is_never_longer_than_the_contract_lets_it_be(text: str, link: str) -> None:
    made = shorten_for_sms(text, link)

    assert len(made) <= MAX_SMS_LENGTH
    if len(text) <= MAX_SMS_LENGTH:
        assert made == text
    else:
        assert made.endswith(f"… {link}" if link == LINK else "…")


@given(st.lists(st.text("abcåäö", min_size=1, max_size=12), min_size=60))
def test_a_long_text_is_cut_between_words(words: list[str]) -> None:
    text = " ".join(words)
    if len(text) <= MAX_SMS_LENGTH:
        return

    kept = shorten_for_sms(text, LINK).removesuffix(f"… {LINK}")

    assert text.startswith(f"{kept} ")


def test_a_word_without_end_is_cut_where_it_must() -> None:
    made = shorten_for_sms("x" * 500, LINK)

    assert len(made) == MAX_SMS_LENGTH
    assert made.index("…") >= MIN_BEFORE_LINK


@given(st.binary())
def test_any_bytes_can_be_read(octets: bytes) -> None:
    text, is_utf8 = decode_body(octets)
    assert is_utf8 == (octets.decode("utf-8", "ignore").encode() == octets)
    assert isinstance(text, str)


def test_a_body_that_shows_nothing_leaves_the_subject() -> None:
    text = compose.MessageText("Ändrade öppettider", "<img src=x>", "text/html")
    wording = NotificationTexts(
        compose.compose_notification(OrganisationNumber("162021004748"), "Kommun A", [], text)
    )

    assert (wording.email.text, wording.sms().text) == ("Ändrade öppettider", "Ändrade öppettider")


def test_a_long_name_is_cut_to_what_an_sms_can_show() -> None:
    text = compose.MessageText("Hej", "Hej")
    sender = "Kommunen i\nÖstra\tÄngelholm"
    wording = NotificationTexts(compose.compose_notification(OrganisationNumber("162021004748"), sender, [], text))

    assert wording.sms().sender_name == "Kommunen i"
    assert wording.email.sender_name == "Kommunen i Östra Ängelholm"
