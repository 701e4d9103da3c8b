"""From a municipality's own SOAP client to the PDF on a citizen's screen, over nothing but real parts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import zeep
from lxml import etree
from playwright.sync_api import Browser, Page, expect

from infra.xmlsig import for_wire
from infra.xmlsig.names import SERVICE_V3, ds
from sender import compose
from tests.browsing import SOON
from tests.cast import MARIA, TOLVAN, Sender
from tests.end_to_end.zeep_client import Part, Transport, address
from tests.infra.supervisor.simulator import Simulator
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.browser import Site

pytestmark = pytest.mark.timeout(300)

DELIVER_SECURE = f"{{{SERVICE_V3}}}deliverSecure"
SOFIA = "199201012383"
"""No other test sends to her, so that what her phone shows is of this letter."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    made = chromium.new_page()
    made.set_default_timeout(SOON)
    yield made
    made.close()


class Municipality:
    """Asks, signs, seals and delivers with zeep, by the contracts that it was given."""

    def __init__(self, sender: Sender, recipient: Part, service: Part, authority: Part) -> None:
        self.sender = sender
        self.recipient, self.service, self.authority = recipient, service, authority

    def address_for(self, person: str) -> str | None:
        """Where mail to the person goes, if the person can be reached by us."""
        number = self.sender.identity.organisation.value
        assert number in {sender.Id for sender in self.authority.calls.getSenders()}
        [status] = self.recipient.calls.isReachable(senderOrgNr=number, recipientId=[person])
        supplier = status.AccountStatus.ServiceSupplier
        return str(supplier.ServiceAdress) if status.SenderAccepted and supplier else None

    def deliver(self, to: str, text: compose.MessageText) -> Any:
        """Hand zeep the signed tree as objects: it writes every element anew, with prefixes of its own."""
        letter = self.sender.letter(to, text)
        sealed = compose.seal_delivery(certificate_only(letter.signed), self.sender.identity)
        request = for_wire(certificate_only(sealed), wrapper=DELIVER_SECURE, argument=DELIVER_SECURE)
        objects = self.service.client.get_element(DELIVER_SECURE).parse(request, self.service.client.wsdl.types)
        return self.service.calls.deliverSecure(objects.deliverSecure)


def certificate_only(signed: etree._Element) -> etree._Element:
    """zeep keeps one element of X509Data only; and what stands there is no part of what is signed."""
    own = signed.find(ds("Signature"))
    assert own is not None
    for name in own.iter(ds("X509SubjectName")):
        name.getparent().remove(name)  # type: ignore[union-attr]  # it was found below one
    return signed


NAMES = {"recipient": "Recipient/v3", "service": "Service/v3", "authority": "Authority"}


@pytest.fixture
def by_the_served_contract(simulator: Simulator, kommun_a: Sender, session: requests.Session) -> Municipality:
    transport = Transport(session=session)
    parts = {name: Part.served(address(simulator, path), transport) for name, path in NAMES.items()}
    return Municipality(kommun_a, **parts)


@pytest.fixture
def by_the_published_contract(
    shared: Path, simulator: Simulator, kommun_a: Sender, session: requests.Session
) -> Municipality:
    transport, folder = Transport(session=session), shared / "contracts" / "v3"
    parts = {
        name: Part.published(folder / f"{name.title()}.wsdl", address(simulator, path), transport)
        for name, path in NAMES.items()
    }
    return Municipality(kommun_a, **parts)


@pytest.mark.browser
def test_a_letter_reaches_a_citizen_who_reads_it(
    simulator: Simulator, by_the_served_contract: Municipality, page: Page
) -> None:
    municipality = by_the_served_contract
    assert municipality.address_for(SOFIA) == address(simulator, "Service/v3")
    attachment = compose.AttachedFile("beslut.pdf", make.pdf(pages=2, text="Plats i Blåklockan"))
    site = Site(page, f"http://localhost:{simulator.web_port}")
    site.open(f"/telefon/{SOFIA}")
    phone = page.locator(".bubbles")
    messages = phone.locator(".bubble--sms", has_text="Du har ett nytt meddelande")
    emails = phone.locator(".bubble--email", has_text="Nytt meddelande hos")
    # A second attempt finds what the first one sent.
    sms_before, emails_before = messages.count(), emails.count()

    answer = municipality.deliver(SOFIA, municipality.sender.text(attachments=[attachment]))

    assert [(status.RecipientId, status.Delivered) for status in answer.Status] == [(SOFIA, True)]
    expect(emails).to_have_count(emails_before + 1, timeout=SOON)
    expect(messages).to_have_count(sms_before + 1, timeout=SOON)
    assert_says_nothing_of_the_letter(phone.inner_text())

    messages.first.get_by_role("link").click()
    page.locator(f"button[value='{SOFIA}']").click()
    page.get_by_role("button", name="Godkänn").click()
    expect(page.get_by_role("heading", name="Beslut om förskoleplats", level=1)).to_be_visible()
    page.get_by_role("link", name="beslut.pdf").first.click()

    expect(page.get_by_role("heading", name="Sida 2 av 2")).to_be_attached()
    expect(page.locator("ol")).to_contain_text("Plats i Blåklockan")
    picture = page.locator("ol img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300


def assert_says_nothing_of_the_letter(words: str) -> None:
    for secret in ("Beslut", "förskoleplats", "beslut.pdf", SOFIA):
        assert secret not in words


def test_the_published_contract_leads_to_the_mailbox_as_well(by_the_published_contract: Municipality) -> None:
    municipality = by_the_published_contract
    assert municipality.address_for(MARIA)

    answer = municipality.deliver(MARIA, municipality.sender.text())

    assert answer.Status[0].Delivered


def test_zeep_is_told_who_cannot_be_reached(by_the_served_contract: Municipality) -> None:
    assert by_the_served_contract.address_for(TOLVAN) is None


@pytest.mark.parametrize("contract", ["by_the_served_contract", "by_the_published_contract"])
def test_a_refusal_reaches_zeep_as_the_contracts_own_fault(contract: str, request: pytest.FixtureRequest) -> None:
    municipality: Municipality = request.getfixturevalue(contract)
    sender = municipality.sender
    text = sender.text(attachments=[compose.AttachedFile("arkiv.zip", b"PK", "application/zip")])

    with pytest.raises(zeep.exceptions.Fault) as refused:
        municipality.deliver(MARIA, text)

    common = "{http://minameddelanden.gov.se/schema/Common/v3}"
    assert refused.value.detail.findtext(f"{common}applicationFault/{common}ErrorCode") == "5019"
    assert "arkiv.zip" in refused.value.message
