"""The page says of each behaviour what it does, and of the seed which operator has it."""

import re

import pytest
from django.conf import settings

from testbed.on_demand.numbers import AGES
from testbed.operators.behaviours import DESCRIPTIONS, Behaviour
from testbed.runs import lifecycle
from testbed.world.actors import BEHAVIOURS, SUPPLIERS

PAGE = (settings.BASE_DIR / "docs" / "on-demand.md").read_text()
ROW = re.compile(r"^\| `(\w+)` \| (?:`([\w.]+)`|–) \| (.+) \|$", re.MULTILINE)
ROWS = {found[1]: (found[2], found[3]) for found in ROW.finditer(PAGE)}


@pytest.mark.parametrize("behaviour", Behaviour)
def test_each_behaviour_stands_there_as_it_is_described(behaviour: Behaviour) -> None:
    assert ROWS[behaviour][1] == DESCRIPTIONS[behaviour].text.english


def test_the_operators_of_the_seed_behave_as_the_page_says() -> None:
    for name, behaviour in BEHAVIOURS.items():
        assert ROWS[behaviour][0] == name
    assert {name for name, _ in ROWS.values() if name} <= {supplier.name for supplier in SUPPLIERS}


def test_the_usual_values_are_those_of_the_page() -> None:
    assert f"`quota` ({lifecycle.USUAL_QUOTA:,})" in PAGE
    assert f"`age` ({AGES.minimum}–{AGES.maximum})" in PAGE
