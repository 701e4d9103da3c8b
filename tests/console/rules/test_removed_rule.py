"""A rule that was removed can be put back where it was, until the sender's rules change again."""

from typing import Any

import pytest

from console.rules.removed_rule import (
    RemovedRule,
    recall_removed_rule,
    remember_removed_rule,
    restore_rule,
    rule_at,
)
from formedlare.sender_settings.rules import (
    EVERYBODY,
    RulesChanged,
    change_rules,
    own_rules,
    replace_rules,
    rules_in_force,
)
from formedlare.switch import Conditions, SwitchRule, parse_channels

pytestmark = pytest.mark.django_db
PAPER = parse_channels(["print"])


def rule(name: str, **conditions: Any) -> SwitchRule:
    return SwitchRule(name, Conditions(**conditions), PAPER)


FIRST, SECOND, THIRD = rule("första"), rule("andra", protection_class=2, has_mailbox=False), rule("tredje")


@pytest.fixture(autouse=True)
def _three_rules() -> None:
    replace_rules(EVERYBODY, [FIRST, SECOND, THIRD])


@pytest.fixture
def session() -> dict[str, Any]:
    return {}


def version() -> str:
    return rules_in_force(EVERYBODY).version


def remove(session: dict[str, Any], place: int) -> None:
    """Remove a rule as the page does."""
    removed = own_rules(EVERYBODY)[place - 1]
    change_rules(EVERYBODY, version(), lambda own: [*own[: place - 1], *own[place:]])
    remember_removed_rule(session, EVERYBODY, place, removed)


def recall(session: dict[str, Any]) -> RemovedRule:
    removed = recall_removed_rule(session, EVERYBODY, version())
    assert removed is not None
    return removed


@pytest.mark.parametrize("place", [1, 2, 3])
def test_it_comes_back_whole_and_in_its_place(session: dict[str, Any], place: int) -> None:
    remove(session, place)

    restore_rule(recall(session))

    assert own_rules(EVERYBODY) == [FIRST, SECOND, THIRD]


def test_the_only_rule_of_all_comes_back_too(session: dict[str, Any]) -> None:
    replace_rules(EVERYBODY, [SECOND])
    remove(session, 1)

    restore_rule(recall(session))

    assert own_rules(EVERYBODY) == [SECOND]


def test_what_is_kept_can_be_stored_in_a_session(session: dict[str, Any]) -> None:
    remove(session, 2)

    [kept] = session.values()

    assert kept["conditions"] == {"protection_class": 2, "has_mailbox": False}
    assert kept["channels"] == ["print"]


def test_nothing_was_removed_and_nothing_comes_back(session: dict[str, Any]) -> None:
    assert recall_removed_rule(session, EVERYBODY, version()) is None


def test_of_two_that_were_removed_the_later_comes_back(session: dict[str, Any]) -> None:
    remove(session, 3)
    remove(session, 1)

    assert recall(session).rule == FIRST


def test_another_sender_s_page_does_not_offer_it(session: dict[str, Any]) -> None:
    remove(session, 1)

    assert recall_removed_rule(session, "162021004748", version()) is None


def test_after_another_change_it_is_not_offered(session: dict[str, Any]) -> None:
    remove(session, 1)
    replace_rules(EVERYBODY, [THIRD])

    assert recall_removed_rule(session, EVERYBODY, version()) is None


def test_a_change_between_the_page_and_the_button_is_not_undone(session: dict[str, Any]) -> None:
    remove(session, 1)
    removed = recall(session)
    replace_rules(EVERYBODY, [THIRD])

    with pytest.raises(RulesChanged):
        restore_rule(removed)

    assert own_rules(EVERYBODY) == [THIRD]


@pytest.mark.parametrize(("place", "found"), [(1, FIRST), (3, THIRD), (0, None), (4, None), (-1, None)])
def test_a_place_beyond_the_rules_has_none(place: int, found: SwitchRule | None) -> None:
    assert rule_at(EVERYBODY, place) == found
