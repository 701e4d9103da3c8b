"""The demo world as data: read from people.toml, with the children of the day."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from infra.identity import RecipientId

AGREEMENT = "Jag vill ta emot post från myndigheter i Mina meddelanden och godkänner användarvillkoren."
"""The text that a seeded registration waits to have signed."""
FILE = Path(__file__).with_name("people.toml")


@dataclass(frozen=True)
class WorldHolder:
    """The columns that persons and companies share: number, name, address and mailbox."""

    number: str
    name: str
    promise: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    operator: str | None = None
    pending: bool = False
    refuses: Sequence[str] = ()
    email: str = ""
    mobile: str = ""
    announced_by: Sequence[str] = ()


@dataclass(frozen=True)
class WorldPerson(WorldHolder):
    """A test person."""

    protected: bool = False
    deceased_on: date | None = None
    emigrated_on: date | None = None
    changed_to: str = ""
    guardians: Sequence[dict[str, Any]] = ()
    """Number, kind and date of decision of each."""
    e_legitimation: bool = True
    in_population_register: bool = True


@dataclass(frozen=True)
class WorldSignatoryRule:
    """A signatory rule of a test company."""

    kind: str
    text: str
    count: int = 2
    group: Sequence[str] = ()
    required: Sequence[str] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """The rule without the persons that it names."""
        return {"kind": self.kind, "text": self.text, "count": self.count}

    @property
    def named(self) -> Sequence[str]:
        """The persons that the rule names."""
        return [*self.group, *self.required]


@dataclass(frozen=True)
class WorldCompany(WorldHolder):
    """A test company and its signatories. A company without a rule cannot be signed for."""

    form: str = "AB"
    status: str = "Active"
    signatory_rule_text: str = ""
    rules: Sequence[WorldSignatoryRule] = ()
    officers: Sequence[dict[str, str]] = field(default_factory=list)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def named_persons() -> list[WorldPerson]:
    """The persons with numbers that are the same every day."""
    return [WorldPerson(**row) for row in _file()["person"]]


def list_companies() -> list[WorldCompany]:
    """The companies of the demo world, with their signatory rules."""
    return [_company(**row) for row in _file()["company"]]


def _company(*, rules: Sequence[dict[str, Any]] = (), **columns: Any) -> WorldCompany:
    return WorldCompany(rules=[WorldSignatoryRule(**rule) for rule in rules], **columns)


def list_persons(today: date) -> list[WorldPerson]:
    """The persons with numbers that are the same every day, and the children who are 12 and 13 today."""
    return named_persons() + [child for child in (child_of(12, today), child_of(13, today)) if child]


def child_of(age: int, today: date) -> WorldPerson | None:
    """The youngest child of that age; None when the official list has nobody of that age."""
    of_age = [number for number in child_candidates() if _age(number, today) == age]
    return _child(max(of_age), today) if of_age else None


def older_children(today: date) -> list[WorldPerson]:
    """Children that the seed may have chosen on an earlier day: older than 13, or not the youngest of 13."""
    chosen = child_of(13, today)
    past = [number for number in child_candidates() if _age(number, today) >= 13]
    return [_child(number, today) for number in past if chosen is None or number != chosen.number]


def child_candidates() -> dict[str, str]:
    """Number and name of every child in the file."""
    return {row["number"]: row["name"] for row in _file()["children"]["candidates"]}


def promises_by_age() -> list[str]:
    """The promises of the two children, in texts without a number."""
    children = _file()["children"]
    return [children["twelve"], children["thirteen"]]


def _child(number: str, today: date) -> WorldPerson:
    children, age = _file()["children"], _age(number, today)
    promise = {12: children["twelve"], 13: children["thirteen"]}.get(age, children["older"].format(age=age))
    return WorldPerson(
        number=number,
        name=child_candidates()[number],
        promise=promise,
        street=children["street"],
        postal_code=children["postal_code"],
        city=children["city"],
        operator=children["operator"] if age >= 13 else None,
        e_legitimation=age >= 13,
    )


def _age(number: str, today: date) -> int:
    age = RecipientId.from_contract(number).age_at(today)
    if age is None:
        raise ValueError(f"people.toml: {number} has no day of birth")
    return age
