"""Announcements of new messages: which are due, and their texts.

Anybody who holds the phone can read an e-mail or an SMS, so an announcement only says that there is a new
message, at which operator, for which company if it is for one, and where to log in. Only in protection class 1 is
the message itself sent.
Source: founding document 1.1 (sensitive content never leaves the mailbox); facts.md 2.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from infra.identity import RecipientId
from infra.outbox.notification_texts import MAX_SMS_LENGTH, ComposedText, NotificationTexts
from infra.queue.wakeups import WakeupSender
from infra.texts import Text
from mailbox_operator.models import Announcement, Mailbox, Message

SEND_TASK: Final = "mailbox_operator.send_announcement"
NOT_WRITTEN: Final = Text(
    "Texten kunde inte skrivas ({problem}). Loggen säger mer.",
    "The text could not be written ({problem}). The log says more.",
)
MIN_COMPANY: Final = 12
"""Characters of a company's name: fewer say nothing."""
MAX_COMPANY: Final = 200
"""Characters of it that are told: a subject has room for 254."""
Channel = Announcement.Channel
logger = logging.getLogger(__name__)
PAUSE_UNDER_LOAD: Final = 1.0
"""Seconds. A task costs the queue and its worker as much as sending ten announcements."""
_wakeups = WakeupSender(SEND_TASK, pause_of_crowds=PAUSE_UNDER_LOAD)


def new_announcements(message: Message, mailbox: Mailbox, now: datetime) -> list[Announcement]:
    """Build, unsaved, one announcement for each channel that the holder has chosen.

    Save them in the transaction that stores the message.
    """
    words = {"operator": mailbox.operator.display_name, "company": _company_of(mailbox), "link": link_to(message)}
    # The language of the request is the sender's, not the holder's.
    with translation.override(mailbox.language):
        return _build(message, mailbox, now, lambda: _email_text(words), lambda: _sms_text(words))


def forwarding_announcements(
    texts: NotificationTexts, message: Message, mailbox: Mailbox, now: datetime
) -> list[Announcement]:
    """Build, unsaved, the e-mail and SMS that carry a message of protection class 1, in the holder's channels.

    They can be read without logging in. A holder who does not want that is only told that there is a message.
    """
    if not mailbox.forwards_whole_class_1:
        return new_announcements(message, mailbox, now)
    return _build(message, mailbox, now, lambda: texts.email, lambda: texts.sms(link_to(message)))


def _build(
    message: Message,
    mailbox: Mailbox,
    now: datetime,
    email: Callable[[], ComposedText],
    sms: Callable[[], ComposedText],
) -> list[Announcement]:
    due = []
    if mailbox.announce_by_email:
        due.append(_write(Announcement(channel=Channel.EMAIL, address=mailbox.email), message, now, email))
    if mailbox.announce_by_sms:
        due.append(_write(Announcement(channel=Channel.SMS, address=mailbox.mobile), message, now, sms))
    return due


def _write(
    announcement: Announcement, message: Message, now: datetime, compose: Callable[[], ComposedText]
) -> Announcement:
    """Fill in the announcement. If its text cannot be written it is kept as failed, and the message arrives."""
    announcement.message, announcement.due_at = message, now
    try:
        for name, value in asdict(compose()).items():
            setattr(announcement, name, value)
    except Exception as problem:
        logger.exception("the %s of message %s could not be written", announcement.channel, message.public_id)
        announcement.state = Announcement.State.FAILED
        announcement.last_error = NOT_WRITTEN.format(problem=type(problem).__name__)
    return announcement


def wake_sender(*deliveries: int) -> None:
    """Tell the queue, after the commit, that these deliveries (primary keys) may have announcements due.

    This takes microseconds and never fails. The sweeper finds announcements that the queue lost.
    """
    _wakeups.add(*deliveries)


def link_to(message: Message) -> str:
    """The address where the holder logs in to read the message. It reveals nothing about the message."""
    return f"{settings.WEB_BASE_URL}oppna/{message.public_id}"


def _company_of(mailbox: Mailbox) -> str:
    """The name of the company that the mail is for, since its reader has mail of their own, too. Empty: a person.

    It is empty, too, until a company's mailbox has been opened once: a delivery asks nobody for the name.
    """
    is_company = RecipientId(mailbox.holder).is_organisation
    return _cut(" ".join(mailbox.holder_name.split()), MAX_COMPANY) if is_company else ""


def _cut(name: str, room: int) -> str:
    return name if len(name) <= room else f"{name[: room - 1].rstrip()}…"


def _email_text(words: Mapping[str, str]) -> ComposedText:
    if words["company"]:
        return ComposedText(
            subject=gettext("Nytt meddelande till %(company)s") % words,
            text=gettext(
                "Hej!\n\n"
                "%(company)s har fått ett nytt meddelande i sin digitala brevlåda hos %(operator)s.\n\n"
                "Logga in för att läsa det:\n%(link)s\n\n"
                "Det här meddelandet går inte att svara på."
            )
            % words,
        )
    return ComposedText(
        subject=gettext("Nytt meddelande hos %(operator)s") % words,
        text=gettext(
            "Hej!\n\n"
            "Du har fått ett nytt meddelande i din digitala brevlåda hos %(operator)s.\n\n"
            "Logga in för att läsa det:\n%(link)s\n\n"
            "Det här meddelandet går inte att svara på."
        )
        % words,
    )


def _sms_text(words: Mapping[str, str]) -> ComposedText:
    """A company's name is cut to what an SMS has room for, and left out where that is next to nothing."""
    of_company = gettext("%(company)s har ett nytt meddelande hos %(operator)s. Logga in och läs: %(link)s")
    room = MAX_SMS_LENGTH - len(of_company % {**words, "company": ""})
    if words["company"] and room >= MIN_COMPANY:
        return ComposedText(text=of_company % {**words, "company": _cut(words["company"], room)})
    return ComposedText(
        text=gettext("Du har ett nytt meddelande hos %(operator)s. Logga in och läs: %(link)s") % words
    )
