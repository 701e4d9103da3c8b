"""The page of components shows what the stylesheets have, and docs/design.md tells of it."""

import re

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

CSS = settings.BASE_DIR / "static" / "css"
GUIDE = settings.BASE_DIR / "docs" / "design.md"
COMPONENTS = (
    "button", "button--second", "button--quiet", "button--danger", "button--icon", "button--compact", "small",
    "plain", "menu", "menu__item--danger", "tabs--page", "picks", "chip--count", "chip--wait", "chip--bad",
    "chip--good", "chip--accent", "chip--outline", "avatar--large", "avatar--small", "avatar--organisation",
    "toolbar", "toolbar--selected", "dialog", "toast", "empty", "notice--success", "notice--error", "warning",
    "warning--danger", "warning--calm", "field--wrong", "switch", "flow__step--done", "facts--lines", "acting",
    "card--chosen", "points__not", "side",
)  # fmt: skip


@pytest.fixture
def page(client: Client, db: None) -> html.HtmlElement:
    return html.fromstring(client.get("/konsol/delar/").content)


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_is_shown(page: html.HtmlElement, component: str) -> None:
    shown = {name for element in page.iter() for name in (element.get("class") or "").split()}

    assert component in shown


def test_every_colour_that_is_shown_is_a_token(page: html.HtmlElement) -> None:
    tokens = re.findall(r"^  (--[\w-]+):", (CSS / "base.css").read_text(), re.MULTILINE)
    shown = page.xpath("//ul[@class='samples__colours']//code/text()")

    assert shown
    assert set(shown) <= set(tokens)


def test_the_guide_names_only_classes_that_there_are() -> None:
    styles = "".join(file.read_text() for file in CSS.glob("*.css"))
    named = re.findall(r"`\.([a-z_-]+)`", GUIDE.read_text())

    assert named
    assert [name for name in named if f".{name}" not in styles] == []


def test_no_stylesheet_uses_a_token_that_there_is_not() -> None:
    styles = {file.name: file.read_text() for file in CSS.glob("*.css")}
    known = set(re.findall(r"(--[\w-]+):", "".join(styles.values()))) | {"--frame-height"}
    missing = {
        f"{name}: {token}"
        for name, text in styles.items()
        for token in re.findall(r"var\((--[\w-]+)", text)
        if token not in known
    }

    assert missing == set()


def test_the_console_leads_there(client: Client, db: None) -> None:
    links = html.fromstring(client.get("/konsol/").content).xpath("//nav//a/@href")

    assert "/konsol/delar/" in links
