"""Text that was coded twice is read as meant, and text that only looks so is left as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sender.coded_twice import read_coded_twice

WESTERN = st.text(alphabet="åäöÅÄÖéÉüøæ –’”€ abcxyz.,0123", min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("RÃ¤ksmÃ¶rgÃ¥s", "Räksmörgås"),
        ("Ã…sa och Ã–rjan", "Åsa och Örjan"),
        ("FÃ¶rst â€“ sedan", "Först – sedan"),
        ("Först rätt: åäö. Sedan fel: RÃ¤ksmÃ¶rgÃ¥s", "Först rätt: åäö. Sedan fel: Räksmörgås"),
        ("RÃ¤ksmÃ¶rgÃ¥s – 5 €", "Räksmörgås – 5 €"),
        ("Avgift 5Â\u00a0kr och 6Â\u00a0kr – tack", "Avgift 5\u00a0kr och 6\u00a0kr – tack"),
    ],
)
def test_pieces_that_were_coded_twice_are_read_as_meant(written: str, meant: str) -> None:
    assert read_coded_twice(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hej",
        "Räksmörgås",
        "”MILJÖ”",
        "MILJÖ”",
        "PÅ” och BLÅ”",
        "Ö– nej",
        "NÃO e SÃO",
        "Â och Ã är bokstäver",
        "2 °C – 5 €",
        "Łódź Ã¤",
        "château",
        "”IDÉ”",
        "IDÉ– plan",
        "SPAß”",
        "en ”idé”–",
        "Vi såg Ã¤ och Ã¥ i stället för ä och å",
        "Skriv ”Ã¶” och (Ã¥), inte ö",
        "Ä€",
        "10 Å½",
    ],
)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert read_coded_twice(text) == text


@given(WESTERN)
def test_any_western_text_comes_back(text: str) -> None:
    assert read_coded_twice(_coded_twice(text)) == text
    assert read_coded_twice(text) == text


def _coded_twice(text: str) -> str:
    return "".join(_windows_sign(octet) for octet in text.encode())


def _windows_sign(octet: int) -> str:
    try:
        return bytes([octet]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(octet)
