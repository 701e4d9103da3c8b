"""Finds the mails that were taken: newest first, a page at a time, with their letters and replies.

Pages are cut by key ("older than this one"): page 4,000 costs as much as page 1.
"""

from dataclasses import dataclass
from datetime import datetime

from infra.database.pages import page_of
from infra.hooks import runs
from sender.office.models import OfficeMail, OfficeReply


@dataclass(frozen=True)
class MailPage:
    """Mails, newest first, each with its letter (`distribution` and its legs) and `reply`, if there is one."""

    mails: list[OfficeMail]
    next_cursor: int | None
    """Older mails follow after this one; None: these are the last."""


def list_mails(
    size: int,
    before: int | None = None,
    *,
    sender: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> MailPage:
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
    rows = runs.without_other_labels(rows, "distribution__label")
    rows = rows.select_related("distribution", "reply").prefetch_related("distribution__legs")
    mails, last = page_of(rows.order_by("-pk"), size)
    return MailPage(mails, last.pk if last else None)


def reply_of(mail: OfficeMail) -> OfficeReply | None:
    """The bounce or receipt of the mail. None: there is none, or not yet."""
    return getattr(mail, "reply", None)
