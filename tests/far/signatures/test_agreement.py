"""What was signed is the agreement text, plain or in base64, or it is said where it is not."""

import base64

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from far.signatures.agreement import CHARSETS, octets_to_sign, require_agreement, require_charset
from infra.errors import RegistrationNotSigned, SignatureFault
from infra.signed_text import CoveredText

TEXT = "Jag öppnar en brevlåda.\nVillkoren har jag läst."


def agrees(octets: bytes, text: str = TEXT, charset: str = "UTF-8", said: str = "") -> bool:
    try:
        require_agreement([CoveredText(octets, said)], text, charset)
    except RegistrationNotSigned:
        return False
    return True


def test_the_same_text_agrees_in_each_encoding_that_can_write_it() -> None:
    for charset in CHARSETS:
        if charset != "US-ASCII":
            assert agrees(TEXT.encode(charset), charset=charset)


@pytest.mark.parametrize("octets", [b"", TEXT.upper().encode(), f"{TEXT} ".encode(), TEXT[:-1].encode()])
def test_another_text_does_not(octets: bytes) -> None:
    assert not agrees(octets)


def test_the_encoding_that_the_signature_says_itself_comes_before_the_one_beside_it() -> None:
    assert agrees(TEXT.encode("latin-1"), charset="UTF-8", said="ISO-8859-1")
    assert not agrees(TEXT.encode(), charset="UTF-8", said="ISO-8859-1")


def test_one_of_several_texts_is_enough() -> None:
    require_agreement(
        [CoveredText(b"Titel"), CoveredText(TEXT.encode()), CoveredText(b"2026-11-28")],
        TEXT,
        "UTF-8",
    )


def test_the_difference_is_shown_from_where_the_texts_part() -> None:
    with pytest.raises(RegistrationNotSigned) as refused:
        require_agreement(
            [CoveredText(b"Helt fel"), CoveredText(f"{TEXT[:24]}Jag har inte".encode())], TEXT, "UTF-8"
        )

    assert (
        "från tecken 25 står «Jag har inte» i stället för «Villkoren har jag läst.»" in refused.value.text.swedish
    )


def test_control_characters_in_the_signed_text_are_not_repeated() -> None:
    with pytest.raises(RegistrationNotSigned) as refused:
        require_agreement([CoveredText(b"\x1b[31m\x00")], TEXT, "UTF-8")

    assert "«·[31m·»" in refused.value.text.swedish


def test_without_any_text_the_whole_agreement_is_missing() -> None:
    with pytest.raises(RegistrationNotSigned) as refused:
        require_agreement([], TEXT, "UTF-8")

    assert "från tecken 1 står «–»" in refused.value.text.swedish


@pytest.mark.parametrize(
    ("said", "meant"),
    [("", "UTF-8"), (" utf-8 ", "UTF-8"), ("iso_8859_1", "ISO-8859-1"), ("US-ascii", "US-ASCII")],
)
def test_encodings_are_known_in_any_case(said: str, meant: str) -> None:
    assert require_charset(said) == meant


@pytest.mark.parametrize("said", ["base64", "rot13", "zip", "idna", "../../etc", "\x00", "x" * 10_000])
def test_what_is_no_encoding_of_text_is_refused(said: str) -> None:
    with pytest.raises(SignatureFault) as refused:
        require_charset(said)

    assert len(refused.value.text.english) < 500


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.sampled_from(["UTF-8", "UTF-16LE"]))
def test_everything_that_may_have_been_signed_apart_agrees(text: str, charset: str) -> None:
    for octets in octets_to_sign(text, charset):
        assert agrees(octets, text, charset)


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from(CHARSETS))
def test_any_octets_agree_or_are_refused(octets: bytes, charset: str) -> None:
    assert agrees(octets, octets.decode(charset, errors="replace"), charset)
    agrees(octets, TEXT, charset)
    agrees(base64.b64encode(octets), TEXT, charset)
