"""Any combination of wishes is either granted as it was asked, or refused and nothing is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from base_registers.models import Company, Guardianship, Officer, Person, SignatoryRule
from far.models import Account, PendingRequest, SenderChoice
from infra import clock
from infra.identity import RecipientId
from mailbox_operator.models import Mailbox
from mailbox_ui.models import EidHolder
from tests import cast

MADE = (
    Person,
    Company,
    Officer,
    SignatoryRule,
    Guardianship,
    Account,
    PendingRequest,
    SenderChoice,
    Mailbox,
    EidHolder,
)
OPERATORS = ["minmyndighetspost.se", "kivra.com", "driftstopp.example", None, "finns-inte.example"]
WISHES = st.fixed_dictionaries(
    {},
    optional={
        "age": st.sampled_from([2, 12, 13, 40, 106, 107, 1]),
        "operator": st.sampled_from(OPERATORS),
        "pending": st.booleans(),
        "refuses": st.sampled_from([[], ["162021004748"], ["162021006230"]]),
        "announcements": st.lists(st.sampled_from(["email", "sms"]), unique=True),
        "protected": st.booleans(),
        "deceased": st.booleans(),
        "e_legitimation": st.booleans(),
        "guardian": st.sampled_from([cast.MARIA, "199901012391"]),
        "name": st.sampled_from(["", "Ny Person", "X"]),
    },
)
COMPANY_WISHES = st.fixed_dictionaries(
    {},
    optional={
        "rule": st.sampled_from(SignatoryRule.Kind.values),
        "signatories": st.integers(0, 4),
        "count": st.integers(1, 4),
        "form": st.sampled_from(Company.Form.values),
        "status": st.sampled_from(Company.Status.values),
        "operator": st.sampled_from(OPERATORS),
    },
)
ANY = how(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def counts() -> list[int]:
    return [model._default_manager.count() for model in MADE]


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, path: str, wishes: dict[str, Any]) -> dict[str, Any] | None:
    """What was made; None: it was refused in both languages, and nothing was made."""
    before = counts()
    answer = client.post(f"/api/v1/{path}", wishes, content_type="application/json")
    found: dict[str, Any] = answer.json()
    if answer.status_code == 201:
        return found
    assert answer.status_code in {400, 409}, answer.content
    assert " | " in found["detail"]
    assert counts() == before
    return None


def shown(client: Client, path: str, number: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/registers/{path}/{number}")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


@ANY
@given(WISHES)
def test_a_person_is_as_was_asked_or_is_not_made(world: None, client: Client, wishes: dict[str, Any]) -> None:
    with taken_back():
        made = ask(client, "people", wishes)
        if made is None:
            return
        number = made["number"]
        known = shown(client, "people", number)

        assert known["name"] == made["name"]
        assert known["protected"] is wishes.get("protected", False)
        assert (made["deceased_on"] is not None) is wishes.get("deceased", False)
        assert EidHolder.objects.filter(number=number).exists() is wishes.get("e_legitimation", True)
        if "age" in wishes:
            assert RecipientId.parse(number).age_at(clock.today()) == made["age"] == wishes["age"]
        if "guardian" in wishes:
            assert [each["number"] for each in known["guardians"]] == [wishes["guardian"]]


@ANY
@given(WISHES)
def test_what_far_says_of_a_person_is_what_was_asked(world: None, client: Client, wishes: dict[str, Any]) -> None:
    with taken_back():
        made = ask(client, "people", wishes)
        if made is None:
            return
        account = Account.objects.filter(recipient=made["number"]).first()
        operator = wishes.get("operator", "minmyndighetspost.se")

        assert (account.supplier.name if account else None) == operator == made["operator"]
        assert (account is not None and account.pending) is wishes.get("pending", False)
        assert PendingRequest.objects.filter(account=made["number"]).exists() is wishes.get("pending", False)
        refused = SenderChoice.objects.filter(account=made["number"], accepted=False)
        assert [choice.sender.organisation for choice in refused] == wishes.get("refuses", [])


@ANY
@given(WISHES)
def test_a_mailbox_is_open_where_the_simulator_plays_the_operator(
    world: None, client: Client, wishes: dict[str, Any]
) -> None:
    with taken_back():
        made = ask(client, "people", wishes)
        if made is None:
            return
        mailbox = Mailbox.objects.filter(holder=made["number"]).first()
        is_open = made["operator"] in {"minmyndighetspost.se", "kivra.com"} and not made["pending"]

        assert (mailbox is not None) is is_open
        if mailbox is not None:
            channels = set(wishes.get("announcements", []))
            assert mailbox.announce_by_email is ("email" in channels)
            assert mailbox.announce_by_sms is ("sms" in channels)
            assert bool(mailbox.email) >= mailbox.announce_by_email


@ANY
@given(COMPANY_WISHES)
def test_a_company_is_as_was_asked_or_is_not_made(world: None, client: Client, wishes: dict[str, Any]) -> None:
    with taken_back():
        made = ask(client, "companies", wishes)
        if made is None:
            return
        known = shown(client, "companies", made["number"])

        assert known["form"] == made["form"] == wishes.get("form", "AB")
        assert known["status"] == made["status"] == wishes.get("status", "Active")
        assert len(made["officers"]) == wishes.get("signatories", 2)
        assert [rule["kind"] for rule in made["rules"]] == [wishes.get("rule", "Alone")] * bool(made["officers"])
        assert Person.objects.filter(number__in=[each["number"] for each in made["officers"]]).count() == len(
            made["officers"]
        )


@pytest.mark.parametrize("path", ["people", "companies"])
def test_what_is_made_twice_from_the_same_wishes_are_two(world: None, client: Client, path: str) -> None:
    first, second = ask(client, path, {}), ask(client, path, {})

    assert first is not None
    assert second is not None
    assert first["number"] != second["number"]
