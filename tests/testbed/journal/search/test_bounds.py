"""Times in a search: all of them must hold, also where several are given or one is excluded."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra import clock
from infra.errors import InvalidInput
from testbed.journal.search.finding import find_exchanges
from testbed.journal.search.query_language import Search, parse_search
from tests.testbed.journal.conftest import Journal
from tests.testbed.journal.told import record

moments = st.integers(-(2**29), 2**34).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(st.lists(moments, min_size=1, max_size=5))
def test_of_several_beginnings_the_latest_counts(given_moments: list[datetime]) -> None:
    found = parse_search(" ".join(f"since:{moment.isoformat()}" for moment in given_moments))

    assert found == Search(since=max(given_moments))


@given(st.lists(moments, min_size=1, max_size=5))
def test_of_several_ends_the_earliest_counts(given_moments: list[datetime]) -> None:
    found = parse_search(" ".join(f"until:{moment.isoformat()}" for moment in given_moments))

    assert found == Search(until=min(given_moments))


@given(moments)
def test_what_is_not_since_a_moment_is_before_it_and_the_other_way_round(moment: datetime) -> None:
    assert parse_search(f"-since:{moment.isoformat()}") == Search(until=moment)
    assert parse_search(f"-until:{moment.isoformat()}") == Search(since=moment)


@given(moments)
def test_a_moment_may_stand_in_quotation_marks(moment: datetime) -> None:
    assert parse_search(f'since:"{moment.isoformat()}"').since == moment


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-29", datetime(2026, 3, 28, 23, tzinfo=UTC)),
        ("2026-03-30", datetime(2026, 3, 29, 22, tzinfo=UTC)),
        ("2026-10-26", datetime(2026, 10, 25, 23, tzinfo=UTC)),
        ("2026-06-01T12:00", datetime(2026, 6, 1, 10, tzinfo=UTC)),
        ("2026-06-01 12:00+00:00", datetime(2026, 6, 1, 12, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_swedish_summer_and_winter(written: str, moment: datetime) -> None:
    assert parse_search(f'since:"{written}"').since == moment


@pytest.mark.parametrize("written", ["1899-12-31", "3000-01-01", "2026-02-30", "2026-11-28T25:00", "now", "0"])
def test_what_is_no_time_that_every_database_keeps_is_refused_in_both_languages(written: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_search(f"until:{written}")

    assert f"until:{written} är ingen tid" in refusal.value.text.swedish
    assert f"until:{written} is no time" in refusal.value.text.english


def test_the_query_and_the_search_words_of_one_call_must_both_hold(journal: Journal) -> None:
    now = clock.now()
    for days in (5, 3, 1):
        record(at=now - timedelta(days=days), label=f"{days}")

    words = f"since:{(now - timedelta(days=4)).isoformat()}"
    found = journal.find(q=words, since=(now - timedelta(days=6)).isoformat())

    assert [each["label"] for each in found] == ["1", "3"]


def test_a_beginning_after_the_end_finds_nothing(journal: Journal) -> None:
    record(label="a")

    assert journal.find(since="2027-01-01T00:00:00Z", until="2026-01-01T00:00:00Z") == []


@pytest.mark.usefixtures("journal")
def test_a_moment_itself_counts_as_since_and_not_as_until() -> None:
    at = record(label="a").at

    assert find_exchanges(Search(since=at), 5).exchanges
    assert not find_exchanges(Search(until=at), 5).exchanges
    assert find_exchanges(Search(until=at + timedelta(microseconds=1)), 5).exchanges


@pytest.mark.usefixtures("journal")
def test_exchanges_that_were_written_out_of_order_are_found_by_their_time() -> None:
    now = clock.now()
    late = record(at=now, label="late")
    early = record(at=now - timedelta(hours=1), label="early")

    found = find_exchanges(Search(until=now - timedelta(minutes=1)), 5).exchanges

    assert early.pk > late.pk
    assert [each.pk for each in found] == [early.pk]
