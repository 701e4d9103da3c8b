"""An open page stays that of the person it showed, also after another log-in in the same browser."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from mailbox_operator.models import Mailbox, Message
from mailbox_ui.models import LoginOrder
from tests.browsing import Browse
from tests.mailbox_ui import factories as make

AT = "/post/minmyndighetspost.se"
MARK = re.compile(r'&quot;X-Page-Of&quot;: &quot;([0-9a-f]*)|"X-Page-Of": "([0-9a-f]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FORMS = re.compile(r"<form.*?</form>", re.DOTALL)
HTMX = {"HX-Request": "true"}


def mark_on(page: str) -> str:
    found = MARK.search(page)
    assert found
    return found[1] or found[2] or ""


def page_of(browser: Client, path: str = f"{AT}/") -> str:
    return mark_on(browser.get(path).content.decode())


@pytest.fixture
def berits_mailbox(annas_mailbox: Mailbox) -> Mailbox:
    return make.mailbox(make.BERIT, at=annas_mailbox.operator)


def test_a_renewal_of_anna_s_page_shows_nothing_of_berit_s(
    anna: Client, annas_letter: Message, berits_mailbox: Mailbox
) -> None:
    annas = page_of(anna)
    make.message(berits_mailbox, subject="Berits brev")
    make.log_in(anna, make.BERIT)

    answer = anna.get(f"{AT}/nytt/?sedan=0.0.0", headers={**HTMX, "X-Page-Of": annas})

    assert answer.headers["HX-Redirect"].startswith("/annan-person/?sida=")
    assert b"Berits brev" not in answer.content
    page = anna.get(answer.headers["HX-Redirect"]).content.decode()
    assert "Någon annan har loggat in" in page
    assert "Berit Test" in page
    assert 'href="/post/"' in page


def test_one_tap_makes_her_the_one_the_page_belonged_to_and_leads_back(
    anna: Client, annas_letter: Message, berits_mailbox: Mailbox
) -> None:
    annas, letter = page_of(anna), f"{AT}/meddelande/{annas_letter.public_id}/"
    make.log_in(anna, make.BERIT)
    shown = {**HTMX, "X-Page-Of": annas, "HX-Current-URL": f"http://x{letter}"}
    refused = anna.get(f"{AT}/nytt/?sedan=0.0.0", headers=shown).headers["HX-Redirect"]

    page = anna.get(refused).content.decode()
    assert "Logga in som Anna Test igen" in page
    anna.post(reverse("mail:login"), {"number": make.ANNA, "till": letter})
    order = LoginOrder.objects.latest("created_at")
    back = anna.post(reverse("mail:identify", args=[order.phone_token]), {"answer": "approve", "here": "1"})

    assert back["Location"] == letter
    assert anna.get(letter).status_code == 200


def test_the_tap_leads_on_also_after_a_third_person_has_logged_in(
    annas_letter: Message, berits_mailbox: Mailbox
) -> None:
    browser = Client()
    make.log_in(browser, make.ANNA)
    refused = f"/annan-person/?sida={page_of(browser)}&till={AT}/"
    make.log_in(browser, make.BERIT)
    page = browser.get(refused).content.decode()
    form = next(form for form in FORMS.findall(page) if "Logga in som Anna Test igen" in form)
    fields = dict(re.findall(r'name="(\w+)" +value="([^"]*)"', form))
    make.log_in(browser, make.CARL)
    browser.get(f"{AT}/")
    browser.handler.enforce_csrf_checks = True

    chosen_again = browser.post(reverse("mail:login"), fields, follow=True)

    assert fields["number"] == make.ANNA
    page = chosen_again.content.decode()
    persons = re.findall(r'name="number"\s+value="(\d+)"', page)
    assert persons[0] == make.ANNA
    assert f'name="till" value="{AT}/"' in " ".join(page.split())
    again = {"number": make.ANNA, "till": f"{AT}/", "csrfmiddlewaretoken": TOKEN.findall(page)[0]}
    assert browser.post(reverse("mail:login"), again)["Location"] == reverse("mail:login-wait")


def test_a_log_in_from_another_site_begins_nothing(annas_mailbox: Mailbox) -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(reverse("mail:login"), {"number": make.ANNA, "till": "https://annat.example/"})

    assert answer.status_code == 403
    assert "Webbläsaren måste ta emot kakor härifrån." in answer.content.decode()
    assert not LoginOrder.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?sida=nonsens&till=//annat.example/", "?sida=%00&till=https://annat.example"]
)
def test_a_mark_that_is_nobody_s_leads_nowhere_else(anna: Client, query: str) -> None:
    page = anna.get(f"/annan-person/{query}").content.decode()

    assert 'name="till"' not in page
    assert "igen</button>" not in " ".join(page.split())


@pytest.mark.parametrize("path", [f"{AT}/installningar/", "/logga-ut/", "/sprak/"])
def test_a_form_on_anna_s_page_does_nothing_to_berit(anna: Client, berits_mailbox: Mailbox, path: str) -> None:
    sent = {"page_of": page_of(anna), "announce_by_sms": "on", "mobile": "0701740605", "language": "en"}
    make.log_in(anna, make.BERIT)
    # Her page's token is an old one by now, and that alone would say nothing of why.
    anna.handler.enforce_csrf_checks = True

    answer = anna.post(path, urlencode(sent), "application/x-www-form-urlencoded")

    assert answer.status_code == 409
    assert "ingenting har ändrats" in answer.content.decode()
    berits_mailbox.refresh_from_db()
    assert berits_mailbox.mobile != "0701740605"
    assert "Berit Test" in anna.get(f"{AT}/").content.decode()
    assert anna.get("/").headers["Content-Language"] == "sv"


def test_her_own_pages_go_on_after_she_has_logged_in_again(anna: Client, annas_letter: Message) -> None:
    annas = page_of(anna)
    make.log_in(anna, make.ANNA)

    answer = anna.get(f"{AT}/nytt/?sedan=0.0.0", headers={**HTMX, "X-Page-Of": annas})

    assert answer.status_code == 200
    assert annas_letter.subject in answer.content.decode()


def test_her_page_leads_to_the_log_in_when_nobody_is_logged_in(anna: Client) -> None:
    annas = page_of(anna)
    anna.cookies.clear()

    answer = anna.get(f"{AT}/nytt/", headers={**HTMX, "X-Page-Of": annas, "HX-Current-URL": f"http://x{AT}/"})

    assert answer.headers["HX-Redirect"].startswith("/logga-in/")


def test_the_mark_says_nothing_of_who_it_is(anna: Client, berit: Client) -> None:
    assert page_of(anna) != page_of(berit)
    assert make.ANNA not in page_of(anna)
    assert page_of(Client(), "/") == ""


def test_every_form_and_renewal_on_pages_of_a_mailbox_carries_it(anna: Client, annas_letter: Message) -> None:
    letter = f"{AT}/meddelande/{annas_letter.public_id}/"
    for path in (f"{AT}/", letter, f"{letter}bilaga/1/", f"{AT}/installningar/", "/annan-person/"):
        page = anna.get(path).content.decode()
        own = mark_on(page)
        forms = [form for form in FORMS.findall(page) if 'method="post"' in form]

        assert own
        assert forms
        log_in = f'action="{reverse("mail:login")}"'  # says itself who is to be logged in
        unmarked = [form for form in forms if f'name="page_of" value="{own}"' not in form]
        assert [form for form in unmarked if log_in not in form] == [], path


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600)
def test_two_people_one_browser(browse: Browse) -> None:
    annas = make.mailbox(make.ANNA)
    berits = make.mailbox(make.BERIT, at=annas.operator)
    make.message(annas, subject="Annas brev")
    make.message(berits, subject="Berits brev")
    site = browse()
    site.log_in(make.ANNA, f"{AT}/")
    left_open = site.page
    settings_page = left_open.context.new_page()
    settings_page.goto(f"{site.root}{AT}/installningar/")
    letter_page = left_open.context.new_page()
    letter_page.goto(left_open.url)
    expect(left_open.get_by_text("Annas brev", exact=True)).to_be_visible()

    second = left_open.context.new_page()
    second.goto(f"{site.root}/logga-in/?till={AT}/")
    second.locator(f"button[value='{make.BERIT}']").click()
    second.get_by_role("button", name="Godkänn").click()
    expect(second.get_by_text("Berits brev", exact=True)).to_be_visible()

    for page in (left_open, letter_page):
        page.wait_for_url(f"{site.root}{reverse('mail:other-person')}**")
        expect(page.get_by_role("heading", name="Sidan hörde till någon annan")).to_be_visible()
        expect(page.get_by_text("Berits brev", exact=True)).to_have_count(0)
    settings_page.get_by_role("button", name="Spara").first.click()
    expect(settings_page.get_by_role("heading", name="Sidan hörde till någon annan")).to_be_visible()

    left_open.get_by_role("link", name="Till min post").click()
    expect(left_open.get_by_text("Berits brev", exact=True)).to_be_visible()
    expect(second.get_by_text("Annas brev", exact=True)).to_have_count(0)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600)
def test_three_people_one_browser(browse: Browse) -> None:
    """Anna, Berit and Carl log in one after the other; each open page stays with the one it belonged to."""
    annas = make.mailbox(make.ANNA)
    for number, words in ((make.BERIT, "Berits brev"), (make.CARL, "Carls brev")):
        make.message(make.mailbox(number, at=annas.operator), subject=words)
    make.message(annas, subject="Annas brev")
    site = browse()
    site.log_in(make.ANNA, f"{AT}/")
    first = site.page
    others = []
    for number, words in ((make.BERIT, "Berits brev"), (make.CARL, "Carls brev")):
        page = first.context.new_page()
        page.goto(f"{site.root}/logga-in/?till={AT}/")
        page.locator(f"button[value='{number}']").click()
        page.get_by_role("button", name="Godkänn").click()
        expect(page.get_by_text(words, exact=True)).to_be_visible()
        others.append(page)
    berit, carl = others

    # Anna's page may have been renewed while Berit was logged in, before Carl.
    for page, others_names in ((first, "(Berit|Carl)"), (berit, "Carl")):
        page.wait_for_url(f"{site.root}{reverse('mail:other-person')}**")
        expect(page.get_by_text(re.compile(rf"Du är inloggad som {others_names} Test\."))).to_be_visible()
        expect(page.get_by_text("Carls brev")).to_have_count(0)

    first.get_by_role("button", name="Logga in som Anna Test igen").click()
    # Where Berit was still logged in when the page was drawn, Anna is chosen once more.
    approve, once_more = first.get_by_role("button", name="Godkänn"), first.locator(f"button[value='{make.ANNA}']")
    expect(approve.or_(once_more).first).to_be_visible()
    if once_more.count():
        once_more.first.click()
    first.get_by_role("button", name="Godkänn").click()
    expect(first.get_by_text("Annas brev", exact=True)).to_be_visible()
    carl.wait_for_url(f"{site.root}{reverse('mail:other-person')}**")
    expect(carl.get_by_text("Annas brev", exact=True)).to_have_count(0)
    expect(carl.get_by_role("button", name="Logga in som Carl Test igen")).to_be_visible()
