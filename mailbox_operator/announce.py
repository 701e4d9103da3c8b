"""Word of a new message: what is due, and what it says.

An e-mail or an SMS is read by whoever holds the phone, so an announcement says that there is a new
message, at which operator, and where to log in. Source: founding document 1.1 (sensitive content never
leaves the mailbox).
"""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from infra.hints import Hints
from mailbox_operator.models import Announcement, Mailbox, Message

SEND_TASK: Final = "mailbox_operator.send_announcement"
_hints = Hints(SEND_TASK)


def due_for(message: Message, mailbox: Mailbox, now: datetime) -> list[Announcement]:
    """Build, unsaved, one announcement for each channel that the holder has chosen.

    They belong in the transaction that stores the message: with it they exist, without it they do not.
    """
    name, link = mailbox.operator.display_name, link_to(message)
    # Not the language of the request: that one is the sender's.
    with translation.override(settings.LANGUAGE_CODE):
        due = []
        if mailbox.announce_by_email:
            due.append(_by_email(mailbox, name, link))
        if mailbox.announce_by_sms:
            due.append(_by_sms(mailbox, name, link))
    for announcement in due:
        announcement.message = message
        announcement.due_at = now
    return due


def hint(*deliveries: int) -> None:
    """Tell the queue, after the commit, that these deliveries (primary keys) may have announcements due.

    Costs the caller microseconds and never fails. What the queue does not hear of, the sweeper finds.
    """
    _hints.add(*deliveries)


def link_to(message: Message) -> str:
    """Where the holder logs in to read the message. The address itself says nothing."""
    return f"{settings.WEB_BASE_URL}oppna/{message.public_id}"


def _by_email(mailbox: Mailbox, name: str, link: str) -> Announcement:
    return Announcement(
        channel=Announcement.Channel.EMAIL,
        address=mailbox.email,
        subject=gettext("Nytt meddelande hos %(operator)s") % {"operator": name},
        text=gettext(
            "Hej!\n\n"
            "Du har fått ett nytt meddelande i din digitala brevlåda hos %(operator)s.\n\n"
            "Logga in för att läsa det:\n%(link)s\n\n"
            "Det här meddelandet går inte att svara på."
        )
        % {"operator": name, "link": link},
    )


def _by_sms(mailbox: Mailbox, name: str, link: str) -> Announcement:
    return Announcement(
        channel=Announcement.Channel.SMS,
        address=mailbox.mobile,
        text=gettext("Du har ett nytt meddelande hos %(operator)s. Logga in och läs: %(link)s")
        % {"operator": name, "link": link},
    )
