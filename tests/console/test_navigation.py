"""The console's tabs of other apps: one for each page that is served here, with the reader's place marked."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from console import navigation
from console.navigation import Tab


def request_at(view_name: str | None) -> HttpRequest:
    """A request that Django has led to a view, or to none."""
    request = RequestFactory().get("/")
    match = SimpleNamespace(view_name=view_name) if view_name else None
    request.resolver_match = match  # type: ignore[assignment]  # with the one name that is read
    return request


@pytest.mark.parametrize(
    ("here", "current"),
    [
        ("journal:exchanges", "page"),
        ("journal:exchange", "true"),
        ("checks:check", ""),
        ("overview", ""),
        (None, ""),
    ],
)
def test_a_tab_says_whether_the_reader_is_on_its_page_or_beneath_it(here: str | None, current: str) -> None:
    shown = Tab("Händelser", "journal:exchanges").shown_at(request_at(here))

    assert shown == ("Händelser", reverse("journal:exchanges"), current)


def test_pages_of_another_namespace_can_lie_beneath_a_tab() -> None:
    tab = Tab("Händelser", "journal:exchanges", frozenset({"checks"}))

    assert tab.shown_at(request_at("checks:check")).current == "true"
    assert tab.shown_at(request_at("runs:runs")).current == ""


def test_a_page_of_an_app_that_is_not_served_here_has_no_tab() -> None:
    before = [tab.view_name for tab in navigation.registered_tabs()]

    navigation.register_tab("Borta", "nowhere:page")

    assert [tab.view_name for tab in navigation.registered_tabs()] == before


def test_a_page_that_is_registered_again_keeps_its_place_and_has_one_tab() -> None:
    before = navigation.registered_tabs()
    first = before[0]

    navigation.register_tab(first.title, first.view_name, also_beneath=first.also_beneath)

    assert navigation.registered_tabs() == before


def test_every_tab_leads_to_a_page_below_the_console() -> None:
    tabs = [tab.shown_at(request_at(None)) for tab in navigation.registered_tabs()]

    assert len(tabs) > 2
    assert all(tab.address.startswith("/konsol/") for tab in tabs)
    assert len({tab.address for tab in tabs}) == len(tabs)


def test_a_trace_has_a_page_of_its_own() -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"

    assert navigation.address_of_trace(trace) == reverse("journal:timeline", args=[trace])
