"""Companies: those that one signs for, joint signatures, rules that no machine can read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from far.models import Account
from infra.outbox.models import OutboxMessage
from mailbox_operator.models import Message
from mailbox_ui import tasks
from tests.mailbox_ui.portal.signing import (
    ALONE,
    ANNIKA,
    BIRGITTA,
    COMPANY,
    GORAN,
    KIVRA,
    LENA,
    MATTIAS,
    OUTSIDER,
    OWN_RECEPTION,
    STATE,
    UNDECIDABLE,
    Person,
    words,
)

pytestmark = pytest.mark.django_db
SWITCH = f"/skaffa/{KIVRA}/{COMPANY}/"


@pytest.fixture
def lena(world: None) -> Person:
    return Person(LENA)


@pytest.fixture
def annika(world: None) -> Person:
    return Person(ANNIKA)


def operator_of(company: str) -> str:
    return Account.objects.select_related("supplier").get(recipient=company).supplier.name


def test_the_companies_of_a_person_are_listed(lena: Person) -> None:
    assert "Fjällbäck Konsult AB" in lena.sees("/dina-brevlador/")
    page = lena.sees(f"/foretag/{COMPANY}/")
    assert "Företagets post kommer till Min myndighetspost." in page
    assert "Firman tecknas av två styrelseledamöter i förening." in page
    assert "Lena Sjöberg, Annika Hedlund" in page


def test_who_has_nothing_to_do_with_a_company_does_not_find_it(world: None) -> None:
    outsider = Person(OUTSIDER).browser

    for path in (f"/foretag/{COMPANY}/", SWITCH, f"/avsluta/{COMPANY}/"):
        assert outsider.get(path).status_code == 404


def test_two_sign_jointly_and_the_company_has_moved(lena: Person, annika: Person) -> None:
    assert "Fler behöver skriva under för Fjällbäck Konsult AB" in lena.signs(SWITCH)
    assert operator_of(COMPANY) == STATE
    assert "Lena Sjöberg har skrivit under" in lena.sees(f"/foretag/{COMPANY}/")

    assert "Det här väntar på din underskrift" in annika.sees("/post/")
    assert "Klart! Ny post kommer till Kivra" in annika.signs(SWITCH)

    assert operator_of(COMPANY) == KIVRA
    assert Message.objects.filter(mailbox__holder=COMPANY, mailbox__operator__name=KIVRA).count() == 1
    assert "väntar på underskrift" not in lena.sees(f"/foretag/{COMPANY}/")
    assert "Företagets post kommer till Kivra." in lena.sees(f"/foretag/{COMPANY}/")


def test_the_other_is_asked_by_sms_and_at_most_once_a_day(
    lena: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        lena.signs(SWITCH)
    with django_capture_on_commit_callbacks(execute=True):
        told = lena.post(f"/foretag/{COMPANY}/paminn/switch/")

    assert "De andra är påminda" not in told
    assert "Annika Hedlund fick besked i dag. Du kan påminna igen i morgon." in told
    [asked] = OutboxMessage.objects.filter(recipient=ANNIKA)
    assert (
        "Lena Sjöberg har skrivit under för att Fjällbäck Konsult AB ska byta brevlåda till Kivra." in asked.text
    )
    assert "/dina-brevlador/" in asked.text
    assert asked.state == OutboxMessage.State.SENT
    assert "Lena Sjöberg har skrivit under" in words(Client().get(f"/telefon/{ANNIKA}"))


def test_the_button_that_reminds_is_off_until_the_next_day(
    lena: Person, pass_time: Callable[[timedelta], None]
) -> None:
    lena.signs(SWITCH)
    off = "//button[text()='Påminn'][@disabled]"
    assert lena.finds(f"/foretag/{COMPANY}/", off)

    pass_time(timedelta(days=1))
    lena = Person(LENA)

    assert not lena.finds(f"/foretag/{COMPANY}/", off)
    assert "De andra är påminda" in lena.post(f"/foretag/{COMPANY}/paminn/switch/")
    assert OutboxMessage.objects.filter(recipient=ANNIKA).count() == 2


def test_the_other_is_reminded_before_it_lapses(
    lena: Person,
    pass_time: Callable[[timedelta], None],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    lena.signs(SWITCH)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.remind_signers()
    assert OutboxMessage.objects.filter(recipient=ANNIKA).count() == 1, "it is early yet"

    pass_time(timedelta(days=28))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.remind_signers()
        tasks.remind_signers()

    first, last = OutboxMessage.objects.filter(recipient=ANNIKA).order_by("pk")
    assert first.text == last.text, "the day on which it lapses is the same"


def test_what_waits_is_withdrawn_by_either(lena: Person, annika: Person) -> None:
    lena.signs(SWITCH)

    assert "Det är återtaget" in annika.post(f"/foretag/{COMPANY}/ater/switch/")
    assert "väntar på underskrift" not in lena.sees(f"/foretag/{COMPANY}/")
    assert operator_of(COMPANY) == STATE


def test_the_day_on_which_it_lapses_is_said_and_then_it_is_gone(
    lena: Person, pass_time: Callable[[timedelta], None]
) -> None:
    lena.signs(SWITCH)
    assert "Blir det inte klart senast den" in lena.sees(f"/foretag/{COMPANY}/")

    pass_time(timedelta(days=31))

    assert "väntar på underskrift" not in Person(LENA).sees(f"/foretag/{COMPANY}/")


def test_a_joint_end_waits_too_and_mail_still_arrives(lena: Person, annika: Person) -> None:
    assert "Fler behöver skriva under" in lena.signs(f"/avsluta/{COMPANY}/")
    assert operator_of(COMPANY) == STATE
    assert "Avslut hos Min myndighetspost: väntar på underskrift" in annika.sees("/dina-brevlador/")

    assert "Brevlådan är avslutad" in annika.signs(f"/avsluta/{COMPANY}/")

    assert not Account.objects.filter(recipient=COMPANY).exists()


def test_one_who_signs_alone_moves_the_company_alone(world: None) -> None:
    assert "Klart!" in Person(BIRGITTA).signs(f"/skaffa/{KIVRA}/{ALONE}/")
    assert operator_of(ALONE) == KIVRA


def test_a_rule_that_no_machine_can_read_is_said_plainly(world: None) -> None:
    mattias = Person(MATTIAS)

    page = mattias.sees(f"/foretag/{UNDECIDABLE}/")
    assert "Firman tecknas enligt särskilt beslut av föreningsstämman" in page
    assert "Ingen dator kan tolka den regeln" in page
    assert "Firmateckningen kan inte tolkas" in mattias.signs(f"/skaffa/{STATE}/{UNDECIDABLE}/")
    assert not Account.objects.filter(recipient=UNDECIDABLE).exists()


def test_the_company_s_inbox_opens_for_those_who_sign_for_it(world: None, client: Client) -> None:
    address = f"/post/{STATE}/Inbox?recipientId={ALONE}"

    assert client.get(address)["Location"].startswith("/logga-in/?till=")
    assert "Snickeri Björken AB" in Person(BIRGITTA).browser.get(address, follow=True).content.decode()
    refused = Person(OUTSIDER).browser.get(address)
    assert refused.status_code == 404
    assert "Den som tecknar firman kan öppna företagets brevlåda" in words(refused)


def test_a_company_that_receives_in_a_system_of_its_own_is_shown_as_such(world: None, client: Client) -> None:
    page = Person(GORAN).sees(f"/foretag/{OWN_RECEPTION}/")

    assert "Egen mottagning" in page
    assert "Företaget tar emot sin post i ett eget system, post.norrverken.example." in page
    assert "Öppna företagets brevlåda" not in page
    assert "Norrverken" not in words(client.get("/operatorer/")), "nobody else chooses it"


@pytest.mark.parametrize("path", [SWITCH, f"/skaffa/{STATE}/{COMPANY}/", f"/avsluta/{COMPANY}/"])
def test_who_wants_something_else_for_the_company_comes_to_its_page(lena: Person, path: str) -> None:
    ways = [way.get("href") for way in lena.finds(path, "//main//a")]

    assert f"/foretag/{COMPANY}/" in ways
    assert not {"/operatorer/", "/dina-brevlador/"} & set(ways), "those are about the person"


def test_what_closing_means_is_said_of_the_company(lena: Person) -> None:
    page = lena.sees(f"/avsluta/{COMPANY}/")

    assert "till företagets adress hos Bolagsverket" in page
    assert "folkbokföringsadress" not in page
    assert "din post" not in page
