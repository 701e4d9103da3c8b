"""Log in, stay logged in, log out: as the browser and the phone see it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mailbox_operator.models import Mailbox
from mailbox_ui.access import login
from mailbox_ui.models import LoginOrder
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db
PassTime = Callable[[timedelta], None]
HTMX = {"HX-Request": "true"}


def begin(browser: Client, till: str = "/post/", **data: str) -> LoginOrder:
    browser.post(reverse("mail:login"), {"till": till, **data})
    return LoginOrder.objects.latest("created_at")


def answer(browser: Client, order: LoginOrder, answer: str = "approve", **data: str) -> int:
    return browser.post(reverse("mail:identify", args=[order.phone_token]), {"answer": answer, **data}).status_code


def is_logged_in(browser: Client) -> bool:
    return browser.get("/post/").status_code == 200 or "eid_number" in browser.session


def test_two_clicks_lead_from_the_list_of_persons_to_the_inbox(annas_mailbox: Mailbox, client: Client) -> None:
    picked = client.post("/logga-in/", {"number": make.ANNA, "till": "/post/minmyndighetspost.se/"})
    waiting = client.get(picked["Location"])
    order = LoginOrder.objects.get()
    assert f"/legitimera/{order.phone_token}/" in waiting.content.decode()

    approved = client.post(f"/legitimera/{order.phone_token}/", {"answer": "approve", "here": "1"})

    assert (approved.status_code, approved["Location"]) == (302, "/post/minmyndighetspost.se/")
    assert "Inkorg" in client.get(approved["Location"]).content.decode()


def test_the_waiting_page_hears_nothing_until_the_phone_has_answered(
    annas_mailbox: Mailbox, client: Client
) -> None:
    order = begin(client, number=make.ANNA)
    assert client.post("/logga-in/lage/", headers=HTMX).status_code == 204

    answer(Client(), order)

    told = client.post("/logga-in/lage/", headers=HTMX)
    assert (told.status_code, told["HX-Redirect"]) == (200, "/post/")
    assert is_logged_in(client)


def test_approving_on_the_phone_logs_nobody_in_there(annas_mailbox: Mailbox, client: Client) -> None:
    order, phone = begin(client, number=make.ANNA), Client()

    answer(phone, order, here="1")

    assert not is_logged_in(phone)
    assert not is_logged_in(client)


def test_only_the_browser_that_began_the_order_is_let_in(annas_mailbox: Mailbox, client: Client) -> None:
    order, other = begin(client, number=make.ANNA), Client()
    begin(other, number=make.ANNA)
    answer(Client(), order)

    assert other.post("/logga-in/lage/", headers=HTMX).status_code == 204
    assert not is_logged_in(other)


def test_a_refusal_on_the_phone_is_told_in_words(client: Client) -> None:
    make.holder(make.ANNA)
    order = begin(client, number=make.ANNA)

    answer(Client(), order, "refuse")

    assert "avbröts" in client.post("/logga-in/lage/", headers=HTMX).content.decode()
    assert not is_logged_in(client)


def test_an_order_that_ran_out_is_told_in_words(client: Client, pass_time: PassTime) -> None:
    make.holder(make.ANNA)
    order = begin(client, number=make.ANNA)

    pass_time(timedelta(minutes=4))

    assert "Tiden gick ut" in client.post("/logga-in/lage/", headers=HTMX).content.decode()
    assert answer(Client(), order) == 410


def test_an_order_is_answered_once(client: Client) -> None:
    make.holder(make.ANNA)
    order = begin(client, number=make.ANNA)

    assert [answer(Client(), order), answer(Client(), order)] == [200, 410]


def test_a_code_without_a_person_lets_the_phone_choose(annas_mailbox: Mailbox, client: Client) -> None:
    order = begin(client, on_phone="1")
    assert "Anna Test" in Client().get(f"/legitimera/{order.phone_token}/").content.decode()

    answer(Client(), order, number=make.ANNA)

    assert client.post("/logga-in/lage/", headers=HTMX)["HX-Redirect"] == "/post/"


def test_a_phone_that_chose_nobody_approves_nothing(client: Client) -> None:
    order = begin(client, on_phone="1")

    assert answer(Client(), order, number="") == 410
    assert client.post("/logga-in/lage/", headers=HTMX).status_code == 204


def test_the_session_gets_a_new_key_at_log_in(annas_mailbox: Mailbox, client: Client) -> None:
    order = begin(client, number=make.ANNA)
    before = client.session.session_key

    answer(client, order, here="1")

    assert client.session.session_key != before
    assert "login_order" not in client.session


def test_logging_out_ends_the_session(anna: Client) -> None:
    assert anna.post("/logga-ut/")["Location"] == "/utloggad/"

    assert anna.get("/post/minmyndighetspost.se/")["Location"].startswith("/logga-in/")


def test_a_link_cannot_log_anyone_out(anna: Client) -> None:
    assert anna.get("/logga-ut/").status_code == 405


def test_an_idle_hour_ends_in_a_friendly_page_and_leads_back(anna: Client, pass_time: PassTime) -> None:
    pass_time(timedelta(minutes=61))

    sent_away = anna.get("/post/minmyndighetspost.se/")

    assert sent_away["Location"] == "/logga-in/?till=%2Fpost%2Fminmyndighetspost.se%2F"
    assert "Du har loggats ut" in anna.get(sent_away["Location"]).content.decode()


def test_reading_keeps_the_session_alive(anna: Client, pass_time: PassTime) -> None:
    for _ in range(3):
        pass_time(timedelta(minutes=40))
        assert anna.get("/post/minmyndighetspost.se/").status_code == 200


def test_a_page_that_asks_for_news_by_itself_does_not_keep_the_session_alive(
    anna: Client, pass_time: PassTime
) -> None:
    address = "http://testserver/post/minmyndighetspost.se/"
    headers = {**HTMX, "HX-Current-URL": address}
    for _ in range(2):
        pass_time(timedelta(minutes=31))
        asked = anna.get("/post/minmyndighetspost.se/nytt/", headers=headers)

    assert asked["HX-Redirect"] == "/logga-in/?till=%2Fpost%2Fminmyndighetspost.se%2F"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "Skriv ett personnummer."),
        ("anna", "Skriv bara siffror"),
        ("270517-8354", "Skriv även århundradet"),
        ("1927051", "Du skrev 7."),
        ("19270517-8355", "Numret stämmer inte."),
        ("19271317-8354", "Numret stämmer inte."),
        ("162021004748", "organisationsnummer"),
        ("19810105-2382", "Ingen testperson"),
    ],
)
def test_a_number_that_cannot_log_in_is_answered_in_words(client: Client, written: str, words: str) -> None:
    answered = client.post("/logga-in/", {"number": written})

    assert answered.status_code == 422
    assert words in answered.content.decode()
    assert not LoginOrder.objects.exists()


@pytest.mark.parametrize("written", ["192705178354", "19270517-8354", " 19270517 8354 ", "19270517–8354"])
def test_a_number_may_be_written_in_several_ways(client: Client, written: str) -> None:
    make.holder(make.ANNA)

    assert client.post("/logga-in/", {"number": written})["Location"] == "/logga-in/vantar/"


@pytest.mark.parametrize(
    "till", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "post/", ""]
)
def test_nobody_is_led_out_of_the_house_after_log_in(annas_mailbox: Mailbox, client: Client, till: str) -> None:
    order = begin(client, till=till, number=make.ANNA)
    answer(Client(), order)

    assert client.post("/logga-in/lage/", headers=HTMX)["HX-Redirect"] == "/post/"


def test_the_code_on_the_waiting_page_is_drawn_without_inline_style(client: Client) -> None:
    make.holder(make.ANNA)
    begin(client, number=make.ANNA)

    page = client.get("/logga-in/vantar/").content.decode()

    assert '<svg viewBox="0 0' in page
    assert "style=" not in page


def test_without_an_order_there_is_nothing_to_wait_for(client: Client) -> None:
    assert client.get("/logga-in/vantar/")["Location"] == "/logga-in/"
    leads_to = client.post("/logga-in/lage/", headers=HTMX)["HX-Redirect"]
    assert client.get(leads_to)["Location"].startswith("/logga-in/")


def test_a_question_that_the_approval_overtook_leads_to_the_mailbox(
    annas_mailbox: Mailbox, client: Client
) -> None:
    order, asked_before = begin(client, number=make.ANNA), Client()
    asked_before.cookies.update(client.cookies)
    asked_before.cookies["sessionid"] = client.cookies["sessionid"].value
    answer(client, order, here="1")

    leads_to = asked_before.post("/logga-in/lage/", headers=HTMX)["HX-Redirect"]

    assert client.get(leads_to, follow=True).request["PATH_INFO"] == "/post/minmyndighetspost.se/"


def test_the_log_in_names_who_asks(annas_mailbox: Mailbox, client: Client) -> None:
    order = begin(client, till="/post/minmyndighetspost.se/", number=make.ANNA)

    asked = Client().get(f"/legitimera/{order.phone_token}/").content.decode()

    assert "<strong>Min myndighetspost</strong> ber att få veta att du är <strong>Anna Test</strong>" in asked


def test_who_begins_anew_is_asked_once_on_the_phone(annas_mailbox: Mailbox, client: Client) -> None:
    first, second = begin(client, number=make.ANNA), begin(client, number=make.ANNA)

    assert login.waiting_for(make.ANNA) == [second]
    assert answer(Client(), first) == 410
    answer(Client(), second)
    assert client.post("/logga-in/lage/", headers=HTMX)["HX-Redirect"] == "/post/"
