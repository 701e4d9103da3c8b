"""What a person may be asked to be, and what is said of a wish that cannot be."""

from typing import Any

import pytest
from django.test import Client

from base_registers.models import Guardianship, Person
from far.models import Account, PendingRequest, SenderChoice
from infra import clock
from mailbox_operator.models import Mailbox
from mailbox_ui.models import EidHolder
from tests import cast

PEOPLE = "/api/v1/people"
KOMMUN_B = "162021003898"


def make(client: Client, **wishes: Any) -> dict[str, Any]:
    answer = client.post(PEOPLE, wishes, content_type="application/json")
    assert answer.status_code == 201, answer.content.decode()
    made: dict[str, Any] = answer.json()
    return made


def problem(client: Client, status: int = 400, **wishes: Any) -> dict[str, Any]:
    before = Person.objects.count()
    answer = client.post(PEOPLE, wishes, content_type="application/json")
    assert answer.status_code == status, answer.content.decode()
    assert Person.objects.count() == before
    found: dict[str, Any] = answer.json()
    return found


def test_anybody_has_a_mailbox_and_can_log_in(world: None, client: Client) -> None:
    number = make(client)["number"]

    assert Mailbox.objects.get(holder=number).operator.name == "minmyndighetspost.se"
    assert EidHolder.objects.filter(number=number).exists()
    assert Account.objects.get(recipient=number).pending is False


@pytest.mark.parametrize("operator", ["kivra.com", "digimail.se", "strang.example"])
def test_the_operator_may_be_chosen(world: None, client: Client, operator: str) -> None:
    made = make(client, operator=operator)

    assert made["operator"] == operator
    assert Mailbox.objects.get(holder=made["number"]).operator.name == operator


def test_somebody_without_a_mailbox_is_known_to_the_population_register_alone(world: None, client: Client) -> None:
    number = make(client, operator=None)["number"]

    assert Person.objects.filter(number=number).exists()
    assert not Account.objects.filter(recipient=number).exists()
    assert not Mailbox.objects.filter(holder=number).exists()


def test_somebody_whose_operator_has_no_mailboxes_here_is_registered_all_the_same(
    world: None, client: Client
) -> None:
    number = make(client, operator="nekar.example")["number"]

    assert Account.objects.filter(recipient=number).exists()
    assert not Mailbox.objects.filter(holder=number).exists()


def test_a_registration_may_wait_for_a_signature(world: None, client: Client) -> None:
    number = make(client, pending=True)["number"]

    assert Account.objects.get(recipient=number).pending
    assert PendingRequest.objects.filter(account=number).exists()
    assert not Mailbox.objects.filter(holder=number).exists()


def test_a_sender_that_is_refused_cannot_deliver(
    kommun_a: cast.Sender, kommun_b: cast.Sender, client: Client
) -> None:
    number = make(client, refuses=[KOMMUN_B, KOMMUN_B])["number"]

    assert SenderChoice.objects.filter(account=number).count() == 1
    assert kommun_a.deliver(kommun_a.letter(number)).delivered
    assert not kommun_b.deliver(kommun_b.letter(number)).delivered


@pytest.mark.parametrize("channels", [[], ["email"], ["sms"], ["email", "sms"], ["sms", "sms"]])
def test_announcements_come_by_the_channels_that_were_asked_for(
    world: None, client: Client, channels: list[str]
) -> None:
    made = make(client, announcements=channels)

    mailbox = Mailbox.objects.get(holder=made["number"])
    assert (mailbox.announce_by_email, mailbox.announce_by_sms) == ("email" in channels, "sms" in channels)
    assert bool(made["email"]) == ("email" in channels)
    assert bool(made["mobile"]) == ("sms" in channels)


def test_an_address_that_was_given_is_kept_also_without_announcements(world: None, client: Client) -> None:
    made = make(client, email="anna@example.com", mobile="+46701740605")

    mailbox = Mailbox.objects.get(holder=made["number"])
    assert (mailbox.email, mailbox.mobile) == ("anna@example.com", "+46701740605")
    assert not mailbox.announce_by_email


