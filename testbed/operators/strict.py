"""Checks that a real operator's verifier makes, so that a sender meets its refusals in tests already.

The simulator's other operators accept these with a warning, as the infrastructure does.

Source: wire.md, "Seen when real software was run against the simulator"; api-6.3 §4.
"""

from typing import Final

from lxml import etree

from contracts import message_v3
from infra.errors import InvalidInput, SignatureFault
from infra.message_rules import check_messages
from infra.outbox.notification_texts import decode_body, main_type
from infra.pki.trust import current_trust
from infra.soap.messages.reading import read_message
from infra.texts import Text
from infra.xmlsig import SignatureWarning, SignedName, Verified, verify_sealed
from infra.xmlsig.verification.remarks import seal_remarks, sender_remarks

SIGNATURE: Final = "{http://www.w3.org/2000/09/xmldsig#}Signature"
DELIVERY: Final = "{http://minameddelanden.gov.se/schema/Message/v3}Delivery"
REFUSED: Final = frozenset(
    {SignatureWarning.SHA512, SignatureWarning.EXCLUSIVE_C14N, SignatureWarning.CARRIAGE_RETURN}
)
"""Weaknesses that the infrastructure accepts, and a real verifier does not."""
UNKNOWN_TAG: Final = 801
"""libxml2's error for elements that came with HTML 5."""

DEFAULT_NAMESPACE: Final = Text(
    "Signature står i en förvald namnrymd (xmlns=…). En verklig operatörs verifierare hittar den inte där: skriv "
    "elementet med prefix, som ds:Signature, på tråden.",
    "Signature stands in a default namespace (xmlns=…). A real operator's verifier does not find it there: write "
    "the element with a prefix, as ds:Signature, on the wire.",
)


def require_acceptable(sealed: etree._Element) -> None:
    """Return if a real operator's verifier takes the sealed delivery.

    Raises:
        SignatureFault: a signature does not hold, or is written or made in a way that is refused (5012).
        InvalidInput: a Checksum is wrong, a Body is empty, or HTML is not valid (5001).
        ContentTypeNotSupported: an attachment is not what it is said to be (5019).
    """
    _require_prefixed_signatures(sealed)
    verified = verify_sealed(sealed, SignedName.SEALED_DELIVERY_V3, current_trust())
    _require_plain(verified.inner, sender_remarks(verified.inner))
    _require_plain(verified.outer, seal_remarks(verified.outer))
    child = verified.inner.element.find(DELIVERY)
    assert child is not None, "the schema demands it, and what was verified is what was valid"
    _require_content(read_message(message_v3.SecureDelivery, child))


def _require_prefixed_signatures(sealed: etree._Element) -> None:
    if any(signature.prefix is None for signature in sealed.iter(SIGNATURE)):
        raise SignatureFault.saying(DEFAULT_NAMESPACE, slug="strict-operator-default-namespace")


def _require_plain(signature: Verified, remarks: list[Text]) -> None:
    for warning, remark in zip(signature.warnings, remarks, strict=True):
        if warning in REFUSED:
            raise SignatureFault.saying(remark, slug="strict-operator-signature")


def _require_content(delivery: message_v3.SecureDelivery) -> None:
    if warnings := check_messages(delivery.message):
        raise InvalidInput.saying(warnings[0], slug="strict-operator-content")
    for message in delivery.message:
        if main_type(message.body.content_type) == "text/html":
            _require_valid_html(decode_body(message.body.body)[0])


def _require_valid_html(text: str) -> None:
    parser = etree.HTMLParser(encoding="utf-8")
    etree.fromstring(text.encode(), parser)
    wrong = next((error for error in parser.error_log if error.type != UNKNOWN_TAG), None)
    if wrong is not None:
        raise InvalidInput(
            f"Meddelandets Body är inte giltig HTML, rad {wrong.line}: {wrong.message}.",
            f"The message's Body is no valid HTML, line {wrong.line}: {wrong.message}.",
            slug="strict-operator-html",
        )
