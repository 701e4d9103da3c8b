"""How the letter of a mail ended: written down together with it, so that no bounce is ever lost.

Source: house.md ("The database holds the truth"); RFC 3461, 4.1 (a failure is always told, a success when asked).
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from formedlare import legs
from formedlare.legs import State
from formedlare.models import Distribution, Leg
from infra import clock
from infra.queue.wakeups import WakeupSender
from sender.office.models import OfficeMail, OfficeReply
from sender.office.replies import words

SEND_TASK = "sender.office.send_replies"

_wakeups = WakeupSender(SEND_TASK)


def listen() -> None:
    """Follow the legs from here on."""
    legs.moved.connect(_note, sender=Leg, dispatch_uid="office replies")


def _note(legs: Sequence[Leg], state: State, **_: Any) -> None:  # the signal's name for them
    if state not in {State.FAILED, State.DELIVERED, State.PRINTED}:
        return
    mine = {leg.distribution_id: leg for leg in legs if _may_be_ours(leg)}
    if not mine:
        return
    mails = OfficeMail.objects.filter(distribution__in=mine)
    if state != State.FAILED:
        mails = mails.filter(receipt=True)
    replies = [_reply(mail, mine[mail.distribution_id], state) for mail in mails]
    OfficeReply.objects.bulk_create(replies, ignore_conflicts=True)
    if replies:
        transaction.on_commit(lambda: _wakeups.add(*(reply.mail_id for reply in replies)))


def _may_be_ours(leg: Leg) -> bool:
    # To ask for the distribution would cost a query for each leg of a print run.
    return not Leg.distribution.is_cached(leg) or leg.distribution.origin == Distribution.Origin.OFFICE


def _reply(mail: OfficeMail, leg: Leg, state: State) -> OfficeReply:
    now = clock.now()
    reply = OfficeReply(
        mail=mail,
        kind=OfficeReply.Kind.BOUNCE if state == State.FAILED else OfficeReply.Kind.RECEIPT,
        printed=state == State.PRINTED,
        reason=words.why(leg.passed_over, leg.reason) if state == State.FAILED else "",
        channel=OfficeReply.Channel.EMAIL,
        address=mail.address,
        created_at=now,
        due_at=now,
    )
    reply.subject, reply.text = words.subject(reply), words.text(reply, leg)
    return reply
