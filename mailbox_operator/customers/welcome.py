"""The operator's own letter to a new customer: signed and sealed by the operator, and verified like any other.

It does not come by the register: the operator is no sender, and needs no right to write to its own customer.
"""

import uuid
from collections.abc import Mapping
from typing import Final

from lxml import etree

from contracts import codec, message_v2, message_v3
from contracts import message as message_v1
from contracts import sender as sender_contract
from infra import clock
from infra.pki import store
from infra.pki.peer import Caller
from infra.xmlsig import SignedName, seal_element, sign_element
from infra.xmlsig.names import DELIVERY_V3
from mailbox_operator import reception
from mailbox_operator.models import Mailbox, Operator

SUBJECT: Final = "Välkommen till din brevlåda hos {operator}"
BODY: Final = (
    "<h1>Välkommen!</h1>"
    "<p>{greeting}</p>"
    "<h2>Det här händer nu</h2>"
    "<ul><li>Myndigheter, kommuner och regioner i Mina meddelanden ser att du har en digital brevlåda, och "
    "skickar hit i stället för på papper. Alla avsändare är inte anslutna: en del post kommer fortfarande på "
    "papper.</li><li>{senders}</li>"
    "<li>Vill du veta när ny post kommer? Skriv din e-postadress eller ditt mobilnummer under "
    "Inställningar.</li>"
    "<li>Där väljer du också vilka avsändare du tar emot post från.</li></ul>"
    "<h2>Bra att veta</h2>"
    "<p>Du ansvarar själv för att läsa din post, också om en avisering inte kommer fram. Breven ligger kvar "
    "tills du slänger dem. Du kan när som helst byta till en annan brevlåda eller avsluta den här, under Dina "
    "brevlådor.</p><p>{farewell}<br>{operator}</p>"
)
PUBLIC_ONLY: Final = "Hit kommer bara post från det offentliga. Företag och reklam kommer inte in."
PRIVATE_TOO: Final = "Hit kommer post från det offentliga, och från de företag som är anslutna."
GREETINGS: Final[Mapping[str, tuple[str, str]]] = {
    "kivra.com": ("Kul att du är här! Nu slipper du bläddra bland kuvert.", "Hej så länge,"),
    "digimail.se": ("Din digitala brevlåda är öppen. Vi håller ordning på posten åt dig.", "Varma hälsningar,"),
}
GREETING: Final = (
    "Din brevlåda är öppen. Här får du din post från det offentliga, samlad och säker.",
    "Hälsningar",
)


def deliver_welcome(operator: Operator, holder: str) -> None:
    """Put the operator's welcome in the holder's mailbox, which must be there."""
    signer = store.load_identity(operator.name)
    own = Caller(signer.organisation, signer.certificate, operator.display_name)
    element = etree.Element(SignedName.SIGNED_DELIVERY_V3.value)
    element.append(codec.to_element(_delivery(operator, holder, signer.organisation.value), name=DELIVERY_V3))
    signed = sign_element(element, signer.key, signer.certificate)
    sealed = seal_element(signed, clock.today(), signer.key, signer.certificate)
    mailbox = Mailbox.objects.select_related("operator").get(operator=operator, holder=holder)
    reception.store_own_delivery(mailbox, sealed, own)


def _delivery(operator: Operator, holder: str, number: str) -> message_v3.SecureDelivery:
    header = message_v2.SecureDeliveryHeader(
        sender=sender_contract.Sender(id=number, name=operator.display_name), recipient=holder
    )
    return message_v3.SecureDelivery(header=header, message=[_message(operator)])


def _message(operator: Operator) -> message_v3.SecureMessage:
    greeting, farewell = GREETINGS.get(operator.name, GREETING)
    body = BODY.format(
        operator=operator.display_name,
        greeting=greeting,
        farewell=farewell,
        senders=PUBLIC_ONLY if operator.public_senders_only else PRIVATE_TOO,
    )
    return message_v3.SecureMessage(
        header=message_v3.MessageHeader(
            id=str(uuid.uuid4()),
            subject=SUBJECT.format(operator=operator.display_name),
            supportinfo=message_v3.SupportInfo(text="Det här är en simulerad brevlåda, och ett simulerat brev."),
            language="svSE",
        ),
        body=message_v1.MessageBody(content_type="text/html", body=body.encode()),
    )
