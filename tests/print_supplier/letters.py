"""Letters that are to become paper, and people without a mailbox."""

from collections.abc import Callable
from datetime import timedelta

from formedlare.models import Leg
from sender import compose
from tests import cast
from tests.relay import Relay, leg_of, work

PROTECTED, DECEASED, BYNS_KRAFT, NOBODY = "199601012397", "193801029202", "165560000027", "197706022394"
State = Leg.State
Later = Callable[[timedelta], None]


def text(relay: Relay, *attachments: compose.AttachedFile, **changes: object) -> compose.MessageText:
    return relay.sender.text(attachments=list(attachments), **changes)


def queued(relay: Relay, to: str = cast.TOLVAN, *attachments: compose.AttachedFile) -> Leg:
    accepted = relay.distribute(to, text(relay, *attachments))
    work()
    return leg_of(accepted)
