"""Use a signature: ask the register, keep what it answered, and ask the others who must sign too."""

from contextlib import suppress
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from infra import clock, trace
from infra.database.write_transaction import write_transaction
from infra.errors import InternalError, MinaMeddelandenError
from infra.far_client import RegisterRefused
from infra.outbox.models import OutboxMessage
from infra.outbox.send_due import show_on_phone
from mailbox_operator.customers import enrolment
from mailbox_operator.customers.agreements import EnrolmentAction
from mailbox_operator.customers.signing import SigningProgress
from mailbox_operator.mailbox import mailbox_log, opening
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import Mailbox, Operator
from mailbox_ui.eid import signing_orders
from mailbox_ui.models import SigningOrder

Outcome = SigningOrder.Outcome

WAITS: Final = timedelta(hours=settings.PENDING_HOURS)
"""How long the register keeps what waits for signatures, from the first of them."""
LAST_DAYS: Final = timedelta(days=3)


def complete_order(order: SigningOrder) -> None:
    """Send the signature to the register, once, and note what came of it.

    Raises:
        SigningClosedError: another click has done it.
    """
    signature = signing_orders.use_order(order.reference)
    wanted = order.enrolment
    try:
        signing = enrolment.carry_out(wanted, signature)
    except RegisterRefused as refusal:
        order.refusal_slug, order.refusal_code = refusal.details.get("slug", ""), refusal.fault_code
        order.outcome = Outcome.REFUSED
    except InternalError:
        order.outcome = Outcome.NO_ANSWER
    else:
        order.outcome = _outcome(signing)
        if order.outcome == Outcome.COMPLETE:
            _note(order)
        if order.outcome == Outcome.INCOMPLETE:
            remind_signers(order, signing)
    order.save(update_fields=["outcome", "refusal_slug", "refusal_code"])


def _outcome(signing: SigningProgress) -> Outcome:
    if signing.is_complete:
        return Outcome.COMPLETE
    return Outcome.UNDECIDABLE if signing.is_undecidable else Outcome.INCOMPLETE


def _note(order: SigningOrder) -> None:
    """Write in the logs of the mailboxes what has happened to them, and by which user. What was left is closed."""
    by = (order.signer_id, order.signer.name)
    mailboxes = Mailbox.objects.filter(holder=order.holder).select_related("operator")
    here = mailboxes.filter(operator__name=order.operator).first()
    if here is not None:
        mailbox_log.note_event(
            here, Event.CLOSED if order.action == EnrolmentAction.DEREGISTER else Event.OPENED, *by
        )
    if order.action == EnrolmentAction.SWITCH:
        for left in mailboxes.filter(closed_at=None).exclude(operator__name=order.operator):
            mailbox_log.note_event(left, Event.SWITCHED, *by, about=here.operator.display_name if here else "")
            # The register tells the operator that was left, too, when it comes to it.
            opening.close_mailboxes(left.operator, [order.holder])


def begun_at(holder: str, action: EnrolmentAction, operator: str) -> SigningOrder | None:
    """The first signature that was given here for what waits; None: it was begun elsewhere."""
    since = clock.now() - WAITS
    given = SigningOrder.objects.filter(
        holder=holder, action=action, operator=operator, outcome=Outcome.INCOMPLETE, created_at__gt=since
    )
    return given.select_related("signer").order_by("created_at").first()


def latest_change(holder: str) -> SigningOrder | None:
    """The last thing that the holder signed for here, and the register did."""
    done = SigningOrder.objects.filter(holder=holder, outcome=Outcome.COMPLETE)
    return done.order_by("-created_at").first()


def remind_signers(order: SigningOrder, signing: SigningProgress) -> int:
    """Tell the others who may sign that their signature is missing: at most once a day each.

    Returns how many are told now, and have not been told earlier today.
    """
    keys_by_person = _reminder_keys(order, signing)
    others, keys = list(keys_by_person), list(keys_by_person.values())
    text, now = _reminder(order), clock.now()
    mobiles = dict(Mailbox.objects.filter(holder__in=others).exclude(mobile="").values_list("holder", "mobile"))
    messages = [
        OutboxMessage(
            key=key,
            recipient=number,
            channel=OutboxMessage.Channel.SMS,
            address=mobiles.get(number, ""),
            sender_name="Mina meddelanden",
            text=text,
            due_at=now,
            trace=trace.current_trace(),
        )
        for key, number in zip(keys, others, strict=True)
    ]
    with write_transaction():
        told_earlier = OutboxMessage.objects.filter(key__in=keys).count()
        OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)
    transaction.on_commit(lambda: show_on_phone(_due(keys)))
    return len(keys) - told_earlier


def told_today(order: SigningOrder, signing: SigningProgress) -> list[str]:
    """The names of the people that may sign and have been told so today."""
    keys = _reminder_keys(order, signing)
    sent = set(OutboxMessage.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    return [signer.name for signer in signing.possible_signers if keys.get(signer.number) in sent]


def remind_of_what_lapses() -> None:
    """Remind the people that have not signed, once on each of the last days."""
    now = clock.now()
    late = SigningOrder.objects.filter(
        outcome=Outcome.INCOMPLETE, created_at__gt=now - WAITS, created_at__lt=now - WAITS + LAST_DAYS
    )
    for order in late.select_related("signer"):
        with suppress(MinaMeddelandenError):  # the register does not answer now: the next look does it
            waiting = enrolment.find_waiting(EnrolmentAction(order.action), order.holder, order.signer_id)
            if waiting is not None and waiting.operator == order.operator:
                remind_signers(order, waiting.signing)


def _reminder_keys(order: SigningOrder, signing: SigningProgress) -> dict[str, str]:
    """The key of today's reminder to each of the others who may sign, by number."""
    others = sorted({signer.number for signer in signing.possible_signers} - {order.signer_id})
    return {number: f"sign {order.action} {order.holder} {clock.today()} {number}" for number in others}


def _due(keys: list[str]) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(key__in=keys, state=OutboxMessage.State.DUE)


def _reminder(order: SigningOrder) -> str:
    operator = Operator.objects.filter(name=order.operator).first()
    begun = begun_at(order.holder, EnrolmentAction(order.action), order.operator) or order
    words = {
        "who": order.signer.name,
        "company": order.holder_name,
        "operator": operator.display_name if operator else order.operator,
        "address": settings.WEB_BASE_URL.rstrip("/") + reverse("mail:my-mailboxes"),
        "day": date_format((begun.created_at + WAITS).astimezone(clock.SWEDEN), "j F"),
    }
    # The language of the request is the signer's, not that of the people that are reminded.
    with translation.override(settings.LANGUAGE_CODE):
        return _REMINDERS[EnrolmentAction(order.action)]() % words


_REMINDERS: Final = {
    EnrolmentAction.REGISTER: lambda: gettext(
        "%(who)s har skrivit under för att %(company)s ska få en brevlåda hos %(operator)s. Din underskrift "
        "behövs också, senast den %(day)s: %(address)s"
    ),
    EnrolmentAction.SWITCH: lambda: gettext(
        "%(who)s har skrivit under för att %(company)s ska byta brevlåda till %(operator)s. Din underskrift "
        "behövs också, senast den %(day)s: %(address)s"
    ),
    EnrolmentAction.DEREGISTER: lambda: gettext(
        "%(who)s har skrivit under för att %(company)s ska avsluta sin brevlåda hos %(operator)s. Din underskrift "
        "behövs också, senast den %(day)s: %(address)s"
    ),
}
