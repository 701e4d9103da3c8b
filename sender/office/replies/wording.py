"""What a bounce and a receipt say to a person, in Swedish and English."""

from collections.abc import Iterable
from typing import Final

from formedlare.models import Leg, PassedOver
from formedlare.models.channel import Channel
from infra import texts
from infra.clock import SWEDEN
from infra.texts import Text
from sender.office.models import OfficeReply
from sender.office.replies.advice import advise_sender

MAX_SUBJECT: Final = 255
TITLES: Final = {
    OfficeReply.Kind.BOUNCE: Text("Kom inte fram", "Undeliverable"),
    OfficeReply.Kind.RECEIPT: Text("Framme", "Delivered"),
}
BOUNCE: Final = Text(
    """\
Brevet kom inte fram.

Ämne: {subject}
Till: {to}
Skickat: {when}

Varför:
{reasons}

Gör så här:
{advice}
""",
    """\
The letter did not arrive.

Subject: {subject}
To: {to}
Sent: {when}

Why:
{reasons}

What to do:
{advice}
""",
)
RECEIPT: Final = Text(
    """\
Brevet har {done}.

Ämne: {subject}
Till: {to}
Skickat: {when}
""",
    """\
The letter has {done}.

Subject: {subject}
To: {to}
Sent: {when}
""",
)
DELIVERED: Final = Text("kommit fram till mottagarens digitala brevlåda", "arrived in the recipient's mailbox")
PRINTED: Final = Text("skrivits ut och skickas med posten", "been printed and goes by post")
BETWEEN_LANGUAGES: Final = "\n----\n\n"


def list_reasons(passed_over: Iterable[PassedOver], reason: Text) -> Text:
    """Why no channel could carry the letter: a line for each channel, or the reason where none was tried."""
    lines = ["- " + _name_of(item.channel) + ": " + item.reason for item in passed_over]
    return texts.join_texts("\n", lines) if lines else "- " + reason


def write_subject(reply: OfficeReply) -> str:
    """The reply's title around the mail's own subject, which is cut where the whole becomes too long."""
    title = TITLES[OfficeReply.Kind(reply.kind)]
    own, room = reply.mail.subject, MAX_SUBJECT - len(title.on_wire) - 2
    shown = own if len(own) <= room else own[: room - 1] + "…"
    return Text(f"{title.swedish}: {shown}", title.english).on_wire


def write_body(reply: OfficeReply, leg: Leg) -> str:
    """The part of the reply that a person reads, Swedish above English. `leg`: the letter's, as it ended."""
    about = {
        "subject": reply.mail.subject,
        "to": reply.mail.addressed_to,
        "when": f"{reply.mail.received_at.astimezone(SWEDEN):%Y-%m-%d %H:%M}",
    }
    if reply.kind == OfficeReply.Kind.BOUNCE:
        swedish, english = BOUNCE.format(reasons=reply.reason, advice=advise_sender(leg), **about)
    else:
        swedish, english = RECEIPT.format(done=PRINTED if reply.printed else DELIVERED, **about)
    return swedish + BETWEEN_LANGUAGES + english


def _name_of(channel: str) -> Text:
    return Channel(channel).display_name if channel in Channel.values else Text.same(channel)
