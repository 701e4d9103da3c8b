"""What holds for every page: the policy, the mark, the language, the errors in words."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from lxml import html

from mailbox_operator.models import Message
from mailbox_ui.models import LoginOrder
from tests.mailbox_ui import factories as make

AT = "/post/minmyndighetspost.se"
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
SCRIPTS = sorted((settings.BASE_DIR / "static" / "js").glob("*.js"))


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


class Broken:
    """Addresses as they are, and one that fails."""

    urlpatterns = (path("", include("mailbox_ui.urls")), path("trasig/", fails))


@pytest.fixture
def pages(annas_letter: Message, anna: Client) -> dict[str, str]:
    """Every page a person can come to, by address."""
    make.announcement(annas_letter)
    anna.post("/logga-in/", {"on_phone": "1"})
    order = LoginOrder.objects.latest("created_at")
    letter = f"{AT}/meddelande/{annas_letter.public_id}/"
    addresses = [
        "/", "/logga-in/", "/logga-in/vantar/", "/utloggad/", f"/legitimera/{order.phone_token}/",
        f"{AT}/", f"{AT}/installningar/", f"{AT}/installningar/behorighet/", f"{AT}/installningar/logg/",
        "/samtycken/", letter, f"{letter}bilaga/1/", f"{letter}bilaga/2/",
        f"{AT}/AccountRequest?recipientId=193801029202", "/operatorer/", "/dina-brevlador/",
        "/skaffa/minmyndighetspost.se/", "/avsluta/", "/foretag/165560000001/", f"{AT}/Inbox?recipientId=1",
        "/telefon/", f"/telefon/{make.ANNA}", f"/demo/{make.ANNA}", "/finns-inte/", "/signera/",
    ]  # fmt: skip
    return {address: anna.get(address).content.decode() for address in addresses}


def test_every_page_is_marked_as_a_simulator(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        assert html.fromstring(page).xpath("string(//aside[@class='mark']//strong)") == "Simulator", address


def test_no_page_holds_script_or_style_of_its_own(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        drawn = html.fromstring(page)
        assert drawn.xpath("//script[not(@src)] | //style") == [], address
        inline = [name for element in drawn.iter() for name in element.attrib if re.match("on|style|hx-on", name)]
        assert inline == [], address


def test_no_page_asks_other_hosts_for_anything(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        asked = html.fromstring(page).xpath("//script/@src | //link/@href | //img/@src | //iframe/@src")
        assert [url for url in asked if not url.startswith("/")] == [], address


def test_no_page_is_to_be_found_by_search_engines(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        assert html.fromstring(page).xpath("string(//meta[@name='robots']/@content)") == "noindex, nofollow", (
            address
        )


def test_every_page_has_one_title_one_heading_and_one_main(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        drawn = html.fromstring(page)
        assert len(drawn.xpath("//h1")) == len(drawn.xpath("//main")) == 1, address
        assert drawn.xpath("string(//title)").strip().endswith("simulator"), address


def test_htmx_may_neither_evaluate_nor_keep_pages(pages: dict[str, str]) -> None:
    config = html.fromstring(pages["/"]).xpath("string(//meta[@name='htmx-config']/@content)")

    assert config == '{"includeIndicatorStyles":false,"allowEval":false,"historyCacheSize":0}'


def test_the_policy_is_strict(client: Client, db: None) -> None:
    policy = client.get("/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def test_operators_are_told_apart_by_colour_and_named_as_simulated(pages: dict[str, str]) -> None:
    inbox = html.fromstring(pages[f"{AT}/"])

    assert inbox.xpath("string(//body/@data-operator)") == "minmyndighetspost.se"
    assert "Simulerad brevlåda" in inbox.xpath("string(//header)")
    assert '[data-operator="minmyndighetspost.se"]' in (settings.BASE_DIR / "static/css/base.css").read_text()


@pytest.mark.parametrize("address", ["/finns-inte/", "/post/finns-inte.se/meddelande/x/", f"/oppna/{make.ANNA}"])
def test_a_page_that_is_not_there_is_told_in_words(client: Client, db: None, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.content.decode()


def test_a_page_that_the_console_lacks_leads_back_to_the_console(client: Client, db: None) -> None:
    page = html.fromstring(client.get("/konsol/finns-inte/").content)

    assert page.xpath("//main//a/@href") == ["/konsol/"]
    assert page.xpath("//header//nav[@class='tabs']")


@override_settings(ROOT_URLCONF=Broken)
def test_a_fault_of_ours_is_told_in_words(client: Client, db: None) -> None:
    client.raise_request_exception = False

    answer = client.get("/trasig/")

    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.content.decode()
    assert "on purpose" not in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_words(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/logga-in/", {"number": make.ANNA})

    assert answer.status_code == 403
    assert "Sidan var för gammal" in answer.content.decode()


def test_the_pages_speak_swedish_until_the_reader_chooses_otherwise(client: Client, db: None) -> None:
    asked = client.get("/", headers={"Accept-Language": "en-GB,en"})
    assert (asked["Content-Language"], html.fromstring(asked.content).get("lang")) == ("sv", "sv")

    client.post("/sprak/", {"language": "en", "next": "/"})

    chosen = client.get("/")
    assert html.fromstring(chosen.content).get("lang") == "en"
    assert "Posten från det offentliga" not in chosen.content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "tlh"
    assert html.fromstring(client.get("/").content).get("lang") == "sv"


def test_the_portal_leads_to_each_operator(client: Client, db: None) -> None:
    for name, words in (("minmyndighetspost.se", "Min myndighetspost"), ("kivra.com", "Kivra")):
        make.operator(name, words)

    offers = html.fromstring(client.get("/").content).xpath("//li[contains(@class, 'offer')]")

    assert [(offer.xpath("string(h3)"), offer.xpath(".//a/@href")) for offer in offers] == [
        ("Min myndighetspost", ["/skaffa/minmyndighetspost.se/", "/post/minmyndighetspost.se/"]),
        ("Kivra", ["/skaffa/kivra.com/", "/post/kivra.com/"]),
    ]


def test_templates_and_scripts_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    def lengths(files: list[Path]) -> list[int]:
        return sorted(len(file.read_text().splitlines()) for file in files)

    assert lengths(TEMPLATES)[len(TEMPLATES) // 2] <= 30
    assert lengths(SCRIPTS)[-1] <= 40
