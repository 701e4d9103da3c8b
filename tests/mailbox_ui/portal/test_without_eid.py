"""People without an e-legitimation are told why, where the register can tell."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from base_registers.models import Person as RegisteredPerson
from mailbox_ui.models import EidHolder
from tests.mailbox_ui.portal.signing import ARVID, PROTECTED, STATE, TOLVAN, words

pytestmark = pytest.mark.django_db
DECEASED = "193801029202"


def log_in(client: Client, number: str) -> str:
    answer = client.post("/logga-in/", {"number": number})
    assert answer.status_code == 422
    return answer.content.decode()


def ask_for_account(client: Client, number: str) -> str:
    return words(client.get(f"/post/{STATE}/AccountRequest", {"recipientId": number}))


def test_of_a_deceased_person_it_is_said_kindly(world: None, client: Client) -> None:
    assert "Personen är avliden. " in log_in(client, DECEASED)
    page = ask_for_account(client, DECEASED)
    assert "Vi beklagar sorgen." in page
    assert "nytt personnummer" not in page, "one reason, and not three"


def test_who_has_an_old_number_is_told_of_the_new_one(world: None, client: Client) -> None:
    EidHolder.objects.filter(number=TOLVAN).delete()
    RegisteredPerson.objects.filter(pk=TOLVAN).update(changed_to="198206062393")

    assert "Du har fått ett nytt personnummer" in log_in(client, TOLVAN)
    assert "Du har fått ett nytt personnummer" in ask_for_account(client, TOLVAN)


def test_a_child_is_told_of_the_age(world: None, client: Client) -> None:
    child = RegisteredPerson.objects.filter(pk__startswith="201").values_list("pk", flat=True)[0]
    EidHolder.objects.filter(number=child).delete()

    assert "Du är lite för ung än" in log_in(client, child)
    assert "Du är lite för ung än" in ask_for_account(client, child)


@pytest.mark.parametrize("number", [ARVID, PROTECTED])
def test_of_others_nothing_is_told_but_that_nobody_has_the_number(
    world: None, client: Client, number: str
) -> None:
    EidHolder.objects.filter(number=number).delete()

    assert "Ingen testperson har det numret" in log_in(client, number)
    assert "Ingen testperson med e-legitimation har det här numret" in ask_for_account(client, number)


def test_without_the_register_the_number_is_only_unknown(world: None, client: Client, settings: Settings) -> None:
    settings.REGISTER_URL = "https://localhost:1/"  # nobody listens there

    assert "Ingen testperson har det numret" in log_in(client, DECEASED)
