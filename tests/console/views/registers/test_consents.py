"""Consents in the console: given, changed, answered, ended, and how they were used."""

from datetime import timedelta
from typing import Any

import pytest

from far.consents import administration, uses
from far.models import Consent
from infra import clock
from infra.identity import RecipientId
from tests.cast import ARVID, MARIA, TOLVAN
from tests.console.conftest import Console, words
from tests.far.people import ANNIKA, BENGT, BJORKEN, ERIK, LENA, NILS, UNKNOWN

State, Level = Consent.State, Consent.Level
MMP = "162021009002"


def given(holder: str = MARIA, state: str = State.ACTIVE, **values: Any) -> Consent:
    return administration.make_consent(
        RecipientId(ARVID), RecipientId(holder), level=Level.READ, state=state, **values
    )


def form(**changes: str) -> dict[str, str]:
    return {
        "account": ARVID,
        "holder": MARIA,
        "level": Level.MANAGE,
        "ends_on": "",
        "state": State.WAITING_FOR_ACCEPT,
        **changes,
    }


def test_a_consent_is_given_and_shown(console: Console, world: None) -> None:
    last = clock.today() + timedelta(days=30)
    answer = console.do("consents", **form(ends_on=last.isoformat()))

    assert "Samtycket finns." in answer.content.decode()
    consent = Consent.objects.get()
    assert (consent.level, consent.ends_on, consent.state) == (Level.MANAGE, last, State.WAITING_FOR_ACCEPT)
    page = words(console.page("consent", consent.consent_id))
    assert "Arvid Lindgren till Maria Svensson" in page
    assert "Väntar på svar" in page
    assert "Läsa och sköta brevlådan" in page


def test_what_is_signed_to_end_a_consent_is_shown(console: Console, world: None) -> None:
    consent = given(agreement_text="Du får läsa.")
    assert "Avtalstext för att avsluta" not in words(console.page("consent", consent.consent_id))

    Consent.objects.update(ending_text="Du får inte läsa längre.")

    assert "Avtalstext för att avsluta Du får inte läsa längre." in words(
        console.page("consent", consent.consent_id)
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"account": ""}, "Skriv vems brevlåda det gäller."),
        ({"holder": ""}, "Skriv vem som får samtycket."),
        ({"holder": "123"}, "Inget giltigt nummer"),
        ({"holder": UNKNOWN}, "finns inte i folkbokföringen"),
        ({"holder": ERIK}, "har skyddade personuppgifter"),
        ({"holder": ARVID}, "kan inte ge sig själv samtycke"),
        ({"holder": BJORKEN}, "är en organisation"),
        ({"account": TOLVAN}, "har inget konto"),
        ({"ends_on": "2020-01-01"}, "Har passerat"),
        ({"level": "Everything"}, "Välj"),
    ],
)
def test_a_consent_that_cannot_be_is_refused_in_words(
    console: Console, world: None, changes: dict[str, str], told: str
) -> None:
    answer = console.do("consents", **form(**changes))

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Consent.objects.exists()


def test_a_second_one_between_the_same_is_refused(console: Console, world: None) -> None:
    given()

    answer = console.do("consents", **form())

    assert "har redan ett samtycke" in answer.content.decode()


def test_the_list_is_narrowed_by_person_and_state(console: Console, world: None) -> None:
    given(MARIA)
    given(LENA, State.WAITING_FOR_ACCEPT)

    everything = words(console.page("consents"))
    assert "Arvid Lindgren till Maria Svensson" in everything
    assert "Arvid Lindgren till Lena Sjöberg" in everything
    assert "Lena Sjöberg" not in words(console.page("consents", state=State.ACTIVE))
    assert "Lena Sjöberg" not in words(console.page("consents", person=MARIA))
    assert "Inga samtycken" in words(console.page("consents", person=ANNIKA))
    assert "Inget giltigt nummer" in words(console.page("consents", person="nonsense"))
    assert "Maria Svensson" in words(console.page("consents", state="Nonsense", fore="nonsense"))


def test_a_long_list_has_pages(console: Console, world: None) -> None:
    for _ in range(21):
        consent = given()
        Consent.objects.filter(pk=consent.pk).update(
            state=State.ENDED, ending="CancelledByOwner", ended_at=clock.now()
        )

    page = console.page("consents")
    [address] = page.xpath("//main//p[@class='paging']/a/@href")
    older = console.client.get(f"/konsol/samtycken/{address}").content.decode()

    assert len(page.xpath("//li[contains(@class, 'consent-row')]")) == 20
    assert older.count("consent-row") == 1


