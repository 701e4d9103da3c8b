"""Whichever way somebody goes through the console, every link leads somewhere, and every form can be used.

The pages of the demo world are walked as a browser would, from the overview on.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

import pytest
from django.core.cache import cache
from django.test import Client
from lxml import html

from far.consents import administration
from far.models import Consent
from infra.identity import RecipientId
from tests.cast import ARVID, MARIA

MAX_PAGES = 220
PER_KIND = 3
"""Pages that differ only in a number or a name are enough with these."""
START = "/konsol/"
OF_THE_CONSOLE = ("/konsol/",)
USED_BY_PEOPLE = "//input[not(@type='hidden')] | //select | //textarea"


@dataclass(frozen=True)
class Page:
    address: str
    status: int
    drawn: html.HtmlElement | None


def walk(client: Client) -> Iterator[Page]:
    """Every page that links lead to from the start, each once, and what other pages they lead to."""
    seen, kinds = {START}, Counter[str]()
    waiting = deque([START])
    while waiting and len(seen) <= MAX_PAGES:
        address = waiting.popleft()
        answer = client.get(address)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html") and answer.content
        drawn = html.fromstring(answer.content) if is_page else None
        yield Page(address, answer.status_code, drawn)
        if drawn is None or not address.startswith(OF_THE_CONSOLE):
            continue
        for link in drawn.xpath("//main//a/@href | //nav//a/@href"):
            found = urldefrag(urljoin(address, link)).url
            if not found.startswith("/") or found in seen or kinds[kind_of(found)] >= PER_KIND:
                continue
            kinds[kind_of(found)] += 1
            seen.add(found)
            waiting.append(found)


def kind_of(address: str) -> str:
    """The address without what tells one thing from another."""
    path, _, query = address.partition("?")
    steps = ["*" if any(sign.isdigit() for sign in step) or "." in step else step for step in path.split("/")]
    return "/".join(steps) + "?" + ",".join(sorted(part.partition("=")[0] for part in query.split("&")))


@pytest.fixture
def walked(world: None, client: Client) -> list[Page]:
    cache.clear()
    administration.make_consent(
        RecipientId(ARVID), RecipientId(MARIA), level=Consent.Level.READ, state=Consent.State.ACTIVE
    )
    return list(walk(client))


def test_the_console_can_be_walked_through_and_used(walked: list[Page]) -> None:
    """One walk, since the world is made anew for each test."""
    addresses = {page.address for page in walked}
    assert len(addresses) > 40
    assert any(address.startswith("/konsol/samtycken/") for address in addresses)

    for page in walked:
        assert page.status in {200, 302}, page.address
    for page in walked:
        if page.drawn is not None and page.status == 200 and page.address.startswith(OF_THE_CONSOLE):
            require_usable(page.address, page.drawn)


def require_usable(address: str, page: html.HtmlElement) -> None:
    ids: Counter[str] = Counter(page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == [], f"{address}: an id stands twice"
    for field in page.xpath(USED_BY_PEOPLE):
        assert name_of(page, field), f"{address}: {html.tostring(field).decode()[:120]} has no name to be read out"
    for form in page.xpath("//form[@method='post']"):
        assert form.xpath(".//input[@name='csrfmiddlewaretoken']"), f"{address}: {form.get('action')}"
        assert form.xpath(".//button | .//input[@type='submit']"), f"{address}: no button"
    for picture in page.xpath("//img"):
        assert picture.get("alt") is not None, f"{address}: {picture.get('src')}"
    for link in page.xpath("//a[@href]"):
        assert link.text_content().strip() or link.get("aria-label"), f"{address}: {link.get('href')}"


def name_of(page: html.HtmlElement, field: html.HtmlElement) -> str:
    """What a screen reader says of a field."""
    if label := field.get("aria-label"):
        return str(label)
    if by := field.get("aria-labelledby"):
        return " ".join(page.xpath(f"string(//*[@id='{each}'])") for each in by.split()).strip()
    around = field.xpath("ancestor::label")
    beside = page.xpath(f"//label[@for='{field.get('id')}']") if field.get("id") else []
    return " ".join(label.text_content() for label in [*around, *beside]).strip()
