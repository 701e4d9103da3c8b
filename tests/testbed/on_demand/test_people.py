"""People as tests want them, made by one call."""

from datetime import timedelta
from typing import Any

import pytest

from base_registers.models import Person
from far.models import Account
from infra import clock
from mailbox_operator.models import Mailbox
from mailbox_ui.models import EidHolder
from tests import cast
from tests.testbed.runs.conftest import MakeRun, Run

PEOPLE = "people"


@pytest.fixture
def run(make_run: MakeRun) -> Run:
    return make_run(name="Prov")


def test_anybody_has_a_mailbox_and_can_log_in(run: Run, kommun_a: cast.Sender) -> None:
    person = run.make(PEOPLE)

    assert person["run"] == run.label
    assert person["operator"] == "minmyndighetspost.se"
    assert person["name"]
    assert EidHolder.objects.filter(number=person["number"]).exists()
    assert kommun_a.deliver(kommun_a.letter(person["number"])).delivered


def test_two_people_have_two_numbers(run: Run) -> None:
    assert len({run.person() for _ in range(25)}) == 25


def test_without_a_label_a_person_is_nobodys(make_run: MakeRun) -> None:
    run = make_run()

    answer = run.client.post("/api/v1/people", {}, content_type="application/json")

    assert answer.status_code == 201
    assert answer.json()["run"] is None
    assert run.owns() == {}


def test_who_refuses_a_sender_gets_no_letter_from_it(run: Run, kommun_a: cast.Sender) -> None:
    person = run.person(refuses=["162021004748"])

    assert not kommun_a.deliver(kommun_a.letter(person)).delivered


def test_announcements_have_addresses_that_lead_nowhere(run: Run) -> None:
    person = run.make(PEOPLE, operator="kivra.com", announcements=["email", "sms"])

    mailbox = Mailbox.objects.get(holder=person["number"])
    assert (mailbox.operator.name, mailbox.email) == ("kivra.com", "test@example.com")
    assert mailbox.announce_by_email
    assert mailbox.announce_by_sms
    assert person["mobile"].startswith("+4670174")


def test_somebody_without_a_mailbox_has_no_account(run: Run) -> None:
    person = run.person(operator=None)

    assert not Account.objects.filter(recipient=person).exists()
    assert Person.objects.filter(number=person).exists()


def test_a_registration_may_wait_for_a_signature(run: Run) -> None:
    person = run.person(pending=True)

    account = Account.objects.get(recipient=person)
    assert account.pending
    assert account.pending_requests.count() == 1
    assert not Mailbox.objects.filter(holder=person).exists()


def test_the_population_register_says_what_was_asked(run: Run) -> None:
    guardian = run.person()
    ward = run.make(PEOPLE, age=84, protected=True, guardian=guardian, name="Gunnel Prov", city="Provby")
    late = run.make(PEOPLE, deceased=True)
    gone = run.make(PEOPLE, emigrated_on="2020-02-03", e_legitimation=False)

    row = Person.objects.get(number=ward["number"])
    assert (row.name, row.city, row.protected, ward["age"]) == ("Gunnel Prov", "Provby", True, 84)
    assert row.guardianships.get().guardian_id == guardian
    assert Person.objects.get(number=late["number"]).deceased_on == clock.today() - timedelta(days=1)
    assert str(Person.objects.get(number=gone["number"]).emigrated_on) == "2020-02-03"
    assert not EidHolder.objects.filter(number=gone["number"]).exists()


def test_a_number_may_be_chosen_but_not_twice(run: Run) -> None:
    assert run.person(number="19860101-2381") == "198601012381"

    answer = run.send(PEOPLE, number="198601012381")

    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"operator": "finns-inte.example"}, "/operator"),
        ({"refuses": ["165560000043"]}, "/refuses/0"),
        ({"refuses": ["nonsense"]}, "/refuses/0"),
        ({"age": 1}, "/age"),
        ({"age": 300}, "/age"),
        ({"number": "198601012382"}, "/number"),
        ({"guardian": "198601012381"}, "/guardians/0/number"),
        ({"announcements": ["brevduva"]}, "/announcements/0"),
        ({"operator": None, "pending": True}, "/operator"),
        ({"email": "x"}, "/email"),
        ({"mobile": "070"}, "/mobile"),
        ({"postal_code": "1"}, "/postal_code"),
        ({"deceased_on": "2999-01-01"}, "/deceased_on"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_makes_nothing(
    run: Run, values: dict[str, Any], pointer: str
) -> None:
    people = Person.objects.count()

    answer = run.send(PEOPLE, **values)

    assert answer.status_code == 400, answer.content
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert Person.objects.count() == people
    assert run.owns() == {}
