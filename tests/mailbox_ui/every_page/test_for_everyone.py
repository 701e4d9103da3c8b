"""Every page for everyone: axe-core, both themes and languages, three widths; zoom, narrow windows, the keyboard.

The pages come from the URL resolver. Each is loaded once in each language; the browser is told of another theme or
width instead of loading it again.
"""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any, Final, Literal

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import ViewportSize

from mailbox_operator.mailbox import folders
from mailbox_operator.models import Message
from mailbox_ui.models import LoginOrder
from tests.browsing import Browse
from tests.cast import ARVID
from tests.mailbox_ui import acting
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.acting import AT, SNICKERI
from tests.mailbox_ui.addresses import Address, addresses
from tests.mailbox_ui.browser import AXE, AXE_OPTIONS, RUN_AXE, Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("world"),
    pytest.mark.timeout(600),
]

Scheme = Literal["light", "dark"]
Rules = dict[str, Any]
Look = tuple[Scheme, int, Rules]
WIDTHS: Final = {1280: 860, 1024: 768, 390: 844}
OF_COLOURS: Final = ("color-contrast", "link-in-text-block")
ALL: Final[Rules] = {}
COLOURS: Final[Rules] = {"runOnly": OF_COLOURS}
BUT_COLOURS: Final[Rules] = {"rules": {rule: {"enabled": False} for rule in OF_COLOURS}}
LOOKS: Final[list[Look]] = [
    ("light", 1280, ALL),
    ("light", 1024, COLOURS),
    ("light", 390, ALL),
    ("dark", 390, COLOURS),
    ("dark", 1024, ALL),
    ("dark", 1280, COLOURS),
]
"""Another theme changes colours, and nothing else."""
SOME_LOOKS: Final[list[Look]] = [(scheme, width, BUT_COLOURS) for scheme, width, rules in LOOKS if rules is ALL]
"""Another language changes words and widths, and no colours."""
ZOOMED = ViewportSize(width=640, height=430)
NARROWEST = ViewportSize(width=320, height=640)
"""A window of 1280 at 200 % is as one of 640."""
NO_PAGES = {
    "download",
    "page-picture",
    "page-text",
    "sheets",
    "download-all",
    "original",
    "forwarded-email",
    "reply",
    "switch",
    "letter",
    "language",
    "signing",
    "sign-on-phone",
    "demo",
}
"""Files, parts of pages, the frame with a sender's own HTML, and what must be begun first."""
ORDER = """() => {
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(
    (stop) => !stop.disabled && stop.type !== "hidden" && stop.checkVisibility({ visibilityProperty: true }) &&
      !stop.closest(".skip, .toasts, dialog, .unseen, .phone-page"));
  const isStuck = (one) => one && (["sticky", "fixed"].includes(getComputedStyle(one).position) ||
    isStuck(one.parentElement));
  const seen = stops.map((stop) => stop.getBoundingClientRect());
  return stops.flatMap((stop, place) => {
    const before = seen[place - 1], here = seen[place];
    const isAbove = place && !isStuck(stop) && !isStuck(stops[place - 1]) && here.bottom <= before.top + 2;
    const isNextColumn = place && here.left >= before.left + 20;
    return isAbove && !isNextColumn ? [stop.outerHTML.slice(0, 120)] : [];
  });
}"""
"""What the keyboard reaches after something that stands below it, and not in a column of its own."""


@pytest.fixture
def letter() -> Message:
    make.holder(make.CARL)
    files = (
        ("Beslut.pdf", "application/pdf", make.pdf(pages=2)),
        ("Låst.pdf", "application/pdf", make.pdf(password="hemlig")),
    )
    made = make.message(acting.mailbox_of(ARVID), subject="Beslut om förskoleplats", files=files)
    make.announcement(made)
    folders.create_folder(made.mailbox, "Skolan")
    return made


def is_page(item: Address) -> bool:
    return item.rule.method == "get" and not item.name.endswith("-renewal") and item.name not in NO_PAGES


