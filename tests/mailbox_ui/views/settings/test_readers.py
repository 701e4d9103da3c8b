"""The owner lets another person read, the other answers, and either ends it; the owner sees all of it."""

import pytest
from django.test import Client

from infra import clock
from mailbox_operator.customers import consents
from mailbox_operator.customers.consents import Level
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.models import Mailbox, Operator
from testbed import world
from tests.cast import ARVID, MARIA, TOLVAN
from tests.mailbox_ui import acting
from tests.mailbox_ui.acting import AT, FJALLBACK

pytestmark = pytest.mark.usefixtures("world")

READERS = f"/post/{AT}/installningar/behorighet/"
RECEIVED, ANSWER = "/samtycken/", "/samtycken/svar/"
MANAGE = {"number": "19810105-2382", "level": "ConsentManage"}
SIGNED = {"signed": "1"}


@pytest.fixture
def arvid() -> Client:
    acting.mailbox_of(ARVID)
    return acting.browser_of(ARVID)


@pytest.fixture
def maria() -> Client:
    return acting.browser_of(MARIA)


def post(browser: Client, path: str, data: dict[str, str]) -> str:
    return browser.post(path, data, follow=True).content.decode()


def logged(owner: str = ARVID) -> list[tuple[str, str, str]]:
    entries = mailbox_log.read_log(acting.mailbox_of(owner)).entries
    return [(entry.event, entry.by, entry.about) for entry in entries if entry.event.startswith("consent")]


def test_the_text_is_shown_before_it_is_signed(arvid: Client) -> None:
    page = post(arvid, READERS, MANAGE)

    assert "Jag ger Maria Svensson rätt att läsa alla brev" in page
    # The word that the register reads stands by itself, apart from the words for people.
    assert "<p>Teknisk behörighetskod: ConsentManage</p>" in page
    assert consents.consents_of(AT, ARVID) == []


def test_given_accepted_used_and_ended_by_the_owner(arvid: Client, maria: Client) -> None:
    acting.letter_to(ARVID)
    assert "Det gäller när Maria Svensson har godkänt det." in post(arvid, READERS, MANAGE | SIGNED)
    assert "Väntar på svar" in arvid.get(READERS).content.decode()
    assert "Väntar på ditt svar" in maria.get(RECEIVED).content.decode()

    assert "Du kan nu öppna brevlådan" in post(maria, ANSWER, {"account": ARVID, "do": "accept"})
    inbox = maria.get(f"/post/{acting.place_of(ARVID)}/")
    assert acting.ARVIDS_POST in inbox.content.decode()
    assert "Det här är posten till <strong>Arvid Lindgren</strong>" in inbox.content.decode()
    assert "Du får läsa och sköta brevlådan." in inbox.content.decode()

    end = {"receiver": MARIA, "do": "end"}
    assert "Jag avslutar det samtycke som Maria Svensson har" in post(arvid, f"{READERS}andra/", end)
    assert "Maria Svensson kan inte längre öppna brevlådan." in post(arvid, f"{READERS}andra/", end | SIGNED)
    assert maria.get(f"/post/{acting.place_of(ARVID)}/").status_code == 404
    assert logged() == [
        ("consent-ended", ARVID, "Maria Svensson"),
        ("consent-accepted", MARIA, ""),
        ("consent-given", ARVID, "Maria Svensson"),
    ]


WORDS = {
    "ConsentRead": "Du får läsa brev som ägaren har öppnat.",
    "ConsentReadExtendUnread": "Du får läsa alla brev.",
}


@pytest.mark.parametrize(("level", "words"), WORDS.items())
def test_the_register_keeps_the_level_that_was_signed(
    arvid: Client, maria: Client, level: str, words: str
) -> None:
    post(arvid, READERS, MANAGE | SIGNED | {"level": level})
    post(maria, ANSWER, {"account": ARVID, "do": "accept"})

    assert words in maria.get(f"/post/{acting.place_of(ARVID)}/").content.decode()
    assert [consent.level for consent in consents.consents_of(AT, ARVID)] == [Level(level)]


def test_an_offer_is_declined_and_the_owner_sees_it(arvid: Client, maria: Client) -> None:
    post(arvid, READERS, MANAGE | SIGNED)

    assert "Du har tackat nej." in post(maria, ANSWER, {"account": ARVID, "do": "refuse"})

    assert "Ingen annan har fått rätt att läsa här." in arvid.get(READERS).content.decode()
    assert logged()[0] == ("consent-declined", MARIA, "")


