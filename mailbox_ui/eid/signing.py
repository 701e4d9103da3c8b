"""Sign an agreement text as a test person, rightly or with a flaw that a register must find.

Source: api-6.3 §3.1 (SignatureData).
"""

import secrets
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

from lxml import etree

from contracts import codec, common
from infra import clock
from infra.errors import InvalidInput
from infra.identity import RecipientId
from infra.pki import nonces, personal
from infra.pki.personal import Subject
from infra.signed_text import sign_as_cms, sign_as_xml
from mailbox_ui.eid import legitimations
from mailbox_ui.eid.legitimations import Legitimation
from mailbox_ui.models import EidHolder

UNNAMED: Final = "Test Person"
OTHERS: Final = (Subject("191212121212", "Tolvan Tolvansson"), Subject("192705178354", "Arvid Lindgren"))
"""The person that signs in place of the holder: the first, or the second for the first."""


class SignatureForm(Enum):
    """The forms that a signature can be written in."""

    XML = "xml"
    PKCS7 = "pkcs7"
    PKCS7_DETACHED = "pkcs7-detached"
    """The text is not in it."""
    MOCKED = "mocked"
    """The reference implementation's plain form for tests: nothing is signed."""


class Flaw(Enum):
    """The flaws that a signature can be made with on purpose."""

    EXPIRED = "expired"
    REVOKED = "revoked"
    OTHER_TEXT = "other_text"
    UNTRUSTED = "untrusted"
    WRONG_PERSON = "wrong_person"
    STALE_NONCE = "stale_nonce"


_LEGITIMATIONS: Final[Mapping[Flaw | None, Callable[[Subject], Legitimation]]] = {
    Flaw.EXPIRED: legitimations.make_expired,
    Flaw.REVOKED: legitimations.make_revoked,
    Flaw.UNTRUSTED: legitimations.make_untrusted,
}


def sign_text(
    person_number: str,
    text: str,
    form: SignatureForm = SignatureForm.XML,
    *,
    nonce: str = "",
    flaw: Flaw | None = None,
) -> common.SignatureData:
    """The person's signature under the text, as an operator sends it to the register.

    The plain form always comes with a nonce, since without one it is the same each time.

    Raises:
        InvalidInput: the number is no person's, or the plain form cannot have this flaw (5001).
    """
    subject = read_subject(person_number)
    if flaw is Flaw.WRONG_PERSON:
        subject = next(other for other in OTHERS if other.number != subject.number)
    if flaw is Flaw.STALE_NONCE:
        nonce = nonces.issue_nonce(clock.now() - 2 * nonces.FRESH_FOR)
    if form is SignatureForm.MOCKED:
        return _mocked(subject, nonce, flaw)
    signed_text = f"{text} (ändrad)" if flaw is Flaw.OTHER_TEXT else text
    own = _LEGITIMATIONS.get(flaw, legitimations.legitimation_of)(subject)
    return _data(_signature(signed_text, form, own, nonce or secrets.token_urlsafe(12)), nonce)


def signature_xml(data: common.SignatureData) -> str:
    """The element to paste into a request. Its own name differs: signature, SignatureData, arg2 and others."""
    element = codec.to_element(data, "SignatureData")
    etree.indent(element)
    return etree.tostring(element, encoding="unicode")


def find_name(number: str) -> str:
    """The name on the person's e-legitimation."""
    name = EidHolder.objects.filter(number=number).values_list("name", flat=True).first()
    return name or UNNAMED


def read_subject(person_number: str) -> Subject:
    """The person with this number, as the e-legitimation names them.

    Raises:
        InvalidInput: the number is no person's (5001).
    """
    try:
        number = RecipientId.parse(person_number)
    except ValueError:
        number = None
    if number is None or number.is_organisation:
        raise InvalidInput(
            "Personen ska vara ett personnummer eller samordningsnummer med tolv siffror, till exempel "
            "198101052382.",
            "The person must be a personal identity number or coordination number of twelve digits, for instance "
            "198101052382.",
            slug="eid-person-number-form",
        )
    return Subject(number.value, find_name(number.value))


def _signature(text: str, form: SignatureForm, own: Legitimation, nonce: str) -> bytes:
    if form is SignatureForm.XML:
        return sign_as_xml(text, own.key, own.chain, nonce=nonce)
    return sign_as_cms(text, own.key, own.chain, nonce=nonce, is_detached=form is SignatureForm.PKCS7_DETACHED)


def _mocked(subject: Subject, nonce: str, flaw: Flaw | None) -> common.SignatureData:
    if flaw not in {None, Flaw.WRONG_PERSON, Flaw.STALE_NONCE}:
        raise InvalidInput(
            "Den förenklade formen har varken text eller certifikat, så de fel som den kan ha är wrong_person och "
            "stale_nonce.",
            "The plain form has neither text nor certificate, so the flaws that it can have are wrong_person and "
            "stale_nonce.",
            slug="eid-flaw-not-in-plain-form",
        )
    given, _, surname = subject.name.rpartition(" ")
    plain = f"SERIALNUMBER={subject.number}, GIVENNAME={given}, SURNAME={surname}, CN={subject.name}, C=SE"
    return _data(plain.encode(), nonce or nonces.issue_nonce())


def _data(signature: bytes, nonce: str) -> common.SignatureData:
    return common.SignatureData(
        signature=signature,
        certificate=personal.ISSUING_NAME,
        nonce=nonce or None,
        encoding_of_signed_text="UTF-8",
    )
