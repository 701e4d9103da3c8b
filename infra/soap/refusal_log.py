"""One line in the log for each refusal, so that a call id leads to the call."""

import logging
import re
from typing import Final

from infra import trace
from infra.pki.peer import Caller
from infra.soap.faults import Fault

logger = logging.getLogger(__name__)

MAX_REASON: Final = 500
"""Characters of a reason, which may repeat what the caller wrote."""
UNKNOWN: Final = "-"

_PERSON: Final = re.compile(r"(?<!\d)(?!16\d)(\d{2})?(\d{6})[-+]?\d{4}(?!\d)")
"""A person's number as people write it: with or without century and hyphen."""
_FIRST_ORGANISATION_MONTH: Final = 20
"""The third digit of an organisation number is 2 or more, where a person's has the month."""


def log_refusal(service: str, operation: str | None, caller: Caller | None, fault: Fault) -> None:
    """Log the refusal of a call at WARNING, with identity numbers masked. None: it was not known yet."""
    logger.warning(
        "refused %s %s from %s with %d: %s (call %s)",
        _one_line(service),
        operation or UNKNOWN,
        caller.organisation.value if caller else UNKNOWN,
        fault.code,
        masked(_one_line(fault.text.english)),
        fault.call_id or UNKNOWN,
        extra={"trace": trace.current_trace()},
    )


def masked(text: str) -> str:
    """The text with the last four digits of each person's number as asterisks."""
    return _PERSON.sub(_masked_number, text)


def _masked_number(match: re.Match[str]) -> str:
    century, date = match[1] or "", match[2]
    if not century and int(date[2:4]) >= _FIRST_ORGANISATION_MONTH:
        return match[0]
    return f"{century}{date}****"


def _one_line(text: str) -> str:
    """Callers may write line breaks and control characters, which would pass for lines of the log's own."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:MAX_REASON]
