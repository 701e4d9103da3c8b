"""The console in a browser: wide and narrow, light and dark, and by keyboard."""

from itertools import pairwise

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from base_registers.models import Company, Person, SignatoryRule, SourceFailure
from far.consents import administration, uses
from far.models import Consent
from formedlare.lanes import breaker
from formedlare.models import ChannelRule, ContactAddress, Distribution, Lane
from infra import clock
from infra.identity import RecipientId
from infra.pki import store
from infra.texts import Text
from print_supplier import runs
from sender.office import intake
from sender.office.models import OfficeSender
from sender.print_files.models import BatchFile, BatchLine
from tests.browsing import NARROW, WIDE, Browse
from tests.console.conftest import SENDER, Console, Fates
from tests.mailbox_ui.browser import Site
from tests.relay import Relay, work
from tests.sender.office.conftest import written
from webhooks import subscriptions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

DEAD = "193801029202"
ADMINISTERED, GROUP = "195911142817", "169696000018"
REGISTERS = ("people", "person-new", "companies", "company-new", "register-failures")
LONG = "Enhetenförmycketlångtnamngivnaregleroch" * 4


@pytest.fixture
def full(fates: Fates, relay: Relay, settings: Settings) -> list[str]:
    """Something on every page, with names as long as they may be; and the pages' addresses."""
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    hook = subscriptions.create_subscription({"url": "http://127.0.0.1:9/" + "en-mycket-lang-adress" * 20})
    subscriptions.ping_subscription(hook)
    runs.print_queued()
    notified = relay.notify("198101052382", "192705178354", "191212121212")
    queued = relay.distribute("191212121212", relay.sender.text(attachments=[]))
    direct = relay.sender.deliver(relay.sender.letter("198101052382")).trans_id
    work()
    Distribution.objects.update(label="körning-" + "x" * 60, reference=LONG[:150])
    for _ in range(breaker.FAILURES_THAT_OPEN):
        breaker.record_failure("driftstopp.example", Text.same(LONG), 5)
    ChannelRule.objects.create(
        sender=SENDER, position=1, name=LONG[:200], conditions={"recipient": "person"}, channels=["sms", "print"]
    )
    ContactAddress.objects.create(
        sender=SENDER, recipient="198101052382", email=f"{'maria' * 12}@example.com", confirmed_on=clock.today()
    )
    OfficeSender.objects.create(address=f"{'handlaggare' * 20}@skolan.example", identity="kommun-a", receipts=True)
    OfficeSender.objects.create(address=f"@{'skolan.' * 20}example", identity="borta" * 15)
    intake.take_mail("handlaggare@kommun-a.example", {RecipientId(DEAD): f"{DEAD}@mm.local"}, _mail())
    work()
    file = _file()
    given = administration.make_consent(
        RecipientId("192705178354"), RecipientId("198101052382"), level="ConsentManage", state="Active"
    )
    Consent.objects.update(holder_name=LONG[:250], agreement_text=LONG)
    uses.record_use(RecipientId("192705178354"), "198101052382", uses.Kind.OPENED_MAILBOX, "162021009002")
    # Registers that fail answer nobody any more, so this comes last.
    _fill_registers()
    at = {
        name: reverse(f"console:{name}")
        for name in (
            "overview",
            "letters",
            "rules",
            "print-queue",
            "files",
            "office",
            "consents",
            "webhooks",
            "supervision",
        )
    }
    return [
        *at.values(),
        *(reverse(f"console:{name}") for name in ("supervision", "supervision-log")),
        f"{at['rules']}?sender={SENDER}&who=191212121212&kind=secure&size=60000",
        f"{at['letters']}?recipient=fel&label=x",
        f"{at['letters']}?label=finns-inte",
        *(f"{reverse(f'console:{name}')}?sender={SENDER}" for name in ("rule-new", "plan", "addresses")),
        reverse("console:direct-letter", args=[direct]),
        *(reverse(f"console:{name}") for name in REGISTERS),
        f"{reverse('console:people')}?search=finns-inte",
        reverse("console:person", args=[ADMINISTERED]),
        reverse("console:company", args=[GROUP]),
        reverse("console:signatory-rule", args=[GROUP, 1]),
        reverse("console:file", args=[file.file_id]),
        reverse("console:webhook", args=[hook.subscription_id]),
        reverse("console:consent", args=[given.consent_id]),
        f"{at['consents']}?person=192705178354",
        *(
            reverse("console:letter", args=[each.distribution_id])
            for each in (fates.delivered, fates.waiting, fates.printing, fates.failed, notified, queued)
        ),
    ]


