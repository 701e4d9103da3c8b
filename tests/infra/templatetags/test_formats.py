"""Times, sizes and identity numbers as all pages write them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from infra import clock
from infra.templatetags import formats

SUBJECT = re.compile(r"\{\{ ([\w.]*)\.subject(\|[^}]*)? \}\}")
"""Where a page writes a subject, and the filters that it goes through."""
OURS = {"entry"}
"""Subjects that are no sender's: of the log of supervision."""


def draw(source: str, **values: object) -> str:
    with translation.override("sv"):
        return str(Template("{% load formats %}" + source).render(Context(values)))


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 11, 24, 13, 32, tzinfo=UTC), "i dag 14:32"),
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), "i går 23:59"),
        (datetime(2026, 11, 23, 23, 1, tzinfo=UTC), "i dag 00:01"),
        (datetime(2026, 11, 20, 8, 0, tzinfo=UTC), "fredag 09:00"),
        (datetime(2026, 11, 17, 8, 0, tzinfo=UTC), "17 november"),
        (datetime(2025, 3, 3, 8, 0, tzinfo=UTC), "3 mars 2025"),
        (datetime(2026, 11, 26, 8, 0, tzinfo=UTC), "26 november"),
    ],
)
def test_times_are_written_as_people_say_them(
    monkeypatch: pytest.MonkeyPatch, moment: datetime, written: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, 17, 0, tzinfo=UTC))
    draw: Callable[[Context], str] = Template("{% load formats %}{{ moment|human_time }}").render

    with translation.override("sv"):
        assert draw(Context({"moment": moment})) == written


def test_a_full_time_has_the_date_and_the_time_of_day_in_sweden() -> None:
    moment = datetime(2026, 3, 3, 13, 32, tzinfo=UTC)

    assert draw("{{ moment|full_time }}", moment=moment) == "3 mars 2026 klockan 14:32"


@pytest.mark.parametrize(
    ("number", "written"),
    [("192705178354", "19270517-8354"), ("162021004748", "202100-4748"), ("199001662395", "19900166-2395")],
    ids=["person", "organisation", "coordination number"],
)
def test_identity_numbers_have_their_hyphen_and_organisations_ten_digits(number: str, written: str) -> None:
    assert draw("{{ number|identity }}", number=number) == written


def test_sizes_are_written_in_the_largest_fitting_unit() -> None:
    assert draw("{{ count|size }}", count=52 * 1024).replace("\u00a0", " ") == "52,0 kB"


@pytest.mark.parametrize(
    ("written", "shown"),
    [("Beslut \u202efdp.exe", "Beslut fdp.exe"), ("\u2066a\u2069", "a"), ("שלום", "שלום"), (None, "")],
)
def test_what_a_sender_wrote_does_not_turn_the_words_around_it(written: str | None, shown: str) -> None:
    assert formats.without_direction_marks(written) == shown


def test_no_page_shows_a_subject_that_may_turn_the_words_around_it() -> None:
    pages = Path(settings.BASE_DIR, "templates").rglob("*.html")
    shown = [(page.name, *found) for page in pages for found in SUBJECT.findall(page.read_text())]
    shown = [found for found in shown if found[1] not in OURS]

    assert [found for found in shown if "without_direction_marks" not in found[-1]] == []
    assert len(shown) > 10
