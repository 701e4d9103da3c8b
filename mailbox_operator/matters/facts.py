"""Reads what a letter's header says of an official matter."""

from datetime import date

from xsdata.models.datatype import XmlDate

from contracts import message_v3, official_matter_v3
from mailbox_operator.matters.models import MatterEvent

OfficialMatterExtension = official_matter_v3.OfficialMatterExtension


def read_event(header: message_v3.MessageHeader) -> MatterEvent | None:
    """The event, not stored and of no message yet. None: the letter tells of none."""
    found = _extension(header)
    if found is None:
        return None
    identity = found.identity or OfficialMatterExtension.Identity()
    return MatterEvent(
        event_id=(identity.event_id or "").strip(),
        matter_id=(identity.official_matter_id or "").strip(),
        preceding_event_id=(identity.preceding_event_id or "").strip(),
        created_on=_date(found.timestamp),
        matter_subject=(found.matter_subject or "").strip(),
        event_type=(found.event_type or "").strip(),
        status=found.matter_status.value if found.matter_status else "",
    )


def _extension(header: message_v3.MessageHeader) -> OfficialMatterExtension | None:
    """The contract lets it stand in the message's namespace, or as the global element of its own."""
    matter = header.official_matter
    if matter is None:
        return None
    if matter.official_matter_extension is not None:
        return matter.official_matter_extension
    return next((part for part in matter.other_element if isinstance(part, OfficialMatterExtension)), None)


def _date(written: XmlDate) -> date | None:
    """None: a year that XML Schema allows and no calendar of ours has."""
    try:
        return written.to_date()
    except ValueError:
        return None
