"""What a letter costs, at the borders of envelopes and postage classes; and price lists that cannot be used."""

import copy
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra.texts import Text
from print_supplier import prices
from print_supplier.errors import TooHeavy

Read = Callable[[object], prices.PriceList]
LIST: dict[str, Any] = {
    "sheet": {"grams": 5, "ore": 50},
    "envelope": [
        {"name": "C5", "most_sheets": 6, "grams": 10, "ore": 60},
        {"name": "C4", "most_sheets": 50, "grams": 20, "ore": 200},
    ],
    "postage": [{"up_to_grams": 30, "ore": 1000}, {"up_to_grams": 100, "ore": 2000}],
}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a price list that is written as JSON."""

    def read_list(data: object) -> prices.PriceList:
        file = tmp_path / f"{uuid.uuid4()}.json"
        file.write_text(json.dumps(data))
        return prices.load_prices(file)

    return read_list


@pytest.mark.parametrize(
    ("sheets", "envelope", "grams", "postage", "total"),
    [
        (1, "C5", 15, 1000, 1000 + 60 + 50),
        (4, "C5", 30, 1000, 1000 + 60 + 200),
        (5, "C5", 35, 2000, 2000 + 60 + 250),
        (6, "C5", 40, 2000, 2000 + 60 + 300),
        (7, "C4", 55, 2000, 2000 + 200 + 350),
        (16, "C4", 100, 2000, 2000 + 200 + 800),
    ],
)
def test_envelope_and_postage_change_at_their_borders(
    sheets: int, envelope: str, grams: int, postage: int, total: int, read: Read
) -> None:
    cost = read(LIST).cost_of(sheets)

    assert (cost.envelope, cost.weight_grams, cost.postage_ore, cost.total_ore) == (
        envelope,
        grams,
        postage,
        total,
    )


@pytest.mark.parametrize(
    ("sheets", "why"),
    [
        (
            17,
            Text(
                "brevet väger 105 gram, och portot i prislistan går till 100",
                "the letter weighs 105 grams, and the price list's postage goes to 100",
            ),
        ),
        (
            51,
            Text(
                "brevet är på 51 blad, och det största kuvertet rymmer 50",
                "the letter has 51 sheets, and the largest envelope holds 50",
            ),
        ),
    ],
)
def test_a_letter_that_is_too_heavy_is_refused(sheets: int, why: Text, read: Read) -> None:
    with pytest.raises(TooHeavy) as refusal:
        read(LIST).cost_of(sheets)

    assert refusal.value.text == why


@given(st.integers(1, 89))
def test_another_sheet_never_makes_a_letter_cheaper(sheets: int) -> None:
    built_in = prices.load_prices(prices.BUILT_IN)

    assert built_in.cost_of(sheets).total_ore < built_in.cost_of(sheets + 1).total_ore


def test_a_list_may_be_toml_or_json(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "prices.json"
    file.write_text(json.dumps(LIST))

    assert prices.load_prices(file) == read(LIST)
    assert prices.load_prices(prices.BUILT_IN).envelopes[0].name == "C5"


def changed(*path: object, to: object = None) -> dict[str, Any]:
    """The list with one value changed, or, without `to`, taken away."""
    data: Any = copy.deepcopy(LIST)
    place = data
    for step in path[:-1]:
        place = place[step]
    if to is None:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return data  # type: ignore[no-any-return]  # it may be anything, that is the point


@pytest.mark.parametrize(
    ("data", "place", "why"),
    [
        ([], "", "got `array`"),
        (changed("postage"), "", "missing required field `postage`"),
        (changed("currency", to="SEK"), "", "unknown field `currency`"),
        (changed("envelope", to=[]), "$.envelope", "length >= 1"),
        (changed("envelope", 1, "grams"), "$.envelope[1]", "missing required field `grams`"),
        (changed("envelope", 0, "name", to=""), "$.envelope[0].name", "length >= 1"),
        (changed("envelope", 0, "name", to="C" * 21), "$.envelope[0].name", "length <= 20"),
        (changed("sheet", "ore", to=0.5), "$.sheet.ore", "Expected `int`, got `float`"),
        (changed("sheet", "ore", to="60"), "$.sheet.ore", "Expected `int`, got `str`"),
        (changed("sheet", "ore", to=True), "$.sheet.ore", "Expected `int`, got `bool`"),
        (changed("sheet", "ore", to=-1), "$.sheet.ore", ">= 0"),
        (changed("sheet", "ore", to=1_000_001), "$.sheet.ore", "<= 1000000"),
        (changed("postage", 0, "up_to_grams", to=0), "$.postage[0].up_to_grams", ">= 1"),
    ],
)
def test_a_list_that_cannot_be_used_names_place_and_problem_in_both_languages(
    data: object, place: str, why: str, read: Read
) -> None:
    with pytest.raises(prices.NotAPriceList) as refusal:
        read(data)

    swedish, english = refusal.value.text
    assert "går inte att använda" in swedish
    assert "cannot be used" in english
    for text in (swedish, english):
        assert place in text
        assert why in text
        assert "\n" not in text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            changed("postage", 1, "up_to_grams", to=30),
            Text(
                "up_to_grams i prislistans [[postage]] ska växa från en till nästa, men är 30, 30",
                "up_to_grams in the price list's [[postage]] must grow from one to the next, but is 30, 30",
            ),
        ),
        (
            changed("envelope", 1, "most_sheets", to=2),
            Text(
                "most_sheets i prislistans [[envelope]] ska växa från en till nästa, men är 6, 2",
                "most_sheets in the price list's [[envelope]] must grow from one to the next, but is 6, 2",
            ),
        ),
    ],
)
def test_limits_must_grow(data: object, text: Text, read: Read) -> None:
    with pytest.raises(prices.NotAPriceList) as refusal:
        read(data)

    assert refusal.value.text == text


@given(
    data=st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["sheet", "envelope", "postage", "grams", "ore"]), inner)
        ),
        max_leaves=8,
    )
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_other_file_is_no_price_list(data: object, read: Read) -> None:
    with pytest.raises(prices.NotAPriceList):
        read(data)


@pytest.mark.parametrize("octets", [b"\xff\xfe", b"\x00", b"", b"[sheet", b"sheet = 1979-05-27"])
@pytest.mark.parametrize("ending", ["toml", "json", "txt"])
def test_a_file_that_is_neither_toml_nor_json_is_no_price_list(octets: bytes, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"prices.{ending}"
    file.write_bytes(octets)

    with pytest.raises(prices.NotAPriceList) as refusal:
        prices.load_prices(file)

    assert str(file) in refusal.value.text.swedish
    assert str(file) in refusal.value.text.english


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(prices.NotAPriceList) as refusal:
        prices.load_prices(tmp_path / "gone.toml")

    assert "går inte att läsa" in refusal.value.text.swedish
    assert "gone.toml cannot be read" in refusal.value.text.english


def test_the_installations_own_list_is_the_current_one(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(changed("sheet", "ore", to=99)))
    settings.PRICE_LIST = str(file)

    assert prices.current_prices().sheet.ore == 99


@pytest.mark.parametrize(
    ("text", "why"), [("[sheet", "cannot be used"), ("[sheet]\ngrams = 5", "missing required field")]
)
def test_the_start_stops_and_says_why(text: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)

    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=project.BASE_DIR,
        env=os.environ | {"MM_PRICE_LIST": str(file), "MM_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode != 0
    assert started.stderr.startswith("MM_PRICE_LIST: prislistan")
    assert len(started.stderr.splitlines()) == 1
    assert why in started.stderr


@pytest.mark.parametrize(
    ("ore", "written"),
    [(0, "0,00 kr"), (5, "0,05 kr"), (123450, "1 234,50 kr"), (-10_000_000, "-100 000,00 kr")],
)
def test_amounts_are_written_as_people_write_them(ore: int, written: str) -> None:
    assert prices.format_kronor(ore) == written