def test_the_receiver_ends_it(arvid: Client, maria: Client) -> None:
    acting.give(Level.CONSENT_READ)

    assert "Du kan inte längre öppna brevlådan" in post(maria, ANSWER, {"account": ARVID, "do": "end"})

    assert maria.get(f"/post/{acting.place_of(ARVID)}/").status_code == 404
    assert logged() == [("consent-ended", MARIA, "")]


def test_an_offer_is_taken_back(arvid: Client, maria: Client) -> None:
    post(arvid, READERS, MANAGE | SIGNED)
    post(arvid, f"{READERS}andra/", {"receiver": MARIA, "do": "end", "signed": "1"})

    assert "Ingen har gett dig något samtycke." in maria.get(RECEIVED).content.decode()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (ARVID, "Det är du själv."),
        ("", "Skriv ett personnummer."),
        ("198101052383", "Numret stämmer inte."),
        ("165560000001", "organisationsnummer"),
        ("200411092380", "Ingen levande person har det numret"),
    ],
)
def test_who_cannot_get_it_is_told_in_words(arvid: Client, number: str, words: str) -> None:
    answer = arvid.post(READERS, MANAGE | SIGNED | {"number": number})

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_second_consent_to_the_same_person_is_told(arvid: Client) -> None:
    post(arvid, READERS, MANAGE | SIGNED)

    assert "Personen har redan ett samtycke." in post(arvid, READERS, MANAGE | SIGNED)


def test_only_the_owner_decides_who_reads(maria: Client) -> None:
    acting.give(Level.CONSENT_MANAGE)
    at = f"/post/{acting.place_of(ARVID)}/installningar/"

    for page in ("behorighet/", "avsandare/", "logg/"):
        answer = maria.get(f"{at}{page}")
        assert answer.status_code == 403
        assert "Det får du inte göra här" in answer.content.decode()
    assert maria.get(at).status_code == 200


def test_nobody_answers_for_another(arvid: Client) -> None:
    acting.give(Level.CONSENT_MANAGE, is_accepted=False)

    answer = acting.browser_of(TOLVAN).post(ANSWER, {"account": ARVID, "do": "accept"})

    assert answer.status_code == 404


def test_what_a_helper_did_stands_in_the_owner_s_log(arvid: Client, maria: Client) -> None:
    acting.give(Level.CONSENT_MANAGE)
    maria.get(f"/post/{acting.place_of(ARVID)}/")

    page = arvid.get(f"/post/{AT}/installningar/logg/").content.decode()

    assert "Maria Svensson</strong>" in page
    assert "öppnade brevlådan" in page


class TestACompanyOfTwo:
    """Fjällbäck signs by two jointly."""

    def test_a_consent_waits_for_the_other_s_signature(self) -> None:
        at = f"/post/{acting.place_of(FJALLBACK)}/installningar/behorighet/"
        lena, annika = acting.browser_of(acting.LENA), acting.browser_of(acting.ANNIKA)

        assert "Din underskrift är sparad." in post(lena, at, MANAGE | SIGNED)
        seen = annika.get(at).content.decode()
        assert "Väntar på underskrift" in seen
        sign = {"receiver": MARIA, "do": "sign"}
        assert "Jag ger Maria Svensson rätt" in post(annika, f"{at}andra/", sign)
        assert "Det gäller när Maria Svensson har godkänt det." in post(annika, f"{at}andra/", sign | SIGNED)


def test_a_child_is_told_that_custody_gives_nobody_a_look_and_how_to_let_a_parent_read() -> None:
    child = world.child_of(13, clock.today())
    assert child is not None
    Mailbox.objects.get_or_create(
        operator=Operator.objects.get(name="kivra.com"),
        holder=child.number,
        defaults={"opened_at": clock.now()},
    )

    page = acting.browser_of(child.number).get("/post/kivra.com/installningar/behorighet/").content.decode()

    assert "Dina vårdnadshavare ser inte din post" in page
    assert "ge personen rätt här nedanför" in page


def test_a_grown_up_and_a_company_are_told_nothing_of_custody(arvid: Client) -> None:
    acting.mailbox_of(acting.SNICKERI)
    company = f"/post/{acting.place_of(acting.SNICKERI)}/installningar/behorighet/"

    pages = [arvid.get(READERS), acting.browser_of(acting.GUNNAR).get(company)]

    assert [page.status_code for page in pages] == [200, 200]
    assert not any("vårdnadshavare" in page.content.decode() for page in pages)


def test_who_looks_for_others_post_is_told_what_custody_does_not_give(maria: Client) -> None:
    assert "En vårdnadshavare får inte det" in maria.get(RECEIVED).content.decode()
