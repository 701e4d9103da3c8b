"""The price list: envelopes, postage classes by weight, and the printed sheet. All money is integer öre."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final

import msgspec
from django.conf import settings

from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check
from infra.texts import Text
from print_supplier.errors import TooHeavy

BUILT_IN: Final = Path(__file__).with_name("prices.toml")
MAX_NAME: Final = 20
MAX_NUMBER: Final = 1_000_000

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NAME)]
Amount = Annotated[int, msgspec.Meta(ge=0, le=MAX_NUMBER)]
Limit = Annotated[int, msgspec.Meta(ge=1, le=MAX_NUMBER)]

UNREADABLE: Final = Text(
    "prislistan {file} går inte att läsa: {problem}", "the price list {file} cannot be read: {problem}"
)
UNUSABLE: Final = Text(
    "prislistan {file} går inte att använda; där $ är hela filen: {problem}",
    "the price list {file} cannot be used; where $ is the whole file: {problem}",
)
NOT_GROWING: Final = Text(
    "{field} i prislistans [[{table}]] ska växa från en till nästa, men är {values}",
    "{field} in the price list's [[{table}]] must grow from one to the next, but is {values}",
)
TOO_MANY_SHEETS: Final = Text(
    "brevet är på {sheets} blad, och det största kuvertet rymmer {limit}",
    "the letter has {sheets} sheets, and the largest envelope holds {limit}",
)
TOO_MANY_GRAMS: Final = Text(
    "brevet väger {grams} gram, och portot i prislistan går till {limit}",
    "the letter weighs {grams} grams, and the price list's postage goes to {limit}",
)


class NotAPriceList(MinaMeddelandenError):
    """The price list cannot be read or used; names the place in the file and what is wrong there."""

    code = ErrorCode.SYSTEM_INVALID_INPUT
    slug = "price-list-unusable"
    check = Check.CONTENT


class SheetPrice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One A4 sheet, printed on both sides."""

    grams: Amount
    ore: Amount


class EnvelopePrice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An envelope, and how many sheets it holds."""

    name: Name
    max_sheets: Limit = msgspec.field(name="most_sheets")
    grams: Amount
    ore: Amount


class PostageClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Postage of letters up to and including a weight."""

    max_grams: Limit = msgspec.field(name="up_to_grams")
    ore: Amount


class LetterCost(msgspec.Struct, frozen=True):
    """What a letter weighs and costs."""

    envelope: str
    weight_grams: int
    postage_ore: int
    envelope_ore: int
    sheets_ore: int

    @property
    def total_ore(self) -> int:
        return self.postage_ore + self.envelope_ore + self.sheets_ore


class PriceList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Envelopes from small to large, postage classes from light to heavy."""

    sheet: SheetPrice
    envelopes: Annotated[tuple[EnvelopePrice, ...], msgspec.Meta(min_length=1)] = msgspec.field(name="envelope")
    postage: Annotated[tuple[PostageClass, ...], msgspec.Meta(min_length=1)]

    def __post_init__(self) -> None:
        _require_growing("most_sheets", "envelope", [item.max_sheets for item in self.envelopes])
        _require_growing("up_to_grams", "postage", [item.max_grams for item in self.postage])

    def cost_of(self, sheets: int) -> LetterCost:
        """What a letter of so many sheets weighs and costs, in the smallest envelope that holds it.

        Raises:
            TooHeavy: no envelope or no postage class is large enough.
        """
        envelope = next((item for item in self.envelopes if item.max_sheets >= sheets), None)
        if envelope is None:
            limit = self.envelopes[-1].max_sheets
            raise TooHeavy.saying(TOO_MANY_SHEETS.format(sheets=sheets, limit=limit))
        grams = envelope.grams + sheets * self.sheet.grams
        postage = next((item for item in self.postage if item.max_grams >= grams), None)
        if postage is None:
            raise TooHeavy.saying(TOO_MANY_GRAMS.format(grams=grams, limit=self.postage[-1].max_grams))
        return LetterCost(envelope.name, grams, postage.ore, envelope.ore, sheets * self.sheet.ore)


def format_kronor(ore: int) -> str:
    """An amount as people write it: `1 234,50 kr`."""
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole:,}".replace(",", " ") + f",{rest:02} kr"


def current_prices() -> PriceList:
    """The price list of this installation: the file that MM_PRICE_LIST names, or the one built in.

    Raises:
        NotAPriceList
    """
    return load_prices(Path(settings.PRICE_LIST) if settings.PRICE_LIST else BUILT_IN)


@lru_cache(maxsize=4)
def load_prices(path: Path) -> PriceList:
    """Read a price list: TOML, or JSON where the file's name ends in .json.

    Raises:
        NotAPriceList: the file cannot be read, is neither, lacks something, has something unknown, a value of the
            wrong type or size, or limits that do not grow.
    """
    decode = msgspec.json.decode if path.suffix == ".json" else msgspec.toml.decode
    try:
        return decode(path.read_bytes(), type=PriceList)
    except (OSError, UnicodeDecodeError) as problem:
        raise NotAPriceList.saying(UNREADABLE.format(file=path, problem=problem)) from problem
    except msgspec.DecodeError as problem:
        raise NotAPriceList.saying(UNUSABLE.format(file=path, problem=problem)) from problem


def _require_growing(field: str, table: str, values: Sequence[int]) -> None:
    if any(second <= first for first, second in pairwise(values)):
        listed = ", ".join(map(str, values))
        raise NotAPriceList.saying(NOT_GROWING.format(field=field, table=table, values=listed))