def test_level_and_last_day_are_changed(console: Console, world: None) -> None:
    consent = given()

    answer = console.do("consent", consent.consent_id, level=Level.READ_EXTEND_UNREAD, ends_on="2099-12-31")

    assert "Ändringen är sparad." in answer.content.decode()
    assert "Läsa allt, även oläst" in answer.content.decode()
    assert "31 december 2099" in answer.content.decode()


def test_a_last_day_that_has_passed_is_refused(console: Console, world: None) -> None:
    consent = given()

    answer = console.do("consent", consent.consent_id, level=Level.READ, ends_on="2020-01-01")

    assert answer.status_code == 422
    assert "Har passerat" in answer.content.decode()


@pytest.mark.parametrize(
    ("button", "values", "state", "ending"),
    [
        ("consent-accept", {}, State.ACTIVE, ""),
        ("consent-refuse", {}, State.ENDED, "Refused"),
        ("consent-end", {"sida": "owner"}, State.ENDED, "Withdrawn"),
    ],
)
def test_an_offer_is_answered(
    console: Console, world: None, button: str, values: dict[str, str], state: str, ending: str
) -> None:
    consent = given(state=State.WAITING_FOR_ACCEPT)

    console.do(button, consent.consent_id, **values)

    consent.refresh_from_db()
    assert (consent.state, consent.ending) == (state, ending)


@pytest.mark.parametrize(
    ("side", "ending", "told"),
    [
        ("owner", "CancelledByOwner", "Ägaren avslutade det"),
        ("holder", "CancelledByHolder", "Mottagaren avslutade det"),
    ],
)
def test_either_side_ends_it(console: Console, world: None, side: str, ending: str, told: str) -> None:
    consent = given()

    answer = console.do("consent-end", consent.consent_id, sida=side)

    consent.refresh_from_db()
    assert consent.ending == ending
    assert told in answer.content.decode()
    assert "Svara eller avsluta" not in answer.content.decode(), "what has ended has no buttons"


def test_a_button_that_comes_too_late_says_so(console: Console, world: None) -> None:
    consent = given()
    console.do("consent-end", consent.consent_id, sida="owner")

    assert "är i läge Ended" in console.do("consent-accept", consent.consent_id).content.decode()
    late = console.do("consent", consent.consent_id, level=Level.READ, ends_on="")
    assert late.status_code == 422


def test_the_owner_sees_every_use(console: Console, world: None) -> None:
    consent = given()
    uses.record_use(RecipientId(ARVID), MARIA, uses.Kind.READ_MESSAGE, MMP)

    for page in (
        console.page("consent", consent.consent_id),
        console.page("consents", person=ARVID),
        console.page("consent-uses", person=ARVID),
    ):
        [use] = page.xpath("//li[contains(@class, 'use-row')]")
        told = words(use, ".")
        assert "Maria Svensson" in told
        assert "Läste ett meddelande minmyndighetspost.se" in told
    assert "Läste ett meddelande" not in words(console.page("consents", person=MARIA)), "that is hers"


def test_a_guardians_use_is_shown_as_such(console: Console, world: None) -> None:
    uses.record_use(RecipientId(NILS), BENGT, uses.Kind.OPENED_MAILBOX, MMP)

    told = words(console.page("consents", person=NILS), "//li[contains(@class, 'use-row')]")

    assert "Bengt Hallberg god man" in told
    assert "Öppnade brevlådan" in told


def test_a_long_log_has_pages(console: Console, world: None) -> None:
    consent = given()
    for _ in range(51):
        uses.record_use(RecipientId(ARVID), MARIA, uses.Kind.READ_MESSAGE, MMP)

    [of_one] = console.page("consent", consent.consent_id).xpath("//main//p[@class='paging']/a/@href")
    [of_all] = console.page("consents", person=ARVID).xpath("//main//p[@class='paging']/a/@href")

    one = console.client.get(f"/konsol/samtycken/{consent.consent_id}/{of_one}").content.decode()
    assert one.count("use-row") == 1
    assert console.client.get(of_all).content.decode().count("use-row") == 1


def test_the_log_of_nobody_leads_back_to_the_list(console: Console, world: None) -> None:
    assert console.client.get("/konsol/samtycken/anvandning/").url == "/konsol/samtycken/"  # type: ignore[attr-defined]  # the test client's own attribute


def test_an_unknown_consent_is_not_found(console: Console, world: None) -> None:
    console.page("consent", "00000000-0000-4000-8000-000000000000", status=404)
