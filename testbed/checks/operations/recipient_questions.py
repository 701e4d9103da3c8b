"""Check isReachable: the sender that is asked for, and the numbers."""

from lxml import etree

from contracts import codec, recipient_v3
from infra.identity import recipients
from testbed.checks.findings import Findings
from testbed.checks.operations import letters


def check_request(request: etree._Element, findings: Findings) -> None:
    """Note all that is wrong in an isReachable."""
    try:
        question = codec.from_element(recipient_v3.IsReachable, request)
    except codec.NotReadable:
        return
    letters.require_registered(question.sender_org_nr, findings)
    for recipient in letters.well_formed(question.recipient_id):
        with findings.noted("recipientId"):
            recipients.require_check_digits([recipient])
