"""The simulated phone: word of mail, and the answer to log-ins."""

from datetime import timedelta

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from infra import clock
from mailbox_operator.models import Message
from mailbox_ui.models import EidHolder, LoginOrder
from tests.mailbox_ui import factories as make

PHONE = f"/telefon/{make.ANNA}"


def asked_at(page: bytes) -> str:
    return str(html.fromstring(page.decode()).xpath("string(//*[@id='skarm']/@hx-get)"))


def bubbles(client: Client) -> list[html.HtmlElement]:
    return list(html.fromstring(client.get(PHONE).content.decode()).xpath("//li"))


def test_it_shows_what_was_sent_and_nothing_that_is_only_due(annas_letter: Message, client: Client) -> None:
    make.announcement(annas_letter, "sms")
    make.announcement(annas_letter, "email", state="due")

    drawn = html.fromstring(client.get(PHONE).content.decode())

    assert len(drawn.xpath("//li[contains(@class, 'bubble--sms')]")) == 1
    assert drawn.xpath("//li[contains(@class, 'bubble--email')]") == []


def test_it_holds_nothing_of_the_letter(annas_letter: Message, client: Client) -> None:
    make.announcement(annas_letter)

    assert make.SECRET not in client.get(PHONE).content.decode()


def test_a_message_of_protection_class_1_looks_like_one_of_the_agency(
    annas_letter: Message, client: Client
) -> None:
    make.announcement(annas_letter)
    make.announcement(
        make.message(annas_letter.mailbox), "email", sender_name="Kommun A", sender_address="info@kommun-a.example"
    )

    agencys, operators = (bubble.text_content() for bubble in bubbles(client))

    assert " ".join(agencys.split()).startswith("Kommun A E-post, info@kommun-a.example")
    assert " ".join(operators.split()).startswith("Min myndighetspost Sms")


def test_what_came_from_elsewhere_stands_in_order_of_time_with_the_rest(
    annas_letter: Message, client: Client
) -> None:
    make.carried("sms", text="Stängt på fredag", sent_at=clock.now() - timedelta(hours=2))
    make.announcement(annas_letter, sent_at=clock.now() - timedelta(hours=1))
    make.carried("email", subject="Stängt", text="Läs https://kommun-a.example/stangt.")
    make.carried("sms", text="Till någon annan", recipient=make.BERIT)
    make.carried("sms", text="Inte skickat än", state="due", sent_at=None)

    newest, middle, oldest = bubbles(client)

    assert "bubble--email" in newest.get("class", "")
    assert newest.xpath("string(.//a/@href)") == "https://kommun-a.example/stangt"
    assert newest.get("data-operator") is None
    assert middle.get("data-operator") == "minmyndighetspost.se"
    assert " ".join(oldest.text_content().split()).startswith("Kommun A Sms")
    assert "Stängt på fredag" in oldest.text_content()


def test_what_comes_from_elsewhere_shows_by_itself(annas_letter: Message, client: Client) -> None:
    asked = asked_at(client.get(PHONE).content)
    make.carried("sms", text="Stängt på fredag")

    assert "Kommun A: Stängt på fredag" in client.get(asked).content.decode()


def test_whoever_was_sent_something_has_a_place_to_read_it(annas_letter: Message, client: Client) -> None:
    company, stranger, nobody = "165560000027", "191212121212", "197001632384"
    make.carried("email", text="Till bolaget", recipient=company)
    make.carried("sms", text="Till en okänd", recipient=stranger)
    make.carried("email", text="Inte skickat", recipient=nobody, state="due", sent_at=None)

    page = html.fromstring(client.get("/telefon/").content.decode())
    links = [link for link in page.xpath("//main//a/@href") if company in link or stranger in link]

    assert sorted(links) == [f"/telefon/{company}", f"/telefon/{stranger}"]
    of_company, of_stranger = (client.get(link).content.decode() for link in sorted(links))
    assert "Företagets e-post" in of_company
    assert "Simulerad telefon" not in of_company
    assert "556000-0027" in of_company
    assert "Visa brevlådan bredvid" not in of_company
    assert "Simulerad telefon" in of_stranger
    assert "19121212-1212" in of_stranger
    assert client.get(f"/telefon/{nobody}").status_code == 404


