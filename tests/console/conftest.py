"""The console under test: letters of every fate, handed in and carried as in the relay's own tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from lxml import html

from formedlare.models import Distribution
from tests import cast
from tests.relay import Relay, later, relay, work

__all__ = ["later", "relay"]

SENDER = "162021004748"


@dataclass
class Console:
    """The console in a tester's browser, without the scripts."""

    client: Client

    def page(self, name: str, /, *args: object, status: int = 200, **query: Any) -> html.HtmlElement:
        answer = self.client.get(reverse(f"console:{name}", args=args), query)
        assert answer.status_code == status, answer.content.decode()
        return html.fromstring(answer.content)

    def do(self, name: str, /, *args: object, query: str = "", **values: Any) -> Any:
        """Post a form, and give back what the browser shows then."""
        return self.client.post(f"{reverse(f'console:{name}', args=args)}{query}", values, follow=True)


def words(page: html.HtmlElement, path: str = "//main") -> str:
    """The text at the place, with single blanks."""
    return " ".join(" ".join(found.text_content() for found in page.xpath(path)).split())


@pytest.fixture
def console(client: Client) -> Iterator[Console]:
    cache.clear()
    yield Console(client)
    cache.clear()


@dataclass
class Fates:
    """A letter of each fate."""

    delivered: Distribution
    waiting: Distribution
    printing: Distribution
    failed: Distribution
    """Its recipient has died."""


@pytest.fixture
def fates(relay: Relay, console: Console) -> Fates:
    """Delivered to Maria, waiting for an operator that is down, in the print queue, and failed."""
    plain = relay.sender.text(attachments=[])
    people = (cast.MARIA, "198801012397", cast.TOLVAN, "193801029202")
    letters = [relay.distribute(number, plain) for number in people]
    work()
    cache.clear()
    return Fates(*letters)
