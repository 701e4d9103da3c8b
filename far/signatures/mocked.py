"""The plain form of a signature that the reference implementation takes in tests: a subject, and nothing signed.

`SERIALNUMBER=…, GIVENNAME=…, SURNAME=…, CN=…, C=SE`
"""

import re
from typing import Final

from django.conf import settings

from infra.errors import SignatureFault
from infra.identity import IdentityError, RecipientId
from infra.identity.explanations import explain_mistake
from infra.pki.personal import Subject

MAX_BYTES: Final = 2_000
_BEGINS: Final = re.compile(rb"\s*[A-Za-z.]{1,20}\s*=")
_BETWEEN: Final = re.compile(r",\s*(?=[A-Za-z.]{1,20}\s*=)")


def is_mocked(octets: bytes) -> bool:
    """Whether the octets look like the plain form, right or wrong."""
    return _BEGINS.match(octets) is not None


def read_mocked(octets: bytes) -> Subject:
    """The person that the plain form names.

    Raises:
        SignatureFault: it is switched off, or names nobody (5012).
    """
    if not settings.MOCKED_SIGNATURES:
        raise SignatureFault(
            "Den förenklade signaturen (SERIALNUMBER=…) är avstängd här (MM_MOCKED_SIGNATURES=off). Signera med "
            "XML-signatur eller PKCS#7.",
            "The plain signature (SERIALNUMBER=…) is switched off here (MM_MOCKED_SIGNATURES=off). Sign with an "
            "XML signature or PKCS#7.",
            slug="plain-signature-switched-off",
        )
    parts = _parts(octets)
    number = _personal_number(parts.get("SERIALNUMBER", ""))
    given = " ".join(filter(None, (parts.get("GIVENNAME"), parts.get("SURNAME"))))
    return Subject(number, parts.get("CN") or given or number)


def _parts(octets: bytes) -> dict[str, str]:
    try:
        text = octets[: MAX_BYTES + 1].decode().strip()
    except UnicodeDecodeError:
        text = ""
    pairs = [part.partition("=") for part in _BETWEEN.split(text)]
    found = {name.strip().upper(): value.strip() for name, _, value in pairs}
    if len(text.encode()) > MAX_BYTES or len(found) != len(pairs) or not text.isprintable():
        raise SignatureFault(
            f"Den förenklade signaturen ska vara högst {MAX_BYTES} byte UTF-8 utan styrtecken, med varje del en "
            "gång: SERIALNUMBER=…, GIVENNAME=…, SURNAME=…, CN=…, C=SE.",
            f"The plain signature must be at most {MAX_BYTES} bytes of UTF-8 without control characters, with "
            "each part once: SERIALNUMBER=…, GIVENNAME=…, SURNAME=…, CN=…, C=SE.",
            slug="plain-signature-malformed",
        )
    return found


def _personal_number(text: str) -> str:
    try:
        number = RecipientId.parse(text)
    except IdentityError as problem:
        swedish, english = explain_mistake(text, problem)
        raise SignatureFault(
            f"Numret i den förenklade signaturens SERIALNUMBER {swedish}. Skriv personens tolv siffror.",
            f"The number in the plain signature's SERIALNUMBER {english}. Write the person's twelve digits.",
            slug="plain-signature-number-invalid",
        ) from problem
    if number.value != text or number.is_organisation:
        raise SignatureFault(
            "Den förenklade signaturens SERIALNUMBER ska vara en persons tolv siffror, utan bindestreck.",
            "The plain signature's SERIALNUMBER must be a person's twelve digits, without a hyphen.",
            slug="plain-signature-number-form",
        )
    return number.value
