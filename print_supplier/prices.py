"""The price list: envelopes, postage classes by weight, and the printed sheet. All money is integer öre."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeVar

from django.conf import settings

BUILT_IN: Final = Path(__file__).with_name("prices.toml")
Part = TypeVar("Part", bound="Sheet | Envelope | PostageClass")


class NotAPriceList(ValueError):
    """The price list cannot be used, and what to change in it."""


class TooHeavy(Exception):
    """No envelope holds so many sheets, or no postage class goes so high; says which, in Swedish and English."""

    def __init__(self, swedish: str, english: str) -> None:
        super().__init__(english)
        self.swedish = swedish
        self.english = english


@dataclass(frozen=True)
class Sheet:
    """One A4 sheet, printed on both sides."""

    grams: int
    ore: int


@dataclass(frozen=True)
class Envelope:
    """An envelope, and how many sheets it holds."""

    name: str
    most_sheets: int
    grams: int
    ore: int


@dataclass(frozen=True)
class PostageClass:
    """Postage of letters up to and including a weight."""

    up_to_grams: int
    ore: int


@dataclass(frozen=True)
class Cost:
    """What a letter weighs and costs."""

    envelope: str
    weight_grams: int
    postage_ore: int
    envelope_ore: int
    sheets_ore: int

    @property
    def total_ore(self) -> int:
        return self.postage_ore + self.envelope_ore + self.sheets_ore


@dataclass(frozen=True)
class PriceList:
    """Envelopes from small to large, postage classes from light to heavy."""

    sheet: Sheet
    envelopes: tuple[Envelope, ...]
    postage: tuple[PostageClass, ...]

    def cost(self, sheets: int) -> Cost:
        """What a letter of so many sheets weighs and costs, in the smallest envelope that holds it.

        Raises:
            TooHeavy: it is no letter any more, but a parcel.
        """
        envelope = next((item for item in self.envelopes if item.most_sheets >= sheets), None)
        if envelope is None:
            most = self.envelopes[-1].most_sheets
            raise TooHeavy(
                f"brevet är på {sheets} blad, och det största kuvertet rymmer {most}",
                f"the letter has {sheets} sheets, and the largest envelope holds {most}",
            )
        weight = envelope.grams + sheets * self.sheet.grams
        postage = next((item for item in self.postage if item.up_to_grams >= weight), None)
        if postage is None:
            most = self.postage[-1].up_to_grams
            raise TooHeavy(
                f"brevet väger {weight} gram, och portot i prislistan går till {most}",
                f"the letter weighs {weight} grams, and the price list's postage goes to {most}",
            )
        return Cost(envelope.name, weight, postage.ore, envelope.ore, sheets * self.sheet.ore)


def kronor(ore: int) -> str:
    """An amount as people write it: `1 234,50 kr`."""
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole:,},{rest:02} kr".replace(",", " ", f"{whole:,}".count(","))


def current() -> PriceList:
    """The price list of this installation: the file that MM_PRICE_LIST names, or the one built in.

    Raises:
        NotAPriceList: the file cannot be read or used.
    """
    return load(Path(settings.PRICE_LIST) if settings.PRICE_LIST else BUILT_IN)


@lru_cache(maxsize=4)
def load(path: Path) -> PriceList:
    """Read a price list, TOML or, where the name ends so, JSON.

    Raises:
        NotAPriceList: the file cannot be read or used; says what to change.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as problem:
        raise NotAPriceList(f"{path} cannot be read: {problem}") from problem
    return parse(data)


def parse(data: object) -> PriceList:
    """Make a price list of what stands in a file.

    Raises:
        NotAPriceList: something is missing, unknown, no whole number, or not in growing order.
    """
    table = _table(data, "the file", {"sheet", "envelope", "postage"})
    envelopes = tuple(_part(Envelope, item, f"envelope {place}") for place, item in _listed(table, "envelope"))
    postage = tuple(_part(PostageClass, item, f"postage {place}") for place, item in _listed(table, "postage"))
    _require_growing("most_sheets of the envelopes", [item.most_sheets for item in envelopes])
    _require_growing("up_to_grams of the postage classes", [item.up_to_grams for item in postage])
    return PriceList(_part(Sheet, table["sheet"], "sheet"), envelopes, postage)


def _table(data: object, where: str, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise NotAPriceList(f"{where} must be a table with {', '.join(sorted(names))}")
    if data.keys() != names:
        missing, unknown = sorted(names - data.keys()), sorted(data.keys() - names)
        what = f"lacks {', '.join(missing)}" if missing else f"has {', '.join(unknown)}, which nobody reads"
        raise NotAPriceList(f"{where} {what}; it needs {', '.join(sorted(names))}")
    return data


def _listed(table: Mapping[str, Any], name: str) -> Iterable[tuple[int, Any]]:
    if not isinstance(table[name], list) or not table[name]:
        raise NotAPriceList(f"{name} must be a list with at least one: [[{name}]]")
    return enumerate(table[name], start=1)


def _part(part: type[Part], data: object, where: str) -> Part:
    table = _table(data, where, {field.name for field in fields(part)})
    for name, value in table.items():
        _require_value(f"{where}: {name}", name, value)
    return part(**table)


LONGEST_NAME: Final = 20
MOST: Final = 1_000_000


def _require_value(where: str, name: str, value: object) -> None:
    if name == "name":
        if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
            raise NotAPriceList(f"{where} is {value!r}; it must be a text of 1 to {LONGEST_NAME} characters")
        return
    least = 1 if name in {"most_sheets", "up_to_grams"} else 0
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= MOST:
        raise NotAPriceList(f"{where} is {value!r}; it must be a whole number from {least} to {MOST}")


def _require_growing(what: str, values: list[int]) -> None:
    if any(second <= first for first, second in pairwise(values)):
        raise NotAPriceList(f"{what} must grow from one to the next, but are {', '.join(map(str, values))}")
