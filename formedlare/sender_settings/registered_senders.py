"""Senders that settings are kept for: those that FaR has registered, so that a mistyped number is refused."""

from collections.abc import Mapping
from typing import Final

from formedlare import register
from infra.errors import InternalError, SenderNotRegistered
from infra.texts import Text

MAX_NAMED: Final = 10
"""Registered senders that a refusal names."""


def require_registered(sender: str) -> None:
    """Return if settings may be kept for the sender, and also while FaR does not answer.

    Raises:
        SenderNotRegistered: FaR has no such sender; the text names some that it has.
    """
    try:
        senders = register.list_actors().senders
    except InternalError:
        return
    if sender not in senders:
        raise SenderNotRegistered.saying(_not_registered(sender, senders), slug="sender-not-among-registered")


def _not_registered(sender: str, senders: Mapping[str, str]) -> Text:
    some = [f"{number} {name}" for number, name in senders.items()][:MAX_NAMED]
    names = ", ".join(some) + (", …" if len(senders) > len(some) else "") or "-"
    return Text(
        f"{sender} är ingen registrerad avsändare i FaR. De som är det: {names}.",
        f"{sender} is no registered sender in FaR. There are: {names}.",
    )
