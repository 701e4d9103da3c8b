"""Which of the requests that wait a new row may concern: never too few, and only so many more as is cheap."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from formedlare.models import ContactAddress
from infra import clock
from infra.versions import data_version
from testbed.waiting.watching.facts import MAX_READ, OVERLAP, FactSource, NewRows, may_concern

SOURCE = FactSource(ContactAddress, {"sender": "sender", "to": "recipient"})
FACTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2))


def add(count: int, sender: str = "162021004748") -> list[int]:
    rows = ContactAddress.objects.bulk_create(
        ContactAddress(sender=sender, recipient=f"{number:012}", email="a@b.se", confirmed_on=clock.today())
        for number in range(count)
    )
    return [row.pk for row in rows]


@given(FACTS, FACTS)
def test_a_row_that_has_all_that_is_wanted_always_concerns(wanted: dict[str, int], others: dict[str, int]) -> None:
    assert may_concern(wanted, others | wanted)


@given(FACTS, FACTS, st.sampled_from("abcd"))
def test_one_fact_that_says_otherwise_is_enough(wanted: dict[str, int], facts: dict[str, int], name: str) -> None:
    assert not may_concern(wanted | {name: 1}, facts | {name: 2})


@given(FACTS, FACTS, st.sampled_from("abcd"))
def test_to_want_less_never_concerns_fewer_rows(wanted: dict[str, int], facts: dict[str, int], name: str) -> None:
    less = {key: value for key, value in wanted.items() if key != name}

    assert may_concern(less, facts) or not may_concern(wanted, facts)


@pytest.mark.django_db
def test_a_table_without_rows_has_the_key_zero_and_no_facts() -> None:
    assert SOURCE.newest_key() == 0
    assert SOURCE.facts_after(0) == (0, {})


@pytest.mark.django_db
def test_the_facts_have_the_names_of_the_filters() -> None:
    [key] = add(1)

    assert SOURCE.facts_after(0) == (key, {key: {"sender": "162021004748", "to": "0" * 12}})


@pytest.mark.django_db
def test_rows_just_before_the_newest_known_are_looked_at_again() -> None:
    keys = add(OVERLAP + 5)

    newest, facts = SOURCE.facts_after(keys[-1])

    assert newest == keys[-1]
    assert facts is not None
    assert len(facts) == OVERLAP


@pytest.mark.django_db
def test_rows_that_are_known_are_not_read_again() -> None:
    keys = add(3)

    newest, facts = SOURCE.facts_after(keys[-1], keys[1:])

    assert newest == keys[-1], "also where one with an earlier key comes late"
    assert facts is not None
    assert list(facts) == keys[:1]


@pytest.mark.django_db
def test_where_all_are_known_the_newest_one_stays_the_newest() -> None:
    keys = add(3)

    assert SOURCE.facts_after(keys[-1], keys) == (keys[-1], {})


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "are_read"), [(MAX_READ, True), (MAX_READ + 1, False)])
def test_so_many_new_rows_are_read_and_no_more(count: int, are_read: bool) -> None:
    keys = add(count)

    newest, facts = SOURCE.facts_after(0)

    assert newest == keys[-1]
    assert (facts is not None) is are_read


@pytest.mark.django_db
def test_at_the_first_reading_any_row_may_be_new() -> None:
    add(1)
    news = NewRows()

    news.read([SOURCE])

    assert news.has_changed
    assert news.facts_of(SOURCE) is None


@pytest.mark.django_db
def test_what_happens_between_two_readings_is_news_once() -> None:
    news = NewRows()
    news.read([SOURCE])
    add(1, sender="162021003898")
    data_version.advance()

    news.read([SOURCE])
    facts = news.facts_of(SOURCE)
    has_changed = news.has_changed
    news.read([SOURCE])

    assert has_changed
    assert [each["sender"] for each in facts or ()] == ["162021003898"]
    assert not news.has_changed


@pytest.mark.django_db
def test_a_row_with_an_earlier_key_that_is_committed_later_is_news_too() -> None:
    [first] = add(1)
    late = ContactAddress.objects.get(pk=first)
    add(1, sender="162021003898")
    late.delete()
    news = NewRows()
    news.read([SOURCE])
    add(1, sender="162021009028")
    data_version.advance()
    news.read([SOURCE])
    late.pk = first
    late.save()
    data_version.advance()

    news.read([SOURCE])

    assert [each["sender"] for each in news.facts_of(SOURCE) or ()] == ["162021004748"]


@pytest.mark.django_db
def test_where_nothing_has_happened_no_row_is_read() -> None:
    news = NewRows()
    news.read([SOURCE])

    with CaptureQueriesContext(connection) as asked:
        news.read([SOURCE])

    assert len(asked) == 0


@pytest.mark.django_db
def test_a_source_that_comes_later_is_read_though_nothing_has_happened() -> None:
    news, other = NewRows(), FactSource(ContactAddress, {"email": "email"})
    news.read([])
    add(1)

    news.read([other])

    assert news.facts_of(other) is None
