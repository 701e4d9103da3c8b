"""The pages of the base registers, as a tester's browser has them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from tests.console.conftest import Console, words


class Pages:
    """The pages about people, companies and failures in the demo world."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def words(self, name: str, /, *args: object, **query: Any) -> str:
        return words(self.console.page(name, *args, **query))

    def listed(self, name: str, query: dict[str, str], status: int = 200) -> html.HtmlElement:
        """The page of a list that is narrowed."""
        answer = self.console.client.get(reverse(f"console:{name}"), query)
        assert answer.status_code == status
        return html.fromstring(answer.content)

    def following(self, name: str, page: html.HtmlElement) -> html.HtmlElement:
        """The page of a list that its link leads on to."""
        link = page.xpath("string(//p[@class='paging']/a/@href)")
        return html.fromstring(self.console.client.get(f"{reverse(f'console:{name}')}{link}").content)

    def fields(self, name: str, /, *args: object) -> dict[str, str]:
        """What the first form of the page would send as it stands."""
        [form, *_] = self.console.page(name, *args).xpath("//main//form[@method='post']")
        return {key: value for key, value in form.form_values() if key != "csrfmiddlewaretoken"}

    def save(self, name: str, /, *args: object, **changes: str) -> str:
        """Send the page's first form with some values changed, and give the words that come."""
        values = {**self.fields(name, *args), **changes}
        return self.do(name, *args, **{key: value for key, value in values.items() if value != "<off>"})

    def do(self, name: str, /, *args: object, **values: Any) -> str:
        answer = self.console.do(name, *args, **values)
        return words(html.fromstring(answer.content))

    def status(self, name: str, /, *args: object, **values: Any) -> int:
        """Of a form that is sent."""
        return int(self.console.do(name, *args, **values).status_code)


@pytest.fixture
def pages(console: Console, world: None) -> Pages:
    return Pages(console)
