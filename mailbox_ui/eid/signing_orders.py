"""A signature by simulated e-legitimation: begun by the person logged in, answered on the phone, used once.

    PENDING -> SIGNED -> USED
            -> REFUSED

An order that is older than `VALID_FOR` can take no further step. Two tabs, or two clicks, share one order.
"""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.db import transaction

from contracts import common
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.pki import personal
from mailbox_operator.customers.agreements import Enrolment
from mailbox_ui.eid.signing import sign_text
from mailbox_ui.models import EidHolder, SigningOrder

State = SigningOrder.State

VALID_FOR: Final = timedelta(minutes=3)
NEXT: Final[Mapping[str, frozenset[str]]] = {
    State.PENDING: frozenset({State.SIGNED, State.REFUSED}),
    State.SIGNED: frozenset({State.USED}),
    State.REFUSED: frozenset(),
    State.USED: frozenset(),
}


class SigningClosedError(Exception):
    """The order is unknown, too old, another person's, or in a state from which this step cannot be taken."""


def begin_order(signer: EidHolder, wanted: Enrolment) -> SigningOrder:
    """The order to sign this, which may have been begun by another click."""
    with write_transaction():
        for waiting in waiting_on_phone(signer.number):
            if waiting.enrolment == wanted:
                return waiting
        return SigningOrder.objects.create(
            signer=signer,
            action=wanted.action,
            holder=wanted.holder,
            holder_name=wanted.holder_name,
            operator=wanted.operator,
            text=wanted.text,
            created_at=clock.now(),
        )


def has_expired(order: SigningOrder) -> bool:
    return clock.now() - order.created_at > VALID_FOR


def is_waiting(order: SigningOrder) -> bool:
    """Nobody has answered on the phone, and there is time."""
    return order.state == State.PENDING and not has_expired(order)


def is_signed(order: SigningOrder) -> bool:
    """Signed, not used yet, and there is time."""
    return order.state == State.SIGNED and not has_expired(order)


def is_with_register(order: SigningOrder) -> bool:
    """Sent to the register a moment ago, and not answered yet. The process that sent it may have died since."""
    return order.state == State.USED and order.outcome == SigningOrder.Outcome.NONE and not has_expired(order)


def waiting_on_phone(number: str) -> list[SigningOrder]:
    """The orders that wait for an answer on this person's phone, newest first."""
    waiting = SigningOrder.objects.filter(
        signer=number, state=State.PENDING, created_at__gte=clock.now() - VALID_FOR
    )
    return list(waiting.select_related("signer").order_by("-created_at"))


def approve_order(phone_token: uuid.UUID) -> SigningOrder:
    """The person signs the text with the phone. Raises SigningClosedError."""
    with transaction.atomic():
        order = _step(_locked(phone_token=phone_token), State.SIGNED)
        order.signature = sign_text(order.signer_id, order.text).signature
        order.save(update_fields=["signature"])
        return order


def refuse_order(phone_token: uuid.UUID) -> SigningOrder:
    """Raises SigningClosedError."""
    with transaction.atomic():
        return _step(_locked(phone_token=phone_token), State.REFUSED)


def use_order(reference: uuid.UUID) -> common.SignatureData:
    """The signature, to be sent once. Raises SigningClosedError: another click has taken it."""
    with transaction.atomic():
        order = _step(_locked(reference=reference), State.USED)
    return common.SignatureData(
        signature=bytes(order.signature), certificate=personal.ISSUING_NAME, encoding_of_signed_text="UTF-8"
    )


def _locked(**which: uuid.UUID) -> SigningOrder:
    order = SigningOrder.objects.select_for_update().filter(**which).first()
    if order is None:
        raise SigningClosedError
    return order


def _step(order: SigningOrder, state: str) -> SigningOrder:
    if state not in NEXT[order.state] or has_expired(order):
        raise SigningClosedError
    order.state = state
    order.save(update_fields=["state"])
    return order
