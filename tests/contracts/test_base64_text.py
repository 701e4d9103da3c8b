"""Base64 as XML Schema has it: white space anywhere, and a complaint that helps."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import base64_text


@given(octets=st.binary(max_size=200), width=st.integers(1, 80), gap=st.text(" \t\r\n", min_size=1, max_size=3))
def test_octets_come_back_however_the_lines_are_broken(octets: bytes, width: int, gap: str) -> None:
    written = base64.b64encode(octets).decode()
    lines = [written[at : at + width] for at in range(0, len(written), width)]

    assert base64_text.decode(gap.join(["", *lines, ""])) == octets


@given(text=st.text(max_size=30))
def test_a_text_is_read_as_the_octets_that_it_encodes_or_refused(text: str) -> None:
    plain = "".join(text.split()) if text.isascii() else text
    try:
        octets = base64_text.decode(text)
    except ValueError:
        return
    assert base64.b64encode(octets).decode()[: len(plain) - 2] == plain[: len(plain) - 2]


@given(text=st.text("QUJD+/= \t\n-", max_size=30))
def test_a_text_gives_the_octets_that_the_standard_library_gives(text: str) -> None:
    plain = "".join(text.split())
    try:
        octets = base64_text.decode(text)
    except ValueError:
        # The standard library takes surplus characters at the end, which XML Schema does not.
        assert len(plain) % 4 or is_refused_by_the_standard_library(plain)
        return
    assert octets == base64.b64decode(plain, validate=True)


def is_refused_by_the_standard_library(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize("text", ["QUJ", "QU=JD", "=", "QUJD=", "QUJD-_", "QUJDå", "QUJ\u00a0D", "ＱＵＪＤ"])
def test_what_is_no_base64_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        base64_text.decode(text)


@given(
    before=st.text("ABCabc019+/", max_size=20),
    strange=st.characters(exclude_categories=["Cs"]).filter(
        lambda sign: not (sign.isascii() and sign.isalnum()) and sign not in "+/= \t\r\n"
    ),
    after=st.text("ABCabc019+/", max_size=20),
)
def test_the_complaint_names_the_first_strange_character_and_its_place(
    before: str, strange: str, after: str
) -> None:
    swedish, english = base64_text.explain_mistake(f" \n{before}{strange}{after}")

    assert f"tecknet {strange!r} på plats {len(before) + 1}." in swedish
    assert f"the character {strange!r} at position {len(before) + 1}." in english


@pytest.mark.parametrize("text", ["QUJ", "QU=JD", "QUJDRA", " QUJ\n"])
def test_the_complaint_about_right_characters_is_about_their_number(text: str) -> None:
    swedish, english = base64_text.explain_mistake(text)

    assert "längden eller tecknen = i slutet stämmer inte" in swedish
    assert "its length or its closing = are wrong" in english
