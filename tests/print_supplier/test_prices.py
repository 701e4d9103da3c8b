"""What a letter costs, at the borders of envelopes and postage classes; and price lists that cannot be used."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from print_supplier import prices

LIST: dict[str, Any] = {
    "sheet": {"grams": 5, "ore": 50},
    "envelope": [
        {"name": "C5", "most_sheets": 6, "grams": 10, "ore": 60},
        {"name": "C4", "most_sheets": 50, "grams": 20, "ore": 200},
    ],
    "postage": [{"up_to_grams": 30, "ore": 1000}, {"up_to_grams": 100, "ore": 2000}],
}


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
    sheets: int, envelope: str, grams: int, postage: int, total: int
) -> None:
    cost = prices.parse(LIST).cost_of(sheets)

    assert (cost.envelope, cost.weight_grams, cost.postage_ore, cost.total_ore) == (
        envelope,
        grams,
        postage,
        total,
    )


@pytest.mark.parametrize(("sheets", "why"), [(17, "väger 105 gram"), (51, "på 51 blad")])
def test_what_is_no_letter_any_more_is_refused(sheets: int, why: str) -> None:
    with pytest.raises(prices.TooHeavy) as refusal:
        prices.parse(LIST).cost_of(sheets)

    assert why in refusal.value.text.swedish


@given(st.integers(1, 89))
def test_another_sheet_never_makes_a_letter_cheaper(sheets: int) -> None:
    built_in = prices.load_prices(prices.BUILT_IN)

    assert built_in.cost_of(sheets).total_ore < built_in.cost_of(sheets + 1).total_ore


def test_a_list_may_be_toml_or_json(tmp_path: Path) -> None:
    file = tmp_path / "prices.json"
    file.write_text(json.dumps(LIST))

    assert prices.load_prices(file) == prices.parse(LIST)
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
    ("data", "why"),
    [
        ([], "the file must be a table with envelope, postage, sheet"),
        (changed("postage"), "lacks postage"),
        (changed("currency", to="SEK"), "has currency, which nobody reads"),
        (changed("envelope", to=[]), "envelope must be a list with at least one"),
        (changed("envelope", 1, "grams"), "envelope 2 lacks grams"),
        (changed("envelope", 0, "name", to=""), "envelope 1: name is ''"),
        (changed("sheet", "ore", to=0.5), "sheet: ore is 0.5; it must be a whole number"),
        (changed("sheet", "ore", to=True), "sheet: ore is True"),
        (changed("sheet", "ore", to=-1), "sheet: ore is -1"),
        (changed("postage", 0, "up_to_grams", to=0), "from 1 to"),
        (changed("postage", 1, "up_to_grams", to=30), "must grow from one to the next, but are 30, 30"),
        (changed("envelope", 1, "most_sheets", to=2), "most_sheets of the envelopes must grow"),
    ],
)
def test_a_list_that_cannot_be_used_says_what_to_change(data: object, why: str) -> None:
    with pytest.raises(prices.NotAPriceList) as refusal:
        prices.parse(data)

    assert why in str(refusal.value)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["sheet", "envelope", "postage", "grams", "ore"]), inner)
        ),
        max_leaves=8,
    )
)
def test_nothing_else_is_raised_whatever_stands_in_the_file(data: object) -> None:
    with pytest.raises(prices.NotAPriceList):
        prices.parse(data)


@pytest.mark.parametrize(("text", "why"), [("[sheet", "cannot be read"), ("[sheet]\ngrams = 5", "lacks")])
def test_the_start_stops_and_says_why(text: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)

    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"MM_PRICE_LIST": str(file), "MM_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode != 0
    assert started.stderr.startswith("MM_PRICE_LIST")
    assert why in started.stderr


@pytest.mark.parametrize(
    ("ore", "written"),
    [(0, "0,00 kr"), (5, "0,05 kr"), (123450, "1 234,50 kr"), (-10_000_000, "-100 000,00 kr")],
)
def test_amounts_are_written_as_people_write_them(ore: int, written: str) -> None:
    assert prices.format_kronor(ore) == written