def _fill_registers() -> None:
    Person.objects.filter(number=ADMINISTERED).update(name=LONG, street=LONG[:100], city=LONG[:50], protected=True)
    Company.objects.filter(number=GROUP).update(name=LONG, signatory_rule_text=LONG * 3, status="InLiquidation")
    SignatoryRule.objects.filter(company=GROUP).update(text=LONG * 3)
    SourceFailure.objects.create(register="people", problem="DataMissing")
    SourceFailure.objects.create(register="companies", number=GROUP, problem="SourceInaccessible")


def _mail() -> bytes:
    return written(LONG[:150], LONG).as_bytes()


def _file() -> BatchFile:
    file = BatchFile.objects.create(
        sender=SENDER,
        signer="kommun-a",
        name=f"{LONG}.zip",
        sha256="0" * 64,
        size=1_000_000,
        state="running",
        lines=3,
        remarks=[Text("Sju filer hör inte till något brev", "Seven files belong to no letter")],
        trace="0" * 32,
        created_at=clock.now(),
    )
    for number, state in enumerate(("delivered", "refused", "failed"), start=1):
        BatchLine.objects.create(
            file=file,
            number=number,
            identity="hej" * 10,
            pdf=f"{LONG}.pdf",
            state=state,
            reason=Text.same(LONG),
            at=clock.now(),
        )
    return file


def test_every_page_can_be_used_by_everyone(site: Site, full: list[str]) -> None:
    complaints: dict[str, list[str]] = {}
    site.page.on("pageerror", lambda error: complaints.setdefault("script", []).append(str(error)))
    site.page.on("console", lambda said: complaints.setdefault("console", []).append(said.text))

    for address in full:
        site.open(address)
        complaints[address] = site.complaints((WIDE, "light"), (NARROW, "dark"))

    complaints["console"] = [said for said in complaints.get("console", []) if "422" not in said]
    assert {where: wrong for where, wrong in complaints.items() if wrong} == {}


def test_what_paper_cost_leaves_no_empty_cell(browse: Browse, fates: Fates) -> None:
    for size in (WIDE, NARROW):
        site = browse(viewport=size)
        site.open(reverse("console:print-queue"))
        whole = site.page.locator(".saved .figures").bounding_box()
        cells = [cell.bounding_box() for cell in site.page.locator(".saved .figure").all()]
        assert whole
        covered = sum(cell["width"] * cell["height"] for cell in cells if cell)
        assert covered > 0.95 * whole["width"] * whole["height"], size


@pytest.fixture
def many(relay: Relay) -> str:
    """The page of a notification with nine recipients, without one picked."""
    sent = relay.notify(
        *("198101052382", "192705178354", "191212121212", "165560000027", "198801012397"),
        *("193801029202", "197001632384", "198301012392", "198501012382"),
    )
    work()
    return reverse("console:letter", args=[sent.distribution_id])


def test_many_recipients_take_a_few_lines_each_on_a_phone(browse: Browse, many: str) -> None:
    site = browse(viewport=NARROW)
    rows = ".recipient-row", ".letter-row"

    for address, row in zip((many, reverse("console:letters")), rows, strict=True):
        site.open(address)
        boxes = [each.bounding_box() for each in site.page.locator(row).all()]
        assert boxes
        assert [box for box in boxes if box is None or box["height"] > 200] == []
    site.open(many)
    chips = [each.bounding_box() for each in site.page.locator(".recipient-row .chip").all()]
    assert [chip for chip in chips if chip is None or chip["height"] > 40] == []


def test_the_panels_of_a_picked_recipient_stand_close(site: Site, many: str) -> None:
    site.open(f"{many}?mottagare=198101052382")

    why, facts = (site.page.locator(place).bounding_box() for place in (".life__why", ".life__facts"))

    assert why
    assert facts
    assert 0 < facts["y"] - (why["y"] + why["height"]) < 50


def test_the_fields_of_the_plan_stand_apart(browse: Browse, relay: Relay) -> None:
    for size in (WIDE, NARROW):
        site = browse(viewport=size)
        site.open(f"{reverse('console:plan')}?sender={SENDER}")
        boxes = [
            each.bounding_box() for each in site.page.locator("form.panel > .field, form.panel > .button").all()
        ]
        places = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
        assert len(places) == 4
        assert all(below[0] - above[1] >= 10 for above, below in pairwise(places))


