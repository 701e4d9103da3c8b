"""A question to the register, and what an answer says."""

from contracts import codec, recipient_v3
from infra.soap.messages import envelope
from infra.soap.messages.parser import SOAP_11
from tests import cast
from tests.cast import ARVID

RECIPIENT = "/webservice/accao/Recipient/v3"
FAULT = f"{{{SOAP_11}}}Fault"
QUESTION = recipient_v3.IsReachable(sender_org_nr="162021004748", recipient_id=[ARVID])


def question() -> bytes:
    return envelope.wrap_element(codec.to_element(QUESTION))


def soap(body: str, header: str = "") -> bytes:
    return f'<s:Envelope xmlns:s="{SOAP_11}">{header}<s:Body>{body}</s:Body></s:Envelope>'.encode()


def is_reachable(ids: str) -> bytes:
    namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"
    return soap(f'<isReachable xmlns="{namespace}"><senderOrgNr>162021004748</senderOrgNr>{ids}</isReachable>')


def fault_text(reply: cast.Reply) -> str:
    return reply.element.findtext("faultstring") or ""
