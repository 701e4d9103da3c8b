"""The last day to act, where a sender gives it as a fact: never guessed from a sentence.

The contract has no element for it. A message's header has Metadata, any number of tags with a value. Their names
the sender chooses. The tag Deadline (in any case) with an xs:date as its value is understood here.

Source: contract Message v1 MetaData, Message v3 MessageHeader; docs/mailbox.md.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from contracts import message as message_v1

TAG: Final = "deadline"
_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
"""An xs:date. Its time zone, which it may have, says nothing to somebody who must act by a day."""


def due_date(metadata: Sequence[message_v1.MetaData]) -> date | None:
    """The first date that a tag Deadline gives. A value that is no date counts as none."""
    dates = (_date(item.value.strip()) for item in metadata if item.tag.strip().lower() == TAG)
    return next((found for found in dates if found is not None), None)


def _date(written: str) -> date | None:
    match = _DATE.fullmatch(written)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
