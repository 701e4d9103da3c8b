"""Which rule applies: the same for every field that a rule names, and never across runs."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from infra.hooks.disruptions import DisruptionPlace, Occasion
from testbed.faults.matching import is_open, rule_applies
from testbed.faults.models import FaultRule

NAMES = st.sampled_from(["", "kivra.com", "digimail.se", "162021004748"])
NUMBERS = st.sampled_from(["", "198101052382", "192705178354"])
LABELS = st.sampled_from(["", "run-1", "run-2", "Ödla 🦎"])
OPERATIONS = st.sampled_from(["", "deliverSecure", "notify", "isReachable"])
PLACES = st.sampled_from(list(DisruptionPlace))

occasions = st.builds(
    Occasion,
    place=PLACES,
    names=st.frozensets(NAMES, max_size=3),
    operation=OPERATIONS,
    sender=NUMBERS,
    recipients=st.lists(NUMBERS, max_size=3),
    label=LABELS,
)
columns = {
    "place": PLACES.map(str),
    "who": NAMES,
    "operation": OPERATIONS,
    "sender": NUMBERS,
    "recipient": NUMBERS,
    "label": LABELS,
}
rules = st.fixed_dictionaries(columns).map(lambda values: FaultRule(**values))


@given(rules, occasions)
def test_a_rule_of_a_run_never_applies_to_another_s(rule: FaultRule, occasion: Occasion) -> None:
    if rule.label and rule.label != occasion.label:
        assert not rule_applies(rule, occasion)


@given(occasions)
def test_a_rule_that_names_only_the_place_applies_to_all_there(occasion: Occasion) -> None:
    assert rule_applies(FaultRule(place=occasion.place.value), occasion)


@given(rules, occasions, st.sampled_from(["who", "operation", "sender", "recipient", "label"]))
def test_a_rule_that_names_less_applies_to_no_less(rule: FaultRule, occasion: Occasion, name: str) -> None:
    applied = rule_applies(rule, occasion)
    setattr(rule, name, "")

    assert rule_applies(rule, occasion) or not applied


@given(rules, occasions)
def test_a_rule_applies_to_what_has_all_that_it_names(rule: FaultRule, occasion: Occasion) -> None:
    fitting = Occasion(
        place=DisruptionPlace(rule.place),
        names=occasion.names | {rule.who},
        operation=rule.operation or occasion.operation,
        sender=rule.sender or occasion.sender,
        recipients=[*occasion.recipients, rule.recipient],
        label=rule.label or occasion.label,
    )

    assert rule_applies(rule, fitting)


@given(rules, occasions)
def test_a_rule_applies_to_nothing_at_another_place(rule: FaultRule, occasion: Occasion) -> None:
    if rule.place != occasion.place:
        assert not rule_applies(rule, occasion)


@given(st.times(), st.times(), st.times())
def test_it_is_open_by_one_of_two_complementary_hours(opens: time, closes: time, moment: time) -> None:
    """Also where the hours pass midnight."""
    if opens != closes:
        by_day = is_open(FaultRule(opens=opens, closes=closes), moment)
        by_night = is_open(FaultRule(opens=closes, closes=opens), moment)
        assert by_day is not by_night


@given(st.times())
def test_without_opening_hours_nothing_is_let_through_by_them(moment: time) -> None:
    assert not is_open(FaultRule(), moment)
