"""What a bounce and a receipt say to a person, in Swedish and English."""

from collections.abc import Iterable
from typing import Final

from django.conf import settings

from formedlare.models import Leg, PassedOver
from formedlare.models.channel import Channel
from infra.clock import SWEDEN
from infra.texts import Text
from sender.office.models import OfficeReply
from sender.office.replies.advice import advice

LONGEST_SUBJECT: Final = 255
ENGLISH: Final = {Channel.MINA_MEDDELANDEN: "Mina meddelanden", Channel.EMAIL: "e-mail", Channel.SMS: "SMS",
                  Channel.PRINT: "print"}  # fmt: skip

BOUNCE: Final = """\
Brevet kom inte fram.

Ämne: {subject}
Till: {to}
Skickat: {when}

Varför:
{why_swedish}

Gör så här:
{advice_swedish}

----

The letter did not arrive.

Subject: {subject}
To: {to}
Sent: {when}

Why:
{why_english}

What to do:
{advice_english}
"""

RECEIPT: Final = """\
Brevet har {done_swedish}.

Ämne: {subject}
Till: {to}
Skickat: {when}

----

The letter has {done_english}.

Subject: {subject}
To: {to}
Sent: {when}
"""


def why(passed_over: Iterable[PassedOver], reason: Text) -> str:
    """Why no channel could carry the letter, in Swedish and English, a line for each."""
    reasons = [(_name(item.channel), *item.reason) for item in passed_over]
    if not reasons:
        return " | ".join(f"- {text}" for text in reason)
    swedish = "\n".join(f"- {name}: {text}" for (name, _), text, _ in reasons)
    english = "\n".join(f"- {name}: {text}" for (_, name), _, text in reasons)
    return f"{swedish} | {english}"


def subject(reply: OfficeReply) -> str:
    swedish, english = _TITLES[OfficeReply.Kind(reply.kind)]
    ending = f" | {english}"
    room = LONGEST_SUBJECT - len(swedish) - len(ending) - 2
    own = reply.mail.subject
    return f"{swedish}: {own if len(own) <= room else own[: room - 1] + '…'}{ending}"


def text(reply: OfficeReply, leg: Leg) -> str:
    """The part that a person reads, of the letter that ended so."""
    mail = reply.mail
    about = {
        "subject": mail.subject,
        "to": mail.addressed_to,
        "when": f"{mail.received_at.astimezone(SWEDEN):%Y-%m-%d %H:%M}",
    }
    if reply.kind == OfficeReply.Kind.BOUNCE:
        swedish, english = _both(reply.reason)
        advice_swedish, advice_english = advice(leg)
        return BOUNCE.format(
            why_swedish=swedish,
            why_english=english,
            advice_swedish=advice_swedish,
            advice_english=advice_english,
            **about,
        )
    done = _DONE[reply.printed]
    return RECEIPT.format(done_swedish=done[0], done_english=done[1], **about)


def gateway() -> str:
    """Who speaks: the gateway's own name among mail servers."""
    return f"dns; {settings.HOSTS[0]}"


_TITLES: Final = {
    OfficeReply.Kind.BOUNCE: ("Kom inte fram", "Undeliverable"),
    OfficeReply.Kind.RECEIPT: ("Framme", "Delivered"),
}
_DONE: Final = {
    False: ("kommit fram till mottagarens digitala brevlåda", "arrived in the recipient's mailbox"),
    True: ("skrivits ut och skickas med posten", "been printed and goes by post"),
}


def _name(channel: str) -> tuple[str, str]:
    found = next((item for item in Channel if item.value == channel), None)
    return (str(found.label), ENGLISH[found]) if found else (channel, channel)


def _both(words: str) -> tuple[str, str]:
    swedish, _, english = words.partition(" | ")
    return swedish, english or swedish
