"""The console's tabs that apps above it bring: they register a page when they start."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


class ShownTab(NamedTuple):
    title: str | Promise
    address: str
    current: str
    """Of aria-current: page, true where the page lies beneath it, or empty."""


@dataclass(frozen=True)
class Tab:
    """A page that every page of the console leads to."""

    title: str | Promise
    view_name: str
    """Of the page, with its namespace. Pages of the same namespace count as beneath it."""
    also_beneath: frozenset[str] = frozenset()
    """Further namespaces with pages beneath the tab."""

    def shown_at(self, request: HttpRequest) -> ShownTab:
        """The tab as a page shows it."""
        match = request.resolver_match
        here = match.view_name if match else ""
        is_beneath = here.rpartition(":")[0] in {self.view_name.rpartition(":")[0], *self.also_beneath}
        current = "page" if here == self.view_name else "true" if is_beneath else ""
        return ShownTab(self.title, reverse(self.view_name), current)


_tabs: Final[dict[str, Tab]] = {}
"""By name of the view."""


def register_tab(title: str | Promise, view_name: str, *, also_beneath: Collection[str] = ()) -> None:
    """Lead from every page of the console to this one. Call it when the app starts.

    Its page extends console/base.html and is guarded by `infra.web.access.console_access.console_page`. Its
    address stands in the app's `web_urls`, beneath konsol/.
    `also_beneath`: other namespaces with pages beneath it.
    """
    _tabs[view_name] = Tab(title, view_name, frozenset(also_beneath))


def registered_tabs() -> list[Tab]:
    """In the order in which they were registered. Pages of an app that is not served here are left out."""
    return [tab for tab in _tabs.values() if _address_of(tab.view_name)]


def _address_of(view_name: str, *args: str) -> str:
    """Empty: the view's app is not served here."""
    try:
        return reverse(view_name, args=args)
    except NoReverseMatch:
        return ""


_trace_pages: Final[list[str]] = []


def register_trace_page(view_name: str) -> None:
    """Lead from each letter to this page about its trace, which is the argument of its address."""
    if view_name not in _trace_pages:
        _trace_pages.append(view_name)


def address_of_trace(trace: str) -> str:
    """The page about a trace; empty: no app brings one."""
    return _address_of(_trace_pages[-1], trace) if _trace_pages else ""
