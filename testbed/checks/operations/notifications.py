"""Check a notification, which nobody signs: its sender, its recipients and its text."""

from lxml import etree

from contracts import codec, notification_v3, service_v3
from mailbox_operator.admission import content
from testbed.checks.findings import Findings
from testbed.checks.operations import letters


def check_request(request: etree._Element, findings: Findings) -> None:
    """Note all that is wrong in a notify or a distribute."""
    delivery = _read(request)
    if delivery is None:
        return
    header = delivery.header
    letters.check_sender(header.sender.id, header.sender.name, "", findings)
    letters.check_recipients(header.sender.id, header.recipient, findings)
    letters.check_reference(header.reference, findings)
    with findings.noted("Message/Body"):
        findings.warn(content.check_notification_content(delivery.message).warnings)


def _read(request: etree._Element) -> notification_v3.NotificationDelivery | None:
    try:
        if str(request.tag).endswith("}notify"):
            return codec.from_element(service_v3.Notify, request).notify
        return codec.from_element(notification_v3.Distribute, request).notification_delivery
    except codec.NotReadable:
        return None
