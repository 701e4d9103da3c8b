"""Log-in by simulated e-legitimation: an order is begun in a browser, answered on a phone, redeemed once.

    PENDING -> APPROVED -> USED
            -> REFUSED

An order that is older than `VALID_FOR` can take no further step, in any state.
"""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from django.db import transaction
from django.urls import reverse

from infra import clock
from mailbox_operator.models import Operator
from mailbox_ui.models import EidHolder, LoginOrder

State = LoginOrder.State

VALID_FOR = timedelta(minutes=3)
EXPECTED = "som"
"""The parameter of an address that names the person expected to log in there; anybody else may."""
FORGOTTEN_AFTER = timedelta(days=1)

NEXT: Mapping[str, frozenset[str]] = {
    State.PENDING: frozenset({State.APPROVED, State.REFUSED}),
    State.APPROVED: frozenset({State.USED}),
    State.REFUSED: frozenset(),
    State.USED: frozenset(),
}


class OrderClosedError(Exception):
    """The order is unknown, too old, or already in a state from which this step cannot be taken."""


def begin_order(holder: EidHolder | None, next_path: str) -> LoginOrder:
    """Begin an order; without a holder, the phone names the person. Orders of past days are forgotten."""
    now = clock.now()
    LoginOrder.objects.filter(created_at__lt=now - FORGOTTEN_AFTER).delete()
    return LoginOrder.objects.create(holder=holder, next_path=next_path, created_at=now)


def has_expired(order: LoginOrder) -> bool:
    return clock.now() - order.created_at > VALID_FOR


def is_waiting(order: LoginOrder) -> bool:
    """The order is neither answered nor too old."""
    return order.state == State.PENDING and not has_expired(order)


def approve_order(phone_token: uuid.UUID, holder: EidHolder) -> LoginOrder:
    """The holder identifies with the phone.

    Raises:
        OrderClosedError: as for every step; also when the order was begun for another person.
    """
    with transaction.atomic():
        order = _locked(phone_token=phone_token)
        if order.holder_id not in (None, holder.number):
            raise OrderClosedError
        order.holder = holder
        return _step(order, State.APPROVED)


def refuse_order(phone_token: uuid.UUID) -> LoginOrder:
    with transaction.atomic():
        return _step(_locked(phone_token=phone_token), State.REFUSED)


def withdraw_order(order: LoginOrder) -> None:
    """The browser that began the order begins another: nobody is asked about this one any more."""
    if is_waiting(order):
        with suppress(OrderClosedError):
            refuse_order(order.phone_token)


def redeem_order(reference: uuid.UUID) -> LoginOrder:
    """Use up an approved order. The caller must hold the session in which it was begun."""
    with transaction.atomic():
        return _step(_locked(reference=reference), State.USED)


def waiting_for(number: str) -> list[LoginOrder]:
    """The orders that wait for an answer on this person's phone, newest first."""
    return list(
        LoginOrder.objects.filter(holder=number, state=State.PENDING, created_at__gte=clock.now() - VALID_FOR)
        .select_related("holder")
        .order_by("-created_at")
    )


def expected_at(path: str) -> str:
    """The number of the one who will probably log in on the way to the path, or nothing."""
    return parse_qs(urlsplit(path).query).get(EXPECTED, [""])[0]


def operator_at(path: str) -> Operator | None:
    """The operator that the path belongs to: the one that asks for the log-in on the way there."""
    start = reverse("mail:mailboxes")
    name = path.removeprefix(start).partition("/")[0] if path.startswith(start) else ""
    return Operator.objects.filter(name=name).first() if name else None


def _locked(**which: uuid.UUID) -> LoginOrder:
    order = LoginOrder.objects.select_for_update().filter(**which).first()
    if order is None:
        raise OrderClosedError
    return order


def _step(order: LoginOrder, state: str) -> LoginOrder:
    if state not in NEXT[order.state] or has_expired(order):
        raise OrderClosedError
    order.state = state
    order.save(update_fields=["state", "holder"])
    return order
