"""Pages that renew themselves: a fragment when it has changed, 204 when not."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from infra.web.renewal import Fragment, renewed_fragment, unchanged_response, version_of

TEMPLATE = "parts/mark.html"


class Page:
    """A page whose fragment has a version, and counts how often it is drawn."""

    def __init__(self, version: str) -> None:
        self.version, self.drawn = version, 0

    def answer(self, _request: HttpRequest) -> Fragment:
        return Fragment(TEMPLATE, self.version, self._context)

    def _context(self) -> dict[str, object]:
        self.drawn += 1
        return {"request": None}


@pytest.mark.parametrize("query", [{}, {"sedan": ""}, {"sedan": "older"}, {"sedan": "nonsense\0"}])
def test_a_page_that_shows_another_version_gets_the_fragment(query: dict[str, str]) -> None:
    page = Page("newer")

    answer = renewed_fragment(page.answer)(RequestFactory().get("/", query))

    assert answer.status_code == 200
    assert "Simulator" in answer.content.decode()
    assert page.drawn == 1


def test_a_page_that_shows_the_newest_version_is_left_alone_and_nothing_is_drawn() -> None:
    page = Page("newest")

    answer = renewed_fragment(page.answer)(RequestFactory().get("/", {"sedan": "newest"}))

    assert (answer.status_code, answer.content) == (204, b"")
    assert page.drawn == 0


def test_no_answer_is_kept_by_the_browser_or_a_proxy() -> None:
    view = renewed_fragment(Page("1").answer)

    for query in ({}, {"sedan": "1"}):
        assert "no-store" in view(RequestFactory().get("/", query))["Cache-Control"]


def test_a_page_renews_itself_by_reading_only() -> None:
    page = Page("1")

    assert renewed_fragment(page.answer)(RequestFactory().post("/")).status_code == 405
    assert page.drawn == 0


def test_the_version_changes_with_anything_that_is_shown() -> None:
    shown = [version_of(), version_of(1), version_of(2), version_of(1, 2), version_of("1"), version_of([1])]

    assert len(set(shown)) == len(shown)
    assert version_of("a", [1, None]) == version_of("a", [1, None])


def test_a_version_fits_in_an_address() -> None:
    assert version_of("åäö & ? #", b"\0" * 10_000).isalnum()


def test_nothing_new_has_an_answer_of_its_own() -> None:
    assert unchanged_response().status_code == 204