def test_an_empty_console_can_be_used_by_everyone(browse: Browse, settings: Settings) -> None:
    store.ensure_identities(settings.PKI_DIR)
    call_command("seed", verbosity=0)
    Lane.objects.all().delete()
    ChannelRule.objects.all().delete()
    site = browse(viewport=NARROW)

    for name in ("overview", "letters", "rules", "print-queue", "files", "office", "webhooks", *REGISTERS):
        site.open(reverse(f"console:{name}"))
        assert site.violations() == [], name
        assert not site.is_wider_than_its_window(), name


def test_a_rule_is_made_with_the_form_alone(site: Site, relay: Relay) -> None:
    cache.clear()
    site.open(f"{reverse('console:rules')}?sender={SENDER}")
    site.follow(site.page.get_by_role("button", name="Gör egna regler av dem"))
    site.page.get_by_role("link", name="Ny regel").click()
    site.page.get_by_label("Namn").fill("Notifieringar som sms")
    site.page.get_by_label("Slag av försändelse").select_option("notification")
    site.page.get_by_label("Först").select_option("sms")
    site.page.get_by_label("Sedan", exact=True).select_option("sms")
    site.page.get_by_role("button", name="Spara").click()
    expect(site.page.get_by_text("Den kanalen står redan tidigare.")).to_be_visible()

    site.page.get_by_label("Sedan", exact=True).select_option("mina_meddelanden")
    site.follow(site.page.get_by_role("button", name="Spara"))
    for _ in range(2):
        site.follow(site.page.get_by_role("button", name="Flytta upp Notifieringar som sms"))

    expect(site.page.locator(".rule h3").first).to_have_text("Notifieringar som sms")
    assert ChannelRule.objects.get(sender=SENDER, position=1).channels == ["sms", "mina_meddelanden"]


def test_a_rule_is_read_in_lines_on_a_small_laptop(browse: Browse, console: Console, world: None) -> None:
    site = browse(viewport={"width": 1024, "height": 768})
    site.open(reverse("console:rules"))

    widths = site.page.eval_on_selector_all(".rule h3", "(names) => names.map((name) => name.clientWidth)")

    assert widths
    assert min(widths) > 300


def test_a_company_is_given_a_rule_with_the_keyboard_alone(site: Site, console: Console, world: None) -> None:
    site.open(reverse("console:company", args=[GROUP]))
    site.page.get_by_role("link", name="Lägg till en regel").press("Enter")
    site.page.get_by_label("Regel", exact=True).select_option("JointlyWithOneOf")
    site.page.get_by_label("Antal").fill("2")
    site.page.get_by_role("button", name="Spara").press("Enter")
    expect(site.page.get_by_text("Säg av vilka en ska skriva under.")).to_be_visible()

    required = site.page.get_by_role("group", name="Minst en av dessa ska vara med")
    required.get_by_label("Ida Blom").press("Space")
    site.page.get_by_role("button", name="Spara").press("Enter")

    expect(site.page.get_by_text("Minst en av: Ida Blom")).to_be_visible()
    expect(site.page.get_by_text("av vilka en ska vara Ida Blom").first).to_be_visible()


def test_a_guardian_is_added_in_the_folded_form(site: Site, console: Console, world: None) -> None:
    site.open(reverse("console:person", args=["192705178354"]))
    site.page.get_by_text("Lägg till", exact=True).first.click()
    site.page.get_by_label("Den som företräder").fill("690611-2393")
    site.page.get_by_label("Beslutets dag").fill("2024-05-16")
    site.page.get_by_role("button", name="Lägg till", exact=True).click()

    expect(site.page.get_by_text("God man från 2024-05-16")).to_be_visible()
    assert not site.violations()


def test_registers_stand_in_columns_on_a_projector(browse: Browse, console: Console, world: None) -> None:
    site = browse(viewport={"width": 1024, "height": 768})
    for name in ("people", "companies"):
        site.open(reverse(f"console:{name}"))
        lefts = site.page.eval_on_selector_all(
            ".register-row > .soft:not(.register-row__rule)",
            "(cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().left))",
        )
        assert len(set(lefts)) == 1, name
    site.open(reverse("console:company", args=[GROUP]))
    panels = [panel.bounding_box() for panel in site.page.locator(".two .panel").all()]
    assert panels[0]
    assert panels[1]
    assert panels[0]["y"] == panels[1]["y"], "facts and rules side by side"


def test_the_legend_keeps_its_colours_in_forced_colours(browse: Browse, console: Console, world: None) -> None:
    site = browse(viewport=WIDE, forced_colors="active")
    site.open(reverse("console:overview"))

    colours = site.page.eval_on_selector_all(
        ".legend li", "(items) => items.map((item) => getComputedStyle(item, '::before').backgroundColor)"
    )

    assert len(set(colours)) == 4
