"""Writes one line in the log for each refusal, so that a call can be found by its call id."""

import logging
from typing import Final

from infra import trace
from infra.identity.masking import mask_numbers
from infra.pki.peer import Caller
from infra.soap.messages.faults import Fault

logger = logging.getLogger(__name__)

MAX_REASON: Final = 500
"""Characters of a reason, which may repeat what the caller wrote."""
UNKNOWN: Final = "-"


def log_refusal(service: str, operation: str | None, caller: Caller | None, fault: Fault) -> None:
    """Log the refusal of a call at WARNING, with identity numbers masked. None: it was not known yet."""
    logger.warning(
        "refused %s %s from %s with %d: %s (call %s)",
        _one_line(service),
        operation or UNKNOWN,
        caller.organisation.value if caller else UNKNOWN,
        fault.code,
        mask_numbers(_one_line(fault.text.english)),
        fault.call_id or UNKNOWN,
        extra={"trace": trace.current_trace()},
    )


def _one_line(text: str) -> str:
    """Callers may write line breaks and control characters, which would pass for lines of the log's own."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:MAX_REASON]
