"""Word of a new message: what is due, and what it says.

An e-mail or an SMS is read by whoever holds the phone, so an announcement says that there is a new
message, at which operator, and where to log in. Only in protection class 1 is the message itself sent.
Source: founding document 1.1 (sensitive content never leaves the mailbox); facts.md 2.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from infra.outbox.notification_texts import ComposedText, NotificationTexts
from infra.queue.wakeups import WakeupSender
from mailbox_operator.models import Announcement, Mailbox, Message

SEND_TASK: Final = "mailbox_operator.send_announcement"
_wakeups = WakeupSender(SEND_TASK)


def new_announcements(message: Message, mailbox: Mailbox, now: datetime) -> list[Announcement]:
    """Build, unsaved, one announcement for each channel that the holder has chosen.

    They belong in the transaction that stores the message: with it they exist, without it they do not.
    """
    name, link = mailbox.operator.display_name, link_to(message)
    # Not the language of the request: that one is the sender's.
    with translation.override(settings.LANGUAGE_CODE):
        return _chosen(message, mailbox, now, lambda: _by_email(name, link), lambda: _by_sms(name, link))


def forwarding_announcements(
    texts: NotificationTexts, message: Message, mailbox: Mailbox, now: datetime
) -> list[Announcement]:
    """Build, unsaved, what carries a message of protection class 1 itself, in the channels that the holder
    has chosen: nobody needs to log in to read it.
    """
    return _chosen(message, mailbox, now, lambda: texts.email, lambda: texts.sms(link_to(message)))


def _chosen(
    message: Message,
    mailbox: Mailbox,
    now: datetime,
    email: Callable[[], ComposedText],
    sms: Callable[[], ComposedText],
) -> list[Announcement]:
    due = []
    if mailbox.announce_by_email:
        due.append((Announcement.Channel.EMAIL, mailbox.email, email()))
    if mailbox.announce_by_sms:
        due.append((Announcement.Channel.SMS, mailbox.mobile, sms()))
    return [
        Announcement(message=message, channel=channel, address=address, due_at=now, **asdict(words))
        for channel, address, words in due
    ]


def wake_sender(*deliveries: int) -> None:
    """Tell the queue, after the commit, that these deliveries (primary keys) may have announcements due.

    Costs the caller microseconds and never fails. What the queue does not hear of, the sweeper finds.
    """
    _wakeups.add(*deliveries)


def link_to(message: Message) -> str:
    """Where the holder logs in to read the message. The address itself says nothing."""
    return f"{settings.WEB_BASE_URL}oppna/{message.public_id}"


def _by_email(name: str, link: str) -> ComposedText:
    return ComposedText(
        subject=gettext("Nytt meddelande hos %(operator)s") % {"operator": name},
        text=gettext(
            "Hej!\n\n"
            "Du har fått ett nytt meddelande i din digitala brevlåda hos %(operator)s.\n\n"
            "Logga in för att läsa det:\n%(link)s\n\n"
            "Det här meddelandet går inte att svara på."
        )
        % {"operator": name, "link": link},
    )


def _by_sms(name: str, link: str) -> ComposedText:
    text = gettext("Du har ett nytt meddelande hos %(operator)s. Logga in och läs: %(link)s")
    return ComposedText(text=text % {"operator": name, "link": link})
