"""All cases: each of these modules registers its own."""

from tests.operations import (
    authorities,
    consents,
    further_refusals,
    recipient_changes,
    recipient_lookups,
    recipient_registrations,
    register_calls,
)
from tests.operations.cases import CASES

__all__ = [
    "CASES",
    "authorities",
    "consents",
    "further_refusals",
    "recipient_changes",
    "recipient_lookups",
    "recipient_registrations",
    "register_calls",
]
