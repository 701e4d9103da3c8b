"""The addresses that other sites link to, below an operator's UIAdress. Source: api-6.3 §6."""

import pytest
from django.test import Client

from mailbox_operator.models import Mailbox
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db
AT = "/post/minmyndighetspost.se"
COMPANY = "165560000167"
UIADRESS = pytest.mark.parametrize("base", [AT, f"{AT}/"], ids=["as given out", "with a slash"])


@UIADRESS
def test_the_inbox_of_the_one_who_is_logged_in_opens(anna: Client, base: str) -> None:
    opened = anna.get(f"{base}/Inbox", {"recipientId": make.ANNA}, follow=True)

    assert opened.redirect_chain == [(f"{AT}/", 302)]
    assert "Inkorg" in opened.content.decode()


@UIADRESS
def test_who_is_not_logged_in_logs_in_as_the_recipient_and_comes_to_the_inbox(
    annas_mailbox: Mailbox, client: Client, base: str
) -> None:
    sent_on = client.get(f"{base}/Inbox", {"recipientId": make.ANNA})

    assert sent_on["Location"] == f"/logga-in/?till=%2Fpost%2Fminmyndighetspost.se%2F&som={make.ANNA}"
    page = client.get(sent_on["Location"]).content.decode()
    assert "Anna Test" in page
    assert f'value="{AT}/"' in page


def test_somebody_else_s_inbox_demands_that_one_s_log_in(annas_mailbox: Mailbox, berit: Client) -> None:
    answer = berit.get(f"{AT}/Inbox", {"recipientId": make.ANNA})

    assert answer["Location"].startswith("/logga-in/?")
    assert make.SECRET not in answer.content.decode()


@pytest.mark.parametrize("written", ["19270517-8354", "270517-8354"])
def test_the_number_may_be_written_as_people_write_it(anna: Client, written: str) -> None:
    assert anna.get(f"{AT}/Inbox", {"recipientId": written})["Location"] == f"{AT}/"


@pytest.mark.parametrize("page", ["Inbox", "AccountRequest"])
@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({}, "recipientId: saknas"),
        ({"recipientId": " "}, "recipientId: saknas"),
        ({"recipientId": "//evil.example"}, "inget giltigt nummer"),
        ({"recipientId": "192705178355"}, "kontrollsiffra"),
    ],
    ids=["none", "blank", "an address", "wrong check digit"],
)
def test_a_number_that_is_none_is_refused_in_words(
    annas_mailbox: Mailbox, client: Client, page: str, query: dict[str, str], why: str
) -> None:
    answer = client.get(f"{AT}/{page}", query)

    assert answer.status_code == 400
    assert why in answer.content.decode()


def test_an_inbox_that_nobody_can_log_in_to_is_explained(annas_mailbox: Mailbox, client: Client) -> None:
    answer = client.get(f"{AT}/Inbox", {"recipientId": "200001012384"})

    assert answer.status_code == 404
    assert "Ingen testperson" in answer.content.decode()


def test_a_company_s_inbox_demands_a_log_in_and_then_the_right_to_sign(
    annas_mailbox: Mailbox, client: Client, anna: Client
) -> None:
    address = f"{AT}/Inbox?recipientId={COMPANY}"
    nobody = Client().get(address)
    assert nobody["Location"].startswith("/logga-in/?till=")

    answer = anna.get(address)

    assert answer.status_code == 404
    assert "Den som tecknar firman kan öppna" in answer.content.decode()


@UIADRESS
def test_the_page_to_register_begins_the_recipient_s_enrolment_after_log_in(
    annas_mailbox: Mailbox, client: Client, base: str
) -> None:
    make.holder(make.CARL)
    query = {"recipientId": make.CARL}

    sent_on = client.get(f"{base}/AccountRequest", query)

    assert sent_on["Location"] == f"/logga-in/?till=%2Fskaffa%2Fminmyndighetspost.se%2F&som={make.CARL}"
    make.log_in(client, make.CARL)
    assert client.get(f"{base}/AccountRequest", query)["Location"] == "/skaffa/minmyndighetspost.se/"


def test_it_answers_the_same_for_who_has_a_mailbox_and_for_who_has_none(
    annas_mailbox: Mailbox, client: Client
) -> None:
    make.holder(make.CARL)
    with_one, without = (
        client.get(f"{AT}/AccountRequest", {"recipientId": number}) for number in (make.ANNA, make.CARL)
    )

    assert with_one["Location"].replace(make.ANNA, "") == without["Location"].replace(make.CARL, "")


def test_who_is_logged_in_as_another_logs_in_as_the_recipient(annas_mailbox: Mailbox, berit: Client) -> None:
    answer = berit.get(f"{AT}/AccountRequest", {"recipientId": make.ANNA})

    assert answer["Location"].endswith(f"som={make.ANNA}")


def test_somebody_without_e_legitimation_is_told_what_it_takes(annas_mailbox: Mailbox, client: Client) -> None:
    page = client.get(f"{AT}/AccountRequest", {"recipientId": "193801029202"}).content.decode()

    assert "Skaffa brevlåda hos Min myndighetspost" in page
    assert "En brevlåda skaffar man själv, med e-legitimation." in page


def test_a_company_s_enrolment_begins_for_who_signs(annas_mailbox: Mailbox, client: Client) -> None:
    answer = client.get(f"{AT}/AccountRequest", {"recipientId": COMPANY})

    assert answer["Location"] == f"/skaffa/minmyndighetspost.se/{COMPANY}/"


@pytest.mark.parametrize("page", ["Inbox", "AccountRequest"])
def test_an_operator_that_is_not_played_here_has_no_such_page(client: Client, page: str) -> None:
    assert client.get(f"/post/felar.example/{page}", {"recipientId": make.ANNA}).status_code == 404


def test_nothing_in_the_address_leads_elsewhere(annas_mailbox: Mailbox, client: Client) -> None:
    query = {"recipientId": make.ANNA, "till": "https://evil.example/", "next": "//evil.example"}

    assert "evil" not in client.get(f"{AT}/Inbox", query)["Location"]
    assert client.get("/post//evil.example/Inbox", query).status_code == 404


def test_the_address_that_is_given_out_leads_to_the_inbox(anna: Client) -> None:
    assert anna.get(AT, follow=True).redirect_chain == [(f"{AT}/", 301)]
