"""What people are told when the register says no, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_django.fixtures import Settings

from base_registers.models import Person as RegisteredPerson
from far.models import Account
from infra.errors.codes import ErrorCode
from mailbox_ui.models import SigningOrder
from mailbox_ui.portal import refusals
from testbed.refusals import catalogue
from tests.mailbox_ui.portal.signing import ARVID, KIVRA, STATE, TOLVAN, Person, words

pytestmark = pytest.mark.django_db
NORA, HUGO, BANKRUPT = "199907012380", "200001012392", "165560000068"
SOFIA, JOINT_PROPERTY = "199201012383", "167179000018"


@contextmanager
def register_is_down(settings: Settings) -> Iterator[None]:
    before = settings.REGISTER_URL  # Django's settings
    settings.REGISTER_URL = "https://localhost:1/"  # nobody listens there
    yield
    settings.REGISTER_URL = before


@pytest.mark.parametrize(
    ("slug", "code", "title"),
    [
        ("person-too-young", 5009, "Du är lite för ung än"),
        ("", 6006, "Vi kan inte öppna en brevlåda åt dig"),
        ("", 6007, "Vi hittar dig inte i folkbokföringen"),
        ("person-deceased", 6007, "Personen är avliden"),
        ("", 5007, "Du har redan en brevlåda"),
        ("", 6004, "Den här organisationsformen kan inte ha brevlåda"),
        ("never-heard-of", 5099, "Registret sa nej"),
    ],
)
def test_the_slug_decides_and_the_code_where_a_register_has_none(slug: str, code: int, title: str) -> None:
    assert str(refusals.words_for(slug, code).title) == title


def test_every_slug_that_has_words_is_one_of_the_register_s() -> None:
    assert set(refusals.BY_SLUG) <= set(catalogue.all_reasons())


def test_codes_are_those_of_the_contract() -> None:
    assert set(refusals.BY_CODE) <= set(ErrorCode)


def test_somebody_too_young_is_told_kindly(world: None) -> None:
    child = Account.objects.get(supplier__name=KIVRA, recipient__startswith="201").recipient

    page = Person(child).sees(f"/skaffa/{STATE}/")

    assert "Du är lite för ung än" in page
    assert Account.objects.get(recipient=child).supplier.name == KIVRA


def test_somebody_who_is_in_no_population_register_is_told_kindly(world: None) -> None:
    page = Person(NORA).sees(f"/skaffa/{STATE}/")

    assert "Vi hittar dig inte i folkbokföringen" in page
    assert not Account.objects.filter(recipient=NORA).exists()


def test_who_has_a_new_number_is_told_to_use_it(world: None) -> None:
    tolvan = Person(TOLVAN)
    order = tolvan.begins(f"/skaffa/{STATE}/")
    RegisteredPerson.objects.filter(pk=TOLVAN).update(changed_to="198206062393")

    assert "Du har fått ett nytt personnummer" in tolvan.answers(order)


def test_nobody_signs_for_a_company_that_is_bankrupt(world: None) -> None:
    answer = Person(HUGO).browser.get(f"/skaffa/{STATE}/{BANKRUPT}/")

    assert answer.status_code == 404
    assert "eller så är företaget i konkurs" in words(answer)


def test_an_organisation_of_a_form_without_mailbox_is_told_so(world: None) -> None:
    page = Person(SOFIA).sees(f"/skaffa/{STATE}/{JOINT_PROPERTY}/")

    assert "Den här organisationsformen kan inte ha brevlåda" in page


def test_a_register_that_is_down_is_said_before_anything_is_signed(world: None, settings: Settings) -> None:
    tolvan = Person(TOLVAN)

    with register_is_down(settings):
        answer = tolvan.browser.get(f"/skaffa/{STATE}/")

    assert answer.status_code == 503
    assert "Registret svarar inte just nu" in words(answer)
    assert "inget har ändrats" in words(answer)


def test_a_register_that_goes_down_meanwhile_leaves_nothing_half_done(world: None, settings: Settings) -> None:
    tolvan = Person(TOLVAN)
    order = tolvan.begins(f"/skaffa/{STATE}/")

    with register_is_down(settings):
        page = tolvan.answers(order)

    assert "Registret svarade inte" in page
    assert SigningOrder.objects.get().outcome == SigningOrder.Outcome.NO_ANSWER
    assert not Account.objects.filter(recipient=TOLVAN).exists()
    assert "Klart!" in tolvan.signs(f"/skaffa/{STATE}/")


def test_a_register_that_is_down_is_said_among_one_s_mailboxes(world: None, settings: Settings) -> None:
    arvid = Person(ARVID)

    with register_is_down(settings):
        page = arvid.sees("/dina-brevlador/")

    assert "Registret svarar inte, så vi vet inte vart ny post till dig går." in page
    assert "Vi kan inte se dina företag just nu" in page
