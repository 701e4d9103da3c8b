"""Senders that something is kept for: those that FaR has, so that a slip in a number is not taken in silence."""

from typing import Final

from drf_spectacular.utils import OpenApiResponse

from formedlare import register
from infra.errors import InternalError
from infra.rest.problems import Problem, ProblemShape

MOST_NAMED: Final = 10
NO_SENDER: Final = OpenApiResponse(ProblemShape, "FaR has no such sender")


def unregistered(sender: str) -> tuple[str, str] | None:
    """Why nothing can be kept for the sender, in Swedish and English; None: FaR has it, or does not answer now."""
    try:
        senders = register.actors().senders
    except InternalError:
        return None
    if sender in senders:
        return None
    some = [f"{number} {name}" for number, name in senders.items()][:MOST_NAMED]
    names = ", ".join(some) + (", …" if len(senders) > len(some) else "") or "-"
    return (
        f"{sender} är ingen registrerad avsändare i FaR. De som är det: {names}.",
        f"{sender} is no registered sender in FaR. There are: {names}.",
    )


def require_registered(sender: str) -> None:
    """Return if something may be kept for the sender that an address names.

    Raises:
        Problem: FaR has no such sender.
    """
    if wrong := unregistered(sender):
        raise Problem("not-found", *wrong)
