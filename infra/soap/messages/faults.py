"""Refusals on the wire: a SOAP 1.1 Fault with a detail of one of the contracts' two families.

Version 3 has one element, applicationFault; Authority (and version 1) has one per operation.
Source: wire.md, Transport; contract type ExceptionInformation.
"""

import re
import uuid
from dataclasses import dataclass, field

from lxml import etree

from contracts import codec, common, common_v3
from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode, is_permanent
from infra.errors.explanation import Explanation
from infra.soap.messages.envelope import FAULT
from infra.soap.messages.fault_codes import code_on_wire
from infra.soap.messages.parser import SOAP_11
from infra.texts import Text

APPLICATION_FAULT = "{http://minameddelanden.gov.se/schema/Common/v3}applicationFault"

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Source: XML 1.0, production 2."""
_CODE = re.compile(r"[0-9]{1,10}")
_ENDS_WITH_REASON = re.compile(r" \[([a-z0-9]+(?:-[a-z0-9]+)*)\]\Z")


@dataclass(frozen=True)
class Fault:
    """A refusal: the error code, the explanation, and the id that finds the call in the log."""

    code: int
    text: Text
    call_id: str
    reason: str = ""
    """The slug of docs/refusals; empty where another system gives none."""
    explanation: Explanation | None = field(default=None, compare=False)
    """None: the fault came from elsewhere, and tells no more than its reason."""

    @property
    def description(self) -> str:
        """The contract's element Description: the text in both languages, and the reason in brackets."""
        return with_reason(self.text, self.reason)

    @property
    def is_permanent(self) -> bool:
        """The request is at fault: sending it again unchanged gives the same answer."""
        return is_permanent(self.code)

    @property
    def concerns_the_letter(self) -> bool:
        """An application fault, about this letter. Lower codes are about the system or the caller: all letters
        would have been refused. Source: facts.md 4.1.
        """
        return self.code >= ErrorCode.UNKNOWN


class FaultReceived(Exception):
    """The other side answered a SOAP fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.code}: {fault.description}")
        self.fault = fault


def with_reason(text: Text, reason: str) -> str:
    """The text of a fault with its reason after it, which `read_fault` tells apart again."""
    return f"{text.on_wire} [{reason}]" if reason else text.on_wire


def fault_of(error: MinaMeddelandenError) -> Fault:
    """The fault that refuses a call because of the error, with a call id of its own."""
    text = Text(_writable(error.text.swedish), _writable(error.text.english))
    explanation = error.explanation
    return Fault(code_on_wire(error.code), text, str(uuid.uuid4()), explanation.reason, explanation)


def to_element(fault: Fault, detail_name: str = APPLICATION_FAULT) -> etree._Element:
    """The Fault element, with its detail under `detail_name` (a qualified name)."""
    faultcode = "Client" if fault.is_permanent else "Server"
    element = plain_fault(faultcode, fault.description)
    etree.SubElement(element, "detail").append(_detail(fault, detail_name))
    return element


def plain_fault(code: str, text: str) -> etree._Element:
    """A Fault without detail, as SOAP 1.1 demands for errors in the header."""
    element = etree.Element(FAULT, nsmap={"soap": SOAP_11})
    etree.SubElement(element, "faultcode").text = f"soap:{code}"
    etree.SubElement(element, "faultstring").text = _writable(text)
    return element


def _writable(text: str) -> str:
    """The text without characters that XML cannot contain, since faults repeat texts of callers."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _detail(fault: Fault, name: str) -> etree._Element:
    if name == APPLICATION_FAULT:
        return codec.to_element(
            common_v3.ApplicationFault(error_code=fault.code, description=fault.description, call_id=fault.call_id)
        )
    # The older family excludes code 1, which means the same as 5001.
    code = fault.code if fault.code > 1 else int(ErrorCode.INVALID_INPUT)
    information = common.ExceptionInformation(
        error_code=code, description=fault.description, call_id=fault.call_id
    )
    return codec.to_element(information, name=name)


def read_fault(element: etree._Element) -> Fault:
    """Read a Fault of either family. The code is 0 where it has no detail of the contracts."""
    text = {etree.QName(part).localname: part.text or "" for part in element.iter(etree.Element)}
    code = text.get("ErrorCode", "").strip()
    description = text.get("Description") or text.get("faultstring", "")
    reason = _ENDS_WITH_REASON.search(description)
    return Fault(
        code=int(code) if _CODE.fullmatch(code) else 0,
        text=Text.parse(description[: reason.start()] if reason else description),
        call_id=text.get("CallId", ""),
        reason=reason[1] if reason else "",
    )
