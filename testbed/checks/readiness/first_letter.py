"""Sign a first letter as a sender would, and check it without delivering it."""

from typing import Final

from infra.identity.reading import read_recipient
from infra.pki.store import Identity
from infra.soap.messages import envelope
from infra.xmlsig import for_wire
from infra.xmlsig.names import MESSAGE_V3
from mailbox_operator import register
from sender import compose
from testbed.checks.envelope import check_envelope
from testbed.checks.findings import Findings

SOMEBODY: Final = "198101052382"
"""A person of the demo world who has a mailbox and accepts every sender."""
TEXT: Final = compose.MessageText(
    subject="Ett första brev", body="Detta brev signerades för en kontroll och skickades aldrig."
)
_DISTRIBUTE: Final = f"{{{MESSAGE_V3}}}distributeSecure"
_ARGUMENT: Final = f"{{{MESSAGE_V3}}}signedDelivery"


def check_first_letter(signer: Identity, relay: Identity | None, recipient: str = "") -> Findings:
    """What is wrong with a letter of the signer's own, sealed by `relay`, or, without one, handed to one.

    Raises:
        InvalidInput: the recipient's number cannot be (5001).
    """
    to = read_recipient(recipient or SOMEBODY)
    # The name in the register: a certificate may call its owner something else, and letters do not.
    name = register.list_actors(register.ORGANISATION_CALLER).senders.get(signer.organisation.value)
    letter = compose.compose_delivery(signer.organisation, name or signer.title, to, [TEXT])
    signed = compose.sign_delivery(letter, signer)
    if relay is None:
        return check_envelope(envelope.wrap_element(for_wire(signed, wrapper=_DISTRIBUTE, argument=_ARGUMENT)))
    return check_envelope(compose.wrap_sealed_delivery(compose.seal_delivery(signed, relay)))
