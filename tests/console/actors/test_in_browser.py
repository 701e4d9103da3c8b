"""The pages of actors and certificates in a browser: wide, on a projector and narrow; in both languages."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import ViewportSize
from pytest_django.live_server_helper import LiveServer

from far.actor_entries import changes, entry_and_certificate
from far.actor_entries.entry import Role, SupplierEntry
from far.actor_entries.log import ChangeNote
from far.actor_entries.request import WantedEntry
from infra.authorship import Author, Origin
from infra.identity import OrganisationNumber
from infra.pki import files, store
from infra.pki.issuing.certificate_order import CertificateOrder
from infra.pki.trusted_authorities import add_authorities
from tests.browsing import NARROW, WIDE, Browse
from tests.infra.pki.makers import authority
from tests.mailbox_ui.browser import Look, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

PROJECTOR = ViewportSize(width=1024, height=768)
LONG = "Myndighetenförmycketlångaorganisationsnamn" * 6
NUMBER = "162021006222"
NOTE = ChangeNote(Author(Origin.CONSOLE, "x" * 100), "en lång förklaring " * 20)


@pytest.fixture
def full(pki: Path) -> list[str]:
    """Names as long as they may be, everything that a page can show, and the pages' addresses."""
    supplier = SupplierEntry("x" * 60 + ".example", f"https://{'brev' * 60}.example/Service/v3", "", True)
    wanted = WantedEntry(
        name=LONG[:256],
        roles=frozenset(Role),
        dispatchers=tuple(store.organisation_number(name) for name in ("kommun-a", "formedlaren")),
        supplier=supplier,
    )
    number = OrganisationNumber(NUMBER)
    entry_and_certificate.store_with_certificate(number, wanted, CertificateOrder(number, LONG[:64]), NOTE)
    entry_and_certificate.store_with_certificate(
        OrganisationNumber("162321000057"), WantedEntry(name=LONG[:200]), None, NOTE
    )
    changes.suspend_actor("162321000057", NOTE)
    add_authorities(pki, files.to_pem(authority(LONG[:60]).certificate))
    (pki / "trusted" / f"{'skrap' * 20}.pem").write_text("hej")
    return [
        reverse("console:actors"),
        f"{reverse('console:actors')}?q=finns-inte",
        f"{reverse('console:actors')}?role=kung",
        reverse("console:actor-new"),
        *(reverse(name, args=[NUMBER]) for name in ("console:actor", "console:actor-change")),
        reverse("console:actor", args=["162321000057"]),
        reverse("console:certificates"),
    ]


@pytest.mark.parametrize(
    ("language", "looks"),
    [
        ("sv", [(WIDE, "light"), (NARROW, "dark")]),
        ("en", [(PROJECTOR, "light"), (NARROW, "light")]),
    ],
    ids=["sv", "en"],
)
def test_every_page_can_be_used_by_everyone(
    site: Site, live_server: LiveServer, full: list[str], language: str, looks: list[Look]
) -> None:
    site.page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}]
    )
    said: list[str] = []
    site.page.on("console", lambda message: said.append(message.text))
    complaints = {}

    for address in full:
        site.open(address)
        for details in site.page.locator("details").all():
            details.evaluate("each => { each.open = true; }")
        complaints[address] = site.complaints(*looks)

    assert site.page.locator("html").get_attribute("lang") == language
    assert {address: wrong for address, wrong in complaints.items() if wrong} == {}
    assert said == []


def test_one_click_leads_to_a_sender_with_its_files(browse: Browse, pki: Path, tmp_path: Path) -> None:
    site = browse(viewport=WIDE)
    site.open(reverse("console:actors"))

    site.page.get_by_role("button", name="Låt mig sända").click()
    site.page.get_by_role("heading", name="Kan sända").wait_for()
    with site.page.expect_download() as download:
        site.page.get_by_role("link", name="Allt i en ZIP").click()

    assert download.value.suggested_filename.startswith("16556999")
    assert download.value.suggested_filename.endswith(".zip")


def test_a_mistake_is_told_beside_the_field_and_what_was_written_stays(browse: Browse, pki: Path) -> None:
    site = browse(viewport=NARROW)
    site.open(reverse("console:actor-new"))
    site.page.get_by_label("Organisationsnummer").first.fill("202100-6223")
    site.page.get_by_label("Namn", exact=True).fill("Region Exempel")

    site.page.get_by_role("button", name="Koppla in").click()

    assert "fel kontrollsiffra" in site.page.locator(".field--wrong").inner_text()
    assert site.page.get_by_label("Namn", exact=True).input_value() == "Region Exempel"
    assert not site.violations()