def test_a_company_that_was_sent_sms_is_not_said_to_have_e_mail_only(client: Client, db: None) -> None:
    make.carried("sms", text="Hej", recipient="165560000027")

    assert "Företagets e-post och sms" in client.get("/telefon/165560000027").content.decode()


def test_markup_in_a_text_is_shown_and_not_obeyed(annas_letter: Message, client: Client) -> None:
    make.carried("sms", text="<script>alert(1)</script>", sender_name="<b>Kommun</b>")

    page = client.get(PHONE).content.decode()

    assert "<script>alert" not in page
    assert "<b>Kommun" not in page


def test_it_shows_only_what_was_sent_to_this_person(annas_letter: Message, client: Client) -> None:
    make.announcement(annas_letter)
    make.mailbox(make.BERIT, at=annas_letter.mailbox.operator)

    assert "Inga sms och ingen e-post än." in client.get(f"/telefon/{make.BERIT}").content.decode()


def test_a_tap_leads_through_the_log_in_to_that_very_letter(annas_letter: Message, client: Client) -> None:
    make.announcement(annas_letter)
    link = html.fromstring(client.get(PHONE).content.decode()).xpath("string(//li//a/@href)")
    assert link == f"/oppna/{annas_letter.public_id}?som={make.ANNA}"

    to_log_in = client.get(str(link))
    client.post("/logga-in/", {"number": make.ANNA, "till": link})
    order = LoginOrder.objects.get()
    client.post(f"/legitimera/{order.phone_token}/", {"answer": "approve"})
    back = client.post("/logga-in/lage/", headers={"HX-Request": "true"})["HX-Redirect"]

    assert to_log_in["Location"] == f"/logga-in/?till=%2Foppna%2F{annas_letter.public_id}%3Fsom%3D{make.ANNA}"
    assert back == link
    assert client.get(back)["Location"] == (f"/post/minmyndighetspost.se/meddelande/{annas_letter.public_id}/")


def test_the_log_in_on_the_way_has_the_phones_owner_first(annas_letter: Message, client: Client) -> None:
    make.announcement(annas_letter)
    EidHolder.objects.create(number=make.CARL, name="Aaron Test")
    link = html.fromstring(client.get(PHONE).content.decode()).xpath("string(//li//a/@href)")

    page = html.fromstring(client.get(str(link), follow=True).content.decode())

    assert page.xpath("string(//form[@class='expected']//button/@value)") == make.ANNA


def test_the_link_works_whatever_host_it_was_written_with(annas_letter: Message, client: Client) -> None:
    sent = make.announcement(annas_letter)
    sent.text = f"Läs: https://brev.example:9/oppna/{annas_letter.public_id}."
    sent.save()

    page = client.get(PHONE).content.decode()

    assert f'href="/oppna/{annas_letter.public_id}?som={make.ANNA}"' in page


def test_nothing_is_sent_while_nothing_is_new(annas_letter: Message, client: Client) -> None:
    asked = asked_at(client.get(PHONE).content)
    assert client.get(asked).status_code == 204

    make.announcement(annas_letter)

    news = client.get(asked)
    assert (news.status_code, news.content.decode().count("<li")) == (200, 1)
    assert client.get(asked_at(news.content)).status_code == 204


def test_a_log_in_begun_elsewhere_asks_on_the_phone_and_goes_away_when_answered(
    annas_letter: Message, client: Client
) -> None:
    Client().post("/logga-in/", {"number": make.ANNA, "till": "/post/minmyndighetspost.se/"})
    order = LoginOrder.objects.get()
    assert "<strong>Min myndighetspost</strong> ber att få veta" in client.get(PHONE).content.decode()

    answer = client.post(
        f"/legitimera/{order.phone_token}/", {"answer": "approve"}, headers={"HX-Request": "true"}
    )

    assert (answer.status_code, answer["HX-Trigger"]) == (204, "poll")
    assert "ber att få veta" not in client.get(PHONE).content.decode()


