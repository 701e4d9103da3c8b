"""Who may use the console, and what holds for each of its pages."""

import re
from base64 import b64encode

import pytest
from django.test import Client, override_settings
from django.urls import include, path, reverse
from lxml import html
from pytest_django.fixtures import Settings

from far.consents import administration, uses
from formedlare.models import ChannelRule, ContactAddress
from infra.identity import RecipientId
from tests.cast import ARVID, MARIA
from tests.console.conftest import SENDER, Console, Fates
from webhooks import subscriptions


@pytest.fixture
def addresses(fates: Fates) -> list[str]:
    """Every page, with something on it."""
    hook = subscriptions.create_subscription({"url": "https://system.example/hook"})
    given = administration.make_consent(
        RecipientId(ARVID), RecipientId(MARIA), level="ConsentRead", state="Active"
    )
    uses.record_use(RecipientId(ARVID), MARIA, uses.Kind.OPENED_MAILBOX, "162021009002")
    made = [
        reverse("console:consent", args=[given.consent_id]),
        f"{reverse('console:consents')}?person={ARVID}",
        f"{reverse('console:consent-uses')}?person={ARVID}",
        reverse("console:letter", args=[fates.delivered.distribution_id]),
        reverse("console:webhook", args=[hook.subscription_id]),
        reverse("console:person", args=["194501103297"]),
        reverse("console:company", args=["165560000035"]),
        reverse("console:signatory-rule", args=["165560000035", 1]),
        *(reverse(f"console:{name}") for name in ("people", "person-new", "companies", "company-new")),
        reverse("console:register-failures"),
    ]
    fixed = ("overview", "letters", "rules", "rule-new", "print-queue", "files", "office", "consents", "webhooks")
    senders = [f"{reverse(f'console:{name}')}?sender={SENDER}" for name in ("rules", "plan", "addresses")]
    return [*(reverse(f"console:{name}") for name in fixed), *senders, *made]


def test_every_page_is_one_of_the_family(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        page = html.fromstring(client.get(address).content)
        assert page.xpath("string(//aside[@class='mark']//strong)") == "Simulator", address
        assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1, address
        assert page.xpath("string(//title)").strip().endswith("simulator"), address
        assert page.xpath("//script[not(@src)] | //style") == [], address
        inline = [name for element in page.iter() for name in element.attrib if re.match("on|style|hx-on", name)]
        assert inline == [], address


def test_every_page_speaks_english_when_asked(client: Client, addresses: list[str]) -> None:
    client.post("/sprak/", {"language": "en", "next": "/"})
    ContactAddress.objects.all().delete()

    for address in addresses:
        page = html.fromstring(client.get(address).content)
        ours = page.xpath("//h1 | //h2 | //label | //dt | //button | //nav | //p[@class='lead']")
        text = " ".join(element.text_content() for element in ours)
        for name in ChannelRule.objects.values_list("name", flat=True):
            text = text.replace(name, "")
        swedish = re.findall(r"\w*[åäöÅÄÖ]\w*", text)
        assert (page.get("lang"), swedish) == ("en", []), address


def test_with_a_password_set_every_page_demands_it(
    client: Client, addresses: list[str], settings: Settings
) -> None:
    settings.CONSOLE_PASSWORD = "en lång mening"
    right = "Basic " + b64encode("vem som helst:en lång mening".encode()).decode()

    for address in addresses:
        refused = client.get(address)
        assert refused.status_code == 401, address
        assert refused["WWW-Authenticate"].startswith("Basic"), address
        assert client.get(address, headers={"Authorization": right}).status_code == 200, address


def test_another_web_site_can_change_nothing(console: Console, fates: Fates) -> None:
    address = reverse("console:lane-concurrency", args=["minmyndighetspost.se"])

    elsewhere = console.client.post(address, {"antal": 9}, headers={"Origin": "https://ond.example"})
    without_token = Client(enforce_csrf_checks=True).post(address, {"antal": 9})

    assert (elsewhere.status_code, without_token.status_code) == (403, 403)


def test_buttons_cannot_be_pressed_by_following_a_link(console: Console, fates: Fates) -> None:
    for name, args in (
        ("print-now", []),
        ("lane-reset", ["minmyndighetspost.se"]),
        ("rule-remove", [1]),
        ("office-remove", []),
    ):
        assert console.client.get(reverse(f"console:{name}", args=args)).status_code == 405


def test_the_portal_leads_to_the_console(client: Client, db: None) -> None:
    assert html.fromstring(client.get("/").content).xpath("//a[@href='/konsol/']")


class ConsoleAlone:
    """As where MM_ROLES has testbed, and neither ui nor formedlare."""

    urlpatterns = (path("konsol/", include("console.urls")),)


@override_settings(ROOT_URLCONF=ConsoleAlone)
def test_the_console_stands_without_the_other_roles_pages(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        assert client.get(address).status_code == 200, address
    assert client.get("/konsol/finns-inte/").status_code == 404
