"""Steps: each so many times, in order, and the same delays from the same seed."""

from hypothesis import given
from hypothesis import strategies as st

from infra.hooks.disruptions import Break
from testbed.faults.steps import Delay, FaultStep, step_at

delays = st.builds(
    lambda shortest, more, seed: Delay(shortest, shortest + more, seed),
    st.integers(0, 1000),
    st.integers(0, 1000),
    st.integers(),
)
times = st.integers(1, 5)
steps = st.builds(
    FaultStep,
    times=times,
    delay=delays,
    code=st.none() | st.sampled_from([4999, 5001]),
    breaks=st.none() | st.sampled_from(list(Break)),
    is_not_delivered=st.booleans(),
)


@given(st.lists(steps, min_size=1, max_size=5))
def test_each_step_comes_as_often_as_it_says_and_in_order(given_steps: list[FaultStep]) -> None:
    total = sum(step.times or 0 for step in given_steps)

    came = [step_at(given_steps, number) for number in range(1, total + 2)]

    assert came == [step for step in given_steps for _ in range(step.times or 0)] + [None]


@given(steps, st.integers(1, 10**9))
def test_a_step_without_times_never_ends(step: FaultStep, number: int) -> None:
    assert step_at([FaultStep(code=4999)], number) == FaultStep(code=4999)


@given(steps)
def test_a_step_is_read_as_it_was_written(step: FaultStep) -> None:
    assert FaultStep.from_json(step.as_json()) == step


@given(delays, st.integers(1, 10**6))
def test_a_delay_lies_within_its_bounds_and_is_the_same_each_time(delay: Delay, number: int) -> None:
    seconds = delay.seconds(number)

    assert delay.shortest_ms / 1000 <= seconds <= delay.longest_ms / 1000
    assert delay.seconds(number) == seconds