def path_to(item: Address, letter: Message) -> str:
    known = {
        "place": AT,
        "operator": AT,
        "public_id": letter.public_id,
        "number": 1 if "place" in item.parameters else SNICKERI if item.name == "company" else ARVID,
        "page": 1,
        "folder": letter.mailbox.folders.get().key,
        "company": SNICKERI,
        "phone_token": LoginOrder.objects.latest("created_at").phone_token,
        **item.rule.arguments,
    }
    return reverse(f"mail:{item.name}", kwargs={name: known[name] for name in item.parameters})


def log_in(site: Site, language: str) -> None:
    site.log_in(ARVID, f"/post/{AT}/")
    site.page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.root}])


def found_by_axe(site: Site, rules: Rules) -> list[str]:
    found = site.page.evaluate(RUN_AXE, {**AXE_OPTIONS, **rules})
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


def complaints(site: Site, looks: Sequence[Look] = LOOKS) -> Iterator[str]:
    """What is wrong with the page that is open, which has brought axe-core along."""
    page = site.page
    for scheme, width, rules in looks:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        yield from (f"{scheme} {width}: {wrong}" for wrong in found_by_axe(site, rules))
        yield from [f"{width}: too wide"] * site.is_wider_than_its_window()
    for size in (ZOOMED, NARROWEST):
        page.set_viewport_size(size)
        yield from [f"{size['width']}: too wide"] * site.is_wider_than_its_window()
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        yield from (f"{width}: out of order: {stop}" for stop in page.evaluate(ORDER))


@pytest.mark.parametrize(("language", "looks"), [("sv", LOOKS), ("en", SOME_LOOKS)], ids=["sv", "en"])
def test_every_page_can_be_used_by_everyone(
    browse: Browse, letter: Message, language: str, looks: Sequence[Look]
) -> None:
    site = browse()
    site.page.add_init_script(AXE)
    log_in(site, language)
    wrong: dict[str, list[str]] = {}

    refused = set[int]()
    for item in filter(is_page, addresses()):
        status = site.open(path_to(item, letter))
        if status in refused:
            continue
        # One page says of all addresses that there is nothing, and another that it is gone.
        refused |= {status} - {HTTPStatus.OK}
        if found := list(complaints(site, looks)):
            wrong[item.name] = found

    assert not wrong, "\n".join(f"{name}: {found}" for name, founds in wrong.items() for found in founds)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_number_field_of_the_log_in_is_among_the_first_that_the_keyboard_reaches(
    browse: Browse, letter: Message, width: int
) -> None:
    site = browse(viewport={"width": width, "height": 800})
    site.open("/logga-in/")
    reached = []

    for _ in range(5):
        site.page.keyboard.press("Tab")
        reached.append(site.page.evaluate("document.activeElement.name || ''"))

    assert "number" in reached


def test_nothing_moves_for_those_who_want_no_motion(browse: Browse, letter: Message) -> None:
    site = browse()
    log_in(site, "sv")

    site.page.emulate_media(reduced_motion="reduce")

    lasting = (
        "(all) => all.map(getComputedStyle).map((style) => [style.transitionDuration, style.animationDuration])"
    )
    assert set(map(tuple, site.page.eval_on_selector_all("*", lasting))) == {("0s", "0s")}


def test_in_forced_colours_what_can_be_pressed_has_an_edge(browse: Browse, letter: Message) -> None:
    site = browse(forced_colors="active")
    log_in(site, "sv")
    site.open("/konsol/delar/")

    edges = site.page.eval_on_selector_all(
        ".button:not(.button--quiet, .button--icon), .chip, .menu:not(.side__list), .warning, .picks > a, .toast",
        "(all) => all.map((one) => getComputedStyle(one).borderTopStyle)",
    )

    assert edges
    assert set(edges) == {"solid"}


def test_the_page_of_components_can_be_used_by_everyone(browse: Browse, letter: Message) -> None:
    site = browse()
    site.page.add_init_script(AXE)
    site.open("/konsol/delar/")

    assert list(complaints(site)) == []
