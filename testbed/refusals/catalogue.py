"""Every reason for a refusal that the simulator can give, as data.

reasons.json is written from the source by `python -m tests.testbed.refusals.table`; a test says when it is old.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from infra.errors.explanation import AtFault, Check
from infra.texts import EMPTY, Text

FILE: Final = Path(__file__).with_name("reasons.json")


@dataclass(frozen=True)
class RefusalReason:
    """A reason for refusals."""

    slug: str
    codes: Sequence[int]
    """Of the faults that have it; most often one."""
    check: Check
    at_fault: AtFault
    retry: bool
    texts: Sequence[Text]
    """What the refusals say, with … where they name what they are about."""
    fixes: Sequence[Text]
    """What to do, where the texts do not say it already."""
    places: Sequence[str]
    """The parts of the simulator that refuse for this reason."""

    @property
    def summary(self) -> Text:
        """What such a refusal says, in a list; empty where only other systems know its words."""
        return self.texts[0] if self.texts else EMPTY

    @classmethod
    def from_json(cls, slug: str, value: Mapping[str, Any]) -> "RefusalReason":
        return cls(
            slug,
            codes=value["codes"],
            check=Check(value["check"]),
            at_fault=AtFault(value["at_fault"]),
            retry=value["retry"],
            texts=[Text.from_json(text) for text in value["texts"]],
            fixes=[Text.from_json(text) for text in value["fixes"]],
            places=value["places"],
        )

    def as_json(self) -> dict[str, object]:
        return {
            "codes": list(self.codes),
            "check": self.check.value,
            "at_fault": self.at_fault.value,
            "retry": self.retry,
            "texts": [text.as_json() for text in self.texts],
            "fixes": [text.as_json() for text in self.fixes],
            "places": list(self.places),
        }


@cache
def all_reasons() -> Mapping[str, RefusalReason]:
    """By slug, in alphabetical order."""
    return {slug: RefusalReason.from_json(slug, value) for slug, value in json.loads(FILE.read_text()).items()}


def reasons_of(code: int) -> list[RefusalReason]:
    """The reasons that a fault with this code may have."""
    return [reason for reason in all_reasons().values() if code in reason.codes]


def address_of(slug: str) -> str:
    """The path of the reason's page."""
    return f"/refusals/{slug}"
