"""The last day to act: a fact that the sender gives, and nothing that is guessed."""

from datetime import date

import pytest

from contracts import message as message_v1
from mailbox_operator.mailbox.due_dates import due_date


def tags(*pairs: tuple[str, str]) -> list[message_v1.MetaData]:
    return [message_v1.MetaData(tag=tag, value=value) for tag, value in pairs]


@pytest.mark.parametrize("value", ["2026-12-03", " 2026-12-03 ", "2026-12-03Z", "2026-12-03+01:00"])
@pytest.mark.parametrize("tag", ["Deadline", "deadline", " DEADLINE "])
def test_a_tag_gives_the_day(tag: str, value: str) -> None:
    assert due_date(tags((tag, value))) == date(2026, 12, 3)


@pytest.mark.parametrize(
    "value", ["", "snarast", "2026-02-30", "20261203", "2026-W49-4", "3 december 2026", "2026-12-03 eller senare"]
)
def test_what_is_no_date_is_none(value: str) -> None:
    assert due_date(tags(("Deadline", value))) is None


def test_the_first_date_counts_and_other_tags_do_not() -> None:
    assert due_date(tags(("Ankom", "2026-01-01"))) is None
    assert due_date(tags(("Deadline", "snart"), ("Deadline", "2026-12-03"), ("Deadline", "2027-01-01"))) == date(
        2026, 12, 3
    )
