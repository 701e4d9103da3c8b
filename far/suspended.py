"""Refusals of actors that are connected and suspended: they are told so, and how it ends."""

from far.models import Dispatcher, Sender, ServiceSupplier
from infra.errors import AccessDenied, SenderNotRegistered
from infra.texts import Text


def require_not_suspended(number: str) -> None:
    """Return unless the caller is suspended. It asks the database, which only a caller that is refused needs.

    Raises:
        AccessDenied: it is suspended (5002).
    """
    if _is_suspended(number):
        raise AccessDenied(
            f"{number} är avstängd i FaR och nekas allt. POST /api/v1/actors/{number}/resume upphäver det; varför "
            "står i aktörens logg.",
            f"{number} is suspended in FaR, and all is refused. POST /api/v1/actors/{number}/resume ends that; "
            "why stands in the actor's log.",
            slug="caller-is-suspended",
            fix=_resume(number),
            where="certificate/serialNumber",
            expected=Text("en aktör som inte är avstängd", "an actor that is not suspended"),
            received=number,
        )


def require_sender_not_suspended(number: str) -> None:
    """Return unless the sender is suspended.

    Raises:
        SenderNotRegistered: it is suspended (5014).
    """
    if Sender.objects.filter(organisation=number, suspended=True, disconnected_at=None).exists():
        raise SenderNotRegistered(
            f"Avsändaren {number} är avstängd i FaR och räknas inte som registrerad.",
            f"The sender {number} is suspended in FaR, and does not count as registered.",
            slug="sender-is-suspended",
            fix=_resume(number),
            expected=Text("en avsändare som inte är avstängd", "a sender that is not suspended"),
            received=number,
        )


def _resume(number: str) -> Text:
    return Text(
        f"POST /api/v1/actors/{number}/resume, eller konsolens sida Aktörer.",
        f"POST /api/v1/actors/{number}/resume, or the console's page Aktörer.",
    )


def _is_suspended(number: str) -> bool:
    return any(
        model._default_manager.filter(organisation=number, suspended=True, disconnected_at=None).exists()
        for model in (Sender, Dispatcher, ServiceSupplier)
    )
