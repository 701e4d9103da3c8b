"""Of several modes that are chosen, the one nearest to the letter counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testbed.timing.models import TimingMode
from testbed.timing.modes import EVERY_LANE, mode_of

Mode = TimingMode.Mode
LANES = st.sampled_from(["kivra.com", "lookup", "print"])
RUNS = st.sampled_from(["", "natt", "dag"])
CHOSEN = st.dictionaries(
    st.tuples(LANES | st.just(EVERY_LANE), RUNS), st.sampled_from([mode.value for mode in Mode]), max_size=8
)


@given(CHOSEN, LANES, RUNS)
def test_a_lane_s_own_mode_for_the_run_counts_before_all(
    chosen: dict[tuple[str, str], str], lane: str, run: str
) -> None:
    assert mode_of(chosen | {(lane, run): Mode.REALISTIC.value}, lane, run) == Mode.REALISTIC


@given(CHOSEN, LANES, RUNS)
def test_the_mode_of_a_letter_is_one_that_was_chosen_or_at_once(
    chosen: dict[tuple[str, str], str], lane: str, run: str
) -> None:
    nearest = [(lane, run), (EVERY_LANE, run), (lane, ""), (EVERY_LANE, "")]

    assert mode_of(chosen, lane, run) == next((chosen[each] for each in nearest if each in chosen), Mode.FAST)


@given(CHOSEN, LANES, RUNS)
def test_what_is_chosen_for_others_does_not_matter(
    chosen: dict[tuple[str, str], str], lane: str, run: str
) -> None:
    own = {key: mode for key, mode in chosen.items() if key[0] in {lane, EVERY_LANE} and key[1] in {run, ""}}

    assert mode_of(own, lane, run) == mode_of(chosen, lane, run)


@pytest.mark.parametrize("run", ["", "natt"])
def test_without_a_choice_letters_go_at_once(run: str) -> None:
    assert mode_of({}, "kivra.com", run) == Mode.FAST


def test_a_run_may_go_at_once_where_all_others_are_held() -> None:
    chosen = {(EVERY_LANE, ""): Mode.MANUAL.value, (EVERY_LANE, "natt"): Mode.FAST.value}

    assert mode_of(chosen, "kivra.com", "natt") == Mode.FAST
    assert mode_of(chosen, "kivra.com", "dag") == Mode.MANUAL
