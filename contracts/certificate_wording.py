"""The usual mistakes in the text of an X509Certificate: PEM, or several certificates in the place of one."""

import re
from typing import Final, NamedTuple

PEM_BEGINS: Final = "-----BEGIN"
MAX_OCTETS: Final = 16_384
"""Of one certificate. Organisations' have some 2,000. Certificates are kept in memory, and callers make them."""
_SEQUENCE: Final = 0x30
_LONG_FORM: Final = 0x80
_PADDING: Final = re.compile("=+")


class Complaint(NamedTuple):
    """A complaint in both languages, without a subject."""

    swedish: str
    english: str


def complaint_on_text(text: str) -> Complaint | None:
    """The mistake in the text, if it is one that is usual for certificates."""
    if number := text.count(PEM_BEGINS):
        return _several(number) if number > 1 else _PEM
    number = sum(map(bool, _PADDING.split("".join(text.split()))))
    return _several(number) if number > 1 else None


def complaint_on_octets(octets: bytes) -> Complaint | None:
    """The mistake in the octets, for base64 that is valid."""
    if len(octets) > MAX_OCTETS:
        return TOO_LARGE
    number = _sequences(octets)
    return _several(number) if number > 1 else None


def _sequences(octets: bytes) -> int:
    """The number of consecutive values of ASN.1's type SEQUENCE; 0 where another value comes."""
    number = place = 0
    while place < len(octets):
        end = _end_of_sequence(octets, place)
        if end is None:
            return 0
        number, place = number + 1, end
    return number


def _end_of_sequence(octets: bytes, place: int) -> int | None:
    if octets[place] != _SEQUENCE or len(octets) < place + 2:
        return None
    length, begins = octets[place + 1], place + 2
    if length >= _LONG_FORM:
        begins += length - _LONG_FORM
        length = int.from_bytes(octets[place + 2 : begins], "big")
    return begins + length if begins + length <= len(octets) and begins + length > place else None


def _several(number: int) -> Complaint:
    return Complaint(
        f"{number} certifikat i ett X509Certificate, alltså en hel kedja. Skriv ett certifikat i varje "
        "X509Certificate, signerarens först, som base64 utan raderna -----BEGIN och -----END; i var/pki/clients "
        "ligger det ensamt i leaf.pem",
        f"{number} certificates in one X509Certificate, so a whole chain. Write one certificate into each "
        "X509Certificate, the signer's first, as base64 without the lines -----BEGIN and -----END; in "
        "var/pki/clients it stands alone in leaf.pem",
    )


_PEM: Final = Complaint(
    "ett certifikat i PEM. Ta bort raderna -----BEGIN och -----END, så att bara base64 står kvar",
    "a certificate in PEM. Remove the lines -----BEGIN and -----END, so that only base64 is left",
)
TOO_LARGE: Final = Complaint(
    f"större än {MAX_OCTETS} byte, vilket inget certifikat för en organisation är",
    f"larger than {MAX_OCTETS} bytes, as no organisation's certificate is",
)
