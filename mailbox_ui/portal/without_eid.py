"""Why a number has no e-legitimation here, where the register can tell."""

from typing import Final

from infra.errors import MinaMeddelandenError
from infra.far_client import RegisterRefused
from mailbox_operator import register
from mailbox_operator.customers import enrolment
from mailbox_ui.portal import refusals
from mailbox_ui.portal.refusals import KindWords

TOLD: Final = frozenset({"person-too-young", "person-deceased", "person-has-new-number"})
"""Without a log-in nothing is told of a protected person."""


def find_reason(number: str, operator: str = register.ORGANISATION_CALLER) -> KindWords | None:
    """What the register says of the person with the number; None: nothing that explains it, or no answer."""
    try:
        enrolment.require_eligible(number, operator)
    except RegisterRefused as refusal:
        slug = refusal.details.get("slug", "")
        return refusals.words_for(slug, refusal.fault_code) if slug in TOLD else None
    except (MinaMeddelandenError, LookupError):  # no answer, or no certificate here to ask with
        return None
    return None