def test_a_phone_costs_the_same_however_much_was_sent(
    annas_letter: Message, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        for _more in range(5):
            make.announcement(make.message(annas_letter.mailbox))
        with django_assert_num_queries(
            5
        ):  # person, log-ins, signatures, what operators sent, what came from elsewhere
            client.get(PHONE)


@pytest.mark.parametrize("path", ["/telefon/199001011234", "/telefon/x", "/demo/199001011234"])
def test_nobody_has_no_phone(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_test_person_is_listed_with_phone_and_demonstration(annas_letter: Message, client: Client) -> None:
    page = client.get("/telefon/").content.decode()

    assert f'href="{PHONE}"' in page
    assert f'href="/demo/{make.ANNA}"' in page


def test_beside_the_mailbox_links_open_over_there(annas_letter: Message, client: Client) -> None:
    make.announcement(annas_letter)
    demo = html.fromstring(client.get(f"/demo/{make.ANNA}").content.decode())

    (phone,) = demo.xpath("//iframe[@class='demo__phone']/@src")
    links = html.fromstring(client.get(phone).content.decode()).xpath("//li//a/@target")

    assert demo.xpath("//iframe[@class='demo__mailbox']/@name") == links == ["brevladan"]


def test_the_demonstration_begins_with_the_log_in_of_its_person(annas_letter: Message, client: Client) -> None:
    def mailbox_side() -> str:
        page = client.get(f"/demo/{make.ANNA}").content.decode()
        return str(html.fromstring(page).xpath("string(//iframe[@class='demo__mailbox']/@src)"))

    assert mailbox_side() == f"/logga-in/?till=%2Fpost%2F&som={make.ANNA}"
    make.log_in(client, make.BERIT)
    assert mailbox_side() == f"/logga-in/?till=%2Fpost%2F&som={make.ANNA}"
    make.log_in(client, make.ANNA)
    assert mailbox_side() == "/post/"


def test_a_tap_on_another_persons_phone_changes_person(annas_letter: Message, berit: Client) -> None:
    make.announcement(annas_letter)
    link = html.fromstring(berit.get(PHONE).content.decode()).xpath("string(//li//a/@href)")

    page = html.fromstring(berit.get(str(link), follow=True).content.decode())

    assert page.xpath("//form[@class='expected']//button/@value") == [make.ANNA]
    assert make.SECRET not in page.text_content()
    make.log_in(berit, make.ANNA)
    assert berit.get(str(link))["Location"] == f"/post/minmyndighetspost.se/meddelande/{annas_letter.public_id}/"


def test_the_log_in_of_an_expected_person_is_one_button_and_the_others_are_folded(
    annas_letter: Message, client: Client
) -> None:
    make.holder(make.BERIT)

    page = html.fromstring(client.get("/logga-in/", {"som": make.ANNA}).content.decode())

    assert "Logga in som Anna Test" in page.xpath("string(//form[@class='expected'])")
    assert page.xpath("//details//button[@class='person']/@value") == [make.BERIT]
    assert not page.xpath("//button[@class='person'][not(ancestor::details)]")


def test_an_expected_person_that_does_not_exist_is_ignored(annas_letter: Message, client: Client) -> None:
    page = html.fromstring(client.get("/logga-in/", {"som": "nonsens"}).content.decode())

    assert page.xpath("//button[@class='person']/@value") == [make.ANNA]
    assert not page.xpath("//details")


def test_somebody_elses_letter_is_not_found_without_a_change_of_person(
    annas_letter: Message, berit: Client
) -> None:
    for query in ("", f"?som={make.BERIT}"):
        assert berit.get(f"/oppna/{annas_letter.public_id}{query}").status_code == 404
