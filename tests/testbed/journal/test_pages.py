"""The journal in the console: the list, an exchange, and a letter as one timeline."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests import cast
from tests.cast import ARVID, SERVICE
from tests.infra.soap.questions import RECIPIENT
from tests.testbed.journal.conftest import Journal

pytestmark = pytest.mark.usefixtures("world")


def page(client: Client, address: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return html.fromstring(answer.content)


def words(found: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content() for part in found.xpath(path)).split())


def test_the_list_shows_what_happened_with_numbers_masked(
    journal: Journal, client: Client, kommun_a: cast.Sender
) -> None:
    assert kommun_a.deliver(kommun_a.letter()).delivered

    shown = words(page(client, reverse("journal:exchanges")))
    assert "Lämnar brevet till brevlådeoperatören" in shown
    assert "19270517****" in shown
    assert ARVID not in shown


def test_the_list_is_reached_from_every_page_of_the_console(journal: Journal, client: Client) -> None:
    tabs = page(client, reverse("console:rules")).xpath("//nav[@class='tabs']/a")
    assert reverse("journal:exchanges") in [tab.get("href") for tab in tabs]


def test_the_open_list_learns_of_new_exchanges(journal: Journal, client: Client, kommun_a: cast.Sender) -> None:
    part = page(client, reverse("journal:exchanges")).get_element_by_id("handelser")
    assert client.get(str(part.get("hx-get"))).status_code == 204

    kommun_a.deliver(kommun_a.letter())

    assert "Lämnar brevet" in client.get(str(part.get("hx-get"))).content.decode()


def test_a_search_that_cannot_be_understood_is_explained(journal: Journal, client: Client) -> None:
    found = page(client, reverse("journal:exchanges") + "?q=since:igår", status=422)
    assert "since:igår är ingen tid" in words(found)


def test_a_refusal_says_why_and_whose_turn_it_is(
    journal: Journal, client: Client, kommun_a: cast.Sender, kommun_b: cast.Sender
) -> None:
    fault = kommun_b.post(SERVICE, kommun_a.letter().request, kommun_b.identity).fault
    found = journal.only(call_id=fault.call_id)

    shown = words(page(client, reverse("journal:exchange", args=[found["id"]])))
    assert fault.reason in shown
    assert "Vems tur Din" in shown
    assert "Nej, samma anrop får samma svar" in shown


def test_a_letter_is_shown_beside_its_envelope_with_its_signatures_as_a_tree(
    journal: Journal, client: Client, kommun_a: cast.Sender
) -> None:
    kommun_a.deliver(kommun_a.letter())
    found = page(client, reverse("journal:exchange", args=[journal.only(operation="deliverSecure")["id"]]))

    assert "Du har fått ett beslut om förskoleplats." in words(found, "//article")
    assert "beslut.pdf" in words(found, "//article")
    assert "deliverSecure>" in words(found, "//pre")
    outer, inner = found.xpath("//ul[@class='signatures']/li/div/h3")
    assert (outer.text_content(), inner.text_content()) == ("deliverSecure", "SignedDelivery")
    assert "Alla stämmer" in words(found)


def test_a_letter_s_timeline_goes_from_the_question_to_the_delivery(
    journal: Journal, client: Client, kommun_a: cast.Sender
) -> None:
    from contracts import recipient_v3

    number = kommun_a.identity.organisation.value
    kommun_a.ask("Recipient/v3", recipient_v3.IsReachable(sender_org_nr=number, recipient_id=[ARVID]))
    kommun_a.deliver(kommun_a.letter())
    trace = journal.only(operation="deliverSecure")["trace"]

    found = page(client, reverse("journal:timeline", args=[trace]))
    titles = [step.text_content().strip() for step in found.xpath("//p[@class='step__title']/a")]
    assert titles[0] == "Frågar vart mottagaren vill ha sin post"
    assert titles[1] == "Lämnar brevet till brevlådeoperatören"
    assert "Du har fått ett beslut" in words(found, "//article")


def test_a_letter_s_page_in_the_console_leads_to_its_timeline(
    journal: Journal, client: Client, kommun_a: cast.Sender
) -> None:
    trans_id = kommun_a.deliver(kommun_a.letter()).trans_id
    trace = journal.only(operation="deliverSecure")["trace"]

    found = page(client, reverse("console:direct-letter", args=[trans_id]))
    assert reverse("journal:timeline", args=[trace]) in [link.get("href") for link in found.xpath("//a")]


def test_what_is_no_exchange_is_not_found(journal: Journal, client: Client) -> None:
    for address in ("4711/", "4711/anrop.xml", f"brev/{'0' * 32}/"):
        assert client.get(reverse("journal:exchanges") + address).status_code == 404


def test_hostile_text_is_shown_as_text(journal: Journal, client: Client) -> None:
    body = b"<script>alert(1)</script>\x00\xff<a:Subject xmlns:a='x'><![CDATA[<img src=x>]]></a:Subject>"
    client.post(RECIPIENT, body, "text/xml", headers={"X-MM-Label": "<b onload=x>"})

    found = journal.only(verdict="refused")
    assert found["label"] == "<b onload=x>"
    shown = client.get(reverse("journal:exchange", args=[found["id"]])).content.decode()
    assert "<script>alert" not in shown
    assert "<b onload" not in shown
    listed = client.get(reverse("journal:exchanges"), {"q": 'label:"<b onload=x>"'}).content.decode()
    assert "<b onload" not in listed
    assert "&lt;b onload=x&gt;" in listed
