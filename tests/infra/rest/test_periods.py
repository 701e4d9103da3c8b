"""The period of a list: received_after and received_before, or the words that the journal has for them."""

from datetime import UTC, datetime, timedelta

import pytest

from infra.rest.periods import ReceivedSerializer

EARLY, LATE = "2026-03-01T08:00:00Z", "2026-03-02T08:00:00+01:00"


def read(**written: str) -> dict[str, datetime]:
    period = ReceivedSerializer(data=written)
    period.is_valid(raise_exception=True)
    return dict(period.validated_data)


def errors_of(**written: str) -> dict[str, list[str]]:
    period = ReceivedSerializer(data=written)
    assert not period.is_valid()
    return {name: [str(problem) for problem in problems] for name, problems in period.errors.items()}


def test_without_words_there_is_no_period() -> None:
    assert read() == {}


@pytest.mark.parametrize(
    "written",
    [
        {"received_after": EARLY, "received_before": LATE},
        {"since": EARLY, "until": LATE},
        {"since": EARLY, "received_before": LATE},
        {"received_after": EARLY, "until": LATE},
    ],
)
def test_both_pairs_of_words_mean_the_same(written: dict[str, str]) -> None:
    assert read(**written) == {
        "received_after": datetime(2026, 3, 1, 8, tzinfo=UTC),
        "received_before": datetime(2026, 3, 2, 7, tzinfo=UTC),
    }


@pytest.mark.parametrize("name", ["received_after", "received_before", "since", "until"])
def test_each_of_them_may_stand_alone(name: str) -> None:
    assert list(read(**{name: EARLY}).values()) == [datetime(2026, 3, 1, 8, tzinfo=UTC)]


def test_a_moment_without_a_zone_is_swedish_time_in_winter_and_summer() -> None:
    assert read(since="2026-01-15T12:00:00")["received_after"].astimezone(UTC).hour == 11
    assert read(since="2026-07-15T12:00:00")["received_after"].astimezone(UTC).hour == 10
    assert read(since="2026-07-15T12:00:00")["received_after"].utcoffset() is not None


@pytest.mark.parametrize(("name", "other"), [("since", "received_after"), ("until", "received_before")])
def test_the_same_said_twice_is_refused_also_where_both_agree(name: str, other: str) -> None:
    told = errors_of(**{name: EARLY, other: EARLY})

    assert list(told) == [name]
    assert other in told[name][0]


@pytest.mark.parametrize(
    "written", ["", "igår", "2026-02-30T00:00:00Z", "1899-12-31T00:00:00Z", "3000-01-01T00:00:00Z"]
)
def test_what_is_no_moment_is_refused_under_its_own_name(written: str) -> None:
    for name in ("received_after", "received_before", "since", "until"):
        assert list(errors_of(**{name: written})) == [name]


def test_an_unknown_word_is_refused() -> None:
    assert list(errors_of(after=EARLY)) == ["after"]


def test_a_period_may_be_empty() -> None:
    period = read(since=LATE, until=EARLY)

    assert period["received_after"] - period["received_before"] == timedelta(hours=23)
