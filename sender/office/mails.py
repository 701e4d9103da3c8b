"""The mails that were taken, found among many: newest first, a page at a time, with their letters and answers.

Pages are cut by key ("older than this one"): page 4,000 costs what page 1 does.
"""

from dataclasses import dataclass
from datetime import datetime

from infra.database.pages import page_of
from sender.office.models import OfficeMail, OfficeReply


@dataclass(frozen=True)
class Page:
    """Mails, newest first, each with its letter (`distribution` and its legs) and `reply`, if there is one."""

    mails: list[OfficeMail]
    next_cursor: int | None
    """Older mails follow after this one; None: these are the last."""


def page(
    size: int,
    before: int | None = None,
    *,
    sender: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page:
    """Up to `size` mails older than `before`.

    `sender`: an address, or a domain with a leading @. `since`, `until`: taken at this moment or later, before
    this moment.
    """
    lowered = sender.strip().lower()
    conditions = {
        "pk__lt": before,
        "address__endswith" if lowered.startswith("@") else "address": lowered or None,
        "received_at__gte": since,
        "received_at__lt": until,
    }
    rows = OfficeMail.objects.filter(**{name: value for name, value in conditions.items() if value is not None})
    rows = rows.select_related("distribution", "reply").prefetch_related("distribution__legs")
    mails, last = page_of(rows.order_by("-pk"), size)
    return Page(mails, last.pk if last else None)


def reply_of(mail: OfficeMail) -> OfficeReply | None:
    """What goes back, or went. None: nothing, or not yet."""
    return getattr(mail, "reply", None)
