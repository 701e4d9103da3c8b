"""Actors in the console: one click to send, the list, forms, suspension, and the log."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from far.actor_entries.entry import ActorEntry, State, find_entry
from far.models import Account, Sender, ServiceSupplier
from infra import clock
from infra.pki import store
from infra.pki.issuing import ledger
from tests.cast import MARIA
from tests.console.conftest import Console, words

NUMBER = "162021006222"
SUPPLIER = {
    "roles": ["supplier"],
    "domain": "brev.example",
    "service_address": "https://brev.example/Service/v3",
}


@pytest.fixture
def actors(console: Console, pki: Path) -> Console:
    return console


def entry_of(number: str = NUMBER) -> ActorEntry:
    found = find_entry(number)
    assert found is not None
    return found


def connect(console: Console, **values: Any) -> Any:
    usual = {"number": NUMBER, "name": "Region Exempel", "roles": ["sender", "dispatcher"], "sector": "public"}
    return console.do("actor-new", **(usual | values))


def test_one_click_makes_an_organisation_that_can_send(actors: Console, pki: Path) -> None:
    before = set(Sender.objects.values_list("organisation", flat=True))

    answer = actors.do("let-me-send")

    [number] = set(Sender.objects.values_list("organisation", flat=True)) - before
    shown = answer.content.decode()
    assert answer.redirect_chain == [(reverse("console:actor", args=[number]), 302)]
    assert "den kan sända nu" in shown
    assert f"send_letter {MARIA} --sender {number}" in " ".join(shown.split())
    assert store.read_identity(pki / "clients" / number).organisation.value == number
    assert entry_of(number).dispatchers == {number, store.organisation_number("formedlaren")}


def test_the_button_is_the_first_thing_on_the_page(actors: Console) -> None:
    [button] = actors.page("actors").xpath("(//main//button)[1]")

    assert button.text_content().strip() == "Låt mig sända"


def test_when_no_number_is_left_the_page_says_so(actors: Console) -> None:
    Sender.objects.bulk_create(Sender(organisation=f"16556999{last:04}", name="x") for last in range(9_000))

    assert "Alla 900 nummer" in actors.do("let-me-send").content.decode()


def test_the_list_has_every_actor_and_is_searched(actors: Console) -> None:
    shown = words(actors.page("actors"), "//ul")
    assert all(name in shown for name in ("Kommun A", "Kommun B", "Simulatorns förmedlare", "Kivra"))

    found = actors.page("actors", q="kommun", role="sender")
    assert [row.text_content() for row in found.xpath("//li//a")][:2] == ["Kommun B", "Kommun A"]
    assert "Inga aktörer stämmer" in words(actors.page("actors", q="finns inte"))


@pytest.mark.parametrize(
    "query", [{"role": "kung"}, {"state": "?"}, {"q": "x" * 500}, {"efter": "hej"}, {"efter": "9" * 99}]
)
def test_nonsense_in_the_address_breaks_nothing(actors: Console, query: dict[str, str]) -> None:
    assert actors.client.get(reverse("console:actors"), query).status_code == 200


def test_many_actors_come_in_pages(actors: Console) -> None:
    Sender.objects.bulk_create(Sender(organisation=f"1620{place:08}", name=f"Verk {place}") for place in range(60))

    first = actors.page("actors", q="Verk")
    [more] = first.xpath("//p[@class='paging']/a/@href")
    second = actors.client.get(f"{reverse('console:actors')}{more}").content.decode()

    assert words(first, "//ul").count("Verk ") == 50
    assert second.count("Verk ") == 10
    assert "Till de första" in second


def test_an_actor_is_connected_with_a_form(actors: Console, pki: Path) -> None:
    answer = connect(actors, certificate="on", reason="ny region")

    assert answer.status_code == 200
    assert entry_of().name == "Region Exempel"
    assert "ny region" in answer.content.decode()
    assert [record.folder for record in ledger.page_of_records(pki, 9, organisation=NUMBER)[0]] == [NUMBER]


def test_without_the_tick_there_is_no_certificate(actors: Console) -> None:
    assert "Inget certifikat än" in connect(actors).content.decode()


def test_an_empty_number_gives_a_free_one(actors: Console) -> None:
    answer = connect(actors, number="")

    [(address, _)] = answer.redirect_chain
    assert "/16556999" in address


def test_an_operator_is_connected_with_its_addresses(actors: Console) -> None:
    answer = connect(actors, **SUPPLIER)

    supplier = entry_of().supplier
    assert supplier is not None
    assert (supplier.domain, supplier.service_address) == ("brev.example", "https://brev.example/Service/v3")
    assert "https://brev.example/Service/v3" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"number": "202100-6223"}, "fel kontrollsiffra"),
        ({"number": "191212121212"}, "persons nummer"),
        ({"number": "162021004748"}, "redan aktör"),
        ({"name": ""}, "Skriv organisationens namn"),
        ({"name": "a\x07b"}, "styrtecken"),
        ({"roles": []}, "Välj minst en roll"),
        ({"dispatchers": "165560000001"}, "ingen förmedlare i FaR"),
        ({"dispatchers": "hej"}, "annat än siffror"),
        ({"senders": "162021004748, 191212121212"}, "persons nummer"),
        ({**SUPPLIER, "domain": ""}, "ingen internetdomän"),
        ({**SUPPLIER, "domain": "kivra.com"}, "annan operatörs domän"),
        ({**SUPPLIER, "service_address": "http://brev.example/"}, "https://"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_stored(
    actors: Console, values: dict[str, Any], told: str
) -> None:
    answer = connect(actors, **values)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert find_entry(NUMBER) is None


def test_names_are_shown_as_text(actors: Console) -> None:
    connect(actors, name="<script>alert(1)</script>")

    page = actors.page("actor", NUMBER)
    assert page.xpath("//h1")[0].text_content() == "<script>alert(1)</script>"
    assert page.xpath("//main//script") == []


def test_rights_are_changed_and_the_log_says_from_what_to_what(actors: Console) -> None:
    connect(actors)
    form = actors.page("actor-change", NUMBER)
    relay = store.organisation_number("formedlaren")
    assert words(form, "//textarea[@name='dispatchers']").split() == sorted([NUMBER, relay])

    answer = actors.do(
        "actor-change",
        NUMBER,
        name="Region Ny",
        roles=["sender", "dispatcher"],
        sector="private",
        dispatchers=relay,
        senders="162021004748",
    )

    entry = entry_of()
    assert entry.dispatchers == {relay}
    assert entry.senders == {"162021004748"}
    assert entry.sector is Sender.Sector.PRIVATE
    shown = " ".join(answer.content.decode().split())
    assert "Namn: Region Exempel → Region Ny" in shown
    assert "Sektor: Offentlig → Privat" in shown


def test_an_empty_list_on_an_actor_that_there_is_removes_all(actors: Console) -> None:
    connect(actors)

    actors.do("actor-change", NUMBER, name="Region", roles=["sender", "dispatcher"], sector="public")

    assert entry_of().dispatchers == entry_of().senders == frozenset()


def test_suspended_and_resumed_with_a_reason(actors: Console) -> None:
    connect(actors)
    actors.do("actor-suspend", NUMBER, reason="övning")
    assert entry_of().state is State.SUSPENDED
    page = words(actors.page("actor", NUMBER))
    assert "Avstängd" in page
    assert "övning" in page
    assert "Kan sända" not in page
    assert "Öppna igen eller koppla ifrån" in page

    actors.do("actor-resume", NUMBER, reason="klart")
    assert entry_of().state is State.CONNECTED


@pytest.mark.parametrize("action", ["actor-suspend", "actor-resume", "actor-disconnect"])
def test_why_must_be_written(actors: Console, action: str) -> None:
    connect(actors)

    answer = actors.do(action, NUMBER, reason=" ")

    assert answer.status_code == 422
    assert "Skriv varför" in answer.content.decode()
    assert entry_of().state is State.CONNECTED


def test_a_disconnected_actor_has_no_page_any_more(actors: Console) -> None:
    connect(actors)

    answer = actors.do("actor-disconnect", NUMBER, reason="slut")

    assert "Region Exempel är frånkopplad" in answer.content.decode()
    actors.page("actor", NUMBER, status=404)


def test_an_operator_with_customers_goes_only_with_their_accounts(actors: Console) -> None:
    connect(actors, **SUPPLIER)
    row = ServiceSupplier.objects.get(organisation=NUMBER)
    Account.objects.create(recipient="191212121212", supplier=row, registered_at=clock.now())

    kept = actors.do("actor-disconnect", NUMBER, reason="slut")
    assert kept.status_code == 422
    assert "har kunder i FaR" in kept.content.decode()
    actors.do("actor-disconnect", NUMBER, reason="slut", end_accounts="on")
    assert find_entry(NUMBER) is None


@pytest.mark.parametrize("number", ["191212121212", "hej", "165560000001", "0"])
@pytest.mark.parametrize("name", ["actor", "actor-change"])
def test_what_is_no_actor_has_no_page(actors: Console, name: str, number: str) -> None:
    actors.page(name, number, status=404)


@pytest.mark.parametrize("name", ["let-me-send", "actor-suspend", "actor-disconnect", "actor-certificate"])
def test_only_a_post_changes_something(actors: Console, name: str) -> None:
    arguments = [] if name == "let-me-send" else ["162021004748"]

    assert actors.client.get(reverse(f"console:{name}", args=arguments)).status_code == 405


def test_with_a_password_nobody_is_let_in_without_it(actors: Console, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "hemligt"
    before = Sender.objects.count()

    assert actors.do("let-me-send").status_code == 401
    assert Sender.objects.count() == before


def test_the_user_name_that_came_with_the_password_stands_in_the_log(actors: Console, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "hemligt"
    actors.client.defaults["HTTP_AUTHORIZATION"] = "Basic YW5uYTpoZW1saWd0"

    assert "i konsolen, anna" in words(actors.page("actor", _number_of(actors.do("let-me-send"))))


def _number_of(answer: Any) -> str:
    return str(answer.redirect_chain[0][0].rstrip("/").rpartition("/")[2])
