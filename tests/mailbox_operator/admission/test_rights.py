"""Which relay may deliver for which sender, and what the others are told."""

from collections.abc import Callable

import pytest

from infra.errors import AccessDenied, DispatcherNotApproved, MinaMeddelandenError, SenderNotRegistered
from infra.far_client import RegisteredActors
from mailbox_operator.admission import rights

RELAY, OTHER_RELAY, SENDER, OTHER_SENDER, NOBODY = (
    "162021004748",
    "162021009002",
    "162021003898",
    "162021005448",
    "165560000001",
)
ACTORS = RegisteredActors(
    senders={SENDER: "Kommun B", OTHER_SENDER: ""},
    dispatchers={RELAY: frozenset({SENDER}), OTHER_RELAY: frozenset()},
)
Check = Callable[[], None]


def test_an_approved_relay_of_a_registered_sender_may_deliver() -> None:
    rights.require_relay(ACTORS, RELAY)
    rights.require_sender(ACTORS, SENDER)
    rights.require_approval(ACTORS, RELAY, SENDER)


@pytest.mark.parametrize(
    ("check", "kind", "code", "reason", "received"),
    [
        (lambda: rights.require_relay(ACTORS, NOBODY), AccessDenied, 5002, "caller-is-no-relay", NOBODY),
        (lambda: rights.require_relay(ACTORS, SENDER), AccessDenied, 5002, "caller-is-no-relay", SENDER),
        (lambda: rights.require_relay(ACTORS, ""), AccessDenied, 5002, "caller-is-no-relay", ""),
        (lambda: rights.require_sender(ACTORS, RELAY), SenderNotRegistered, 5014, "sender-not-registered", RELAY),
        (
            lambda: rights.require_approval(ACTORS, OTHER_RELAY, SENDER),
            DispatcherNotApproved,
            6005,
            "relay-not-approved",
            OTHER_RELAY,
        ),
        (
            lambda: rights.require_approval(ACTORS, RELAY, OTHER_SENDER),
            DispatcherNotApproved,
            6005,
            "relay-not-approved",
            RELAY,
        ),
    ],
)
def test_who_may_not_is_told_by_code_reason_and_what_to_do(
    check: Check, kind: type[MinaMeddelandenError], code: int, reason: str, received: str
) -> None:
    with pytest.raises(kind) as refused:
        check()

    told = refused.value.explanation
    assert (refused.value.code, told.reason, told.received.swedish) == (code, reason, received)
    assert not told.retry
    for text in (refused.value.text, told.fix):
        assert text.swedish != text.english
        assert text.swedish


def test_a_relay_has_no_right_for_itself_unless_it_is_approved() -> None:
    assert not ACTORS.may_send(RELAY, RELAY)
    assert not ACTORS.may_send(NOBODY, SENDER)