def test_somebody_who_died_did_so_yesterday_unless_a_day_is_given(world: None, client: Client) -> None:
    yesterday = clock.today().toordinal() - 1

    assert make(client, deceased=True)["deceased_on"] == clock.today().fromordinal(yesterday).isoformat()
    assert make(client, deceased_on="2020-02-29")["deceased_on"] == "2020-02-29"


def test_a_guardian_is_noted_with_the_one_who_is_acted_for(world: None, client: Client) -> None:
    guardian = make(client)["number"]

    principal = make(client, guardian=guardian)["number"]

    assert Guardianship.objects.get(principal=principal).guardian_id == guardian


def test_a_name_and_an_address_may_be_left_empty(world: None, client: Client) -> None:
    made = make(client, name="", street="", postal_code="", city="")

    assert made["name"]
    person = Person.objects.get(number=made["number"])
    assert (person.street, person.postal_code, person.city) == ("", "", "")


@pytest.mark.parametrize("name", ["Åsa Öberg", "O'Brien", "<b>", "名前", "x" * 36])
def test_any_name_is_kept_as_it_is(world: None, client: Client, name: str) -> None:
    assert make(client, name=name)["name"] == name


def test_somebody_s_number_cannot_be_given_again(world: None, client: Client) -> None:
    number = make(client)["number"]

    assert "Lämna bort det" in problem(client, 409, number=number)["detail"]


@pytest.mark.parametrize("age", [1, 107, -1, "old", 20.5, None])
def test_an_age_that_nobody_on_the_list_has_is_refused(world: None, client: Client, age: Any) -> None:
    assert problem(client, age=age)["errors"][0]["pointer"] == "/age"


@pytest.mark.parametrize(
    ("wishes", "pointer"),
    [
        ({"number": "198101052383"}, "/number"),
        ({"number": "162021004748"}, "/number"),
        ({"operator": "finns-inte.example"}, "/operator"),
        ({"operator": None, "pending": True}, "/operator"),
        ({"operator": None, "announcements": ["sms"]}, "/operator"),
        ({"refuses": ["162021000001"]}, "/refuses/0"),
        ({"refuses": [KOMMUN_B, "162021000001"]}, "/refuses/1"),
        ({"announcements": ["pigeon"]}, "/announcements/0"),
        ({"announcements": "sms"}, "/announcements"),
        ({"email": "nobody"}, "/email"),
        ({"mobile": "0701740605"}, "/mobile"),
        ({"mobile": "+46 70 174 06 05"}, "/mobile"),
        ({"mobile": "+٤٦٧٠١٧٤٠٦٠٥"}, "/mobile"),
        ({"deceased_on": "yesterday"}, "/deceased_on"),
        ({"emigrated_on": "2020-02-30"}, "/emigrated_on"),
        ({"postal_code": "123456"}, "/postal_code"),
        ({"name": "a\u0000b"}, "/name"),
        ({"protected": "perhaps"}, "/protected"),
        ({"shoe_size": 43}, "/shoe_size"),
    ],
)
def test_a_wish_that_cannot_be_is_named_and_nobody_is_made(
    world: None, client: Client, wishes: dict[str, Any], pointer: str
) -> None:
    assert pointer in [error["pointer"] for error in problem(client, **wishes)["errors"]]


@pytest.mark.parametrize("body", ["[]", "1", "null", "{", '"a"', ""])
def test_what_is_no_object_is_refused(world: None, client: Client, body: str) -> None:
    answer = client.generic("POST", PEOPLE, body, content_type="application/json")

    assert answer.status_code in {201, 400}
    assert (answer.status_code == 201) == (body == "")


def test_a_page_of_another_site_makes_nobody(world: None, client: Client) -> None:
    answer = client.post(PEOPLE, {}, content_type="application/json", headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
