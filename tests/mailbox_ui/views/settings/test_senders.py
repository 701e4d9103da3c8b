"""The holder says yes or no to each sender: signed, kept by the register, and seen by the sender at once."""

import re

import pytest
from django.test import Client

from far.models import ServiceSupplier
from infra import far_client
from infra.pki import store
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.models import Operator, SeenSenders
from tests.cast import ARVID
from tests.mailbox_ui import acting
from tests.mailbox_ui.acting import AT, FJALLBACK

pytestmark = pytest.mark.usefixtures("world")

KOMMUN_A, KOMMUN_B, BANK = "162021004748", "162021003898", "165569999161"
SENDERS = f"/post/{AT}/installningar/avsandare/"


@pytest.fixture
def arvid() -> Client:
    acting.mailbox_of(ARVID)
    return acting.browser_of(ARVID)


def is_accepted(sender: str, holder: str) -> bool:
    asker = store.load_identity({KOMMUN_A: "kommun-a", KOMMUN_B: "kommun-b"}[sender])
    return far_client.reachability_of(asker, sender, [holder])[0].sender_accepted


def shown_on(page: str) -> list[str]:
    return re.findall(r'name="shown" value="(\d+)"', page)


def refuse(browser: Client, sender: str, at: str = SENDERS, *, signed: bool = True) -> str:
    shown = shown_on(browser.get(at).content.decode())
    answer = {"shown": shown, "accept": [number for number in shown if number != sender]}
    if signed:
        answer["signed"] = ["1"]
    return browser.post(f"{at}andra/", answer, follow=True).content.decode()


def test_all_senders_of_the_register_are_listed_and_accepted(arvid: Client) -> None:
    page = arvid.get(SENDERS).content.decode()

    assert {KOMMUN_A, KOMMUN_B} <= set(shown_on(page))
    assert page.count("checked") == len(shown_on(page))


def test_private_senders_have_no_switch_where_the_operator_takes_public_ones_only(arvid: Client) -> None:
    page = arvid.get(SENDERS).content.decode()

    assert BANK not in shown_on(page)
    private = re.sub(r"<[^>]*>", " ", page[page.index('id="privata"') :])
    assert "Min myndighetspost tar inte emot post från dem." in private
    assert "Exempelbanken AB" in private

    # What is signed names those senders alone that the holder has refused.
    assert "Exempelbanken AB" not in refuse(arvid, KOMMUN_A, signed=False)


def test_an_operator_that_takes_private_senders_lists_them_with_the_others(arvid: Client) -> None:
    ServiceSupplier.objects.filter(name=AT).update(public_senders_only=False)
    Operator.objects.filter(name=AT).update(public_senders_only=False)

    assert BANK in shown_on(arvid.get(SENDERS).content.decode())


def test_a_refusal_is_reviewed_signed_and_seen_by_the_sender_at_once(arvid: Client) -> None:
    review = refuse(arvid, KOMMUN_A, signed=False)
    assert "Får inte längre skicka hit" in review
    assert "utom:" in review
    assert is_accepted(KOMMUN_A, ARVID)

    page = refuse(arvid, KOMMUN_A)

    assert "Dina val är sparade." in page
    assert not is_accepted(KOMMUN_A, ARVID)


def test_a_sender_is_accepted_again(arvid: Client) -> None:
    refuse(arvid, KOMMUN_A)
    shown = shown_on(arvid.get(SENDERS).content.decode())

    arvid.post(f"{SENDERS}andra/", {"shown": shown, "accept": shown, "signed": "1"})

    assert is_accepted(KOMMUN_A, ARVID)
    entries = mailbox_log.read_log(acting.mailbox_of(ARVID)).entries
    assert [(entry.event, entry.about) for entry in entries][:2] == [
        ("sender-accepted", "Kommun A"),
        ("sender-refused", "Kommun A"),
    ]


def test_a_search_changes_nothing_for_those_that_it_does_not_show(arvid: Client) -> None:
    refuse(arvid, KOMMUN_A)
    shown = shown_on(arvid.get(f"{SENDERS}?sok=kommun b").content.decode())
    assert shown == [KOMMUN_B]

    arvid.post(f"{SENDERS}andra/", {"shown": shown, "signed": "1"})

    assert not is_accepted(KOMMUN_B, ARVID)
    assert not is_accepted(KOMMUN_A, ARVID)


def test_a_search_that_finds_none_says_so(arvid: Client) -> None:
    assert "Ingen avsändare heter så." in arvid.get(f"{SENDERS}?sok=finnsinte").content.decode()


def test_a_sender_that_came_since_last_time_is_marked_until_the_next_log_in(arvid: Client) -> None:
    assert "Ny</span>" not in arvid.get(SENDERS).content.decode()
    seen = SeenSenders.objects.get()
    seen.numbers.remove(KOMMUN_B)
    seen.save()

    for _ in range(2):
        page = arvid.get(SENDERS).content.decode()
        assert page.count("Ny</span>") == 1
        assert shown_on(page)[0] == KOMMUN_B
    assert "Ny</span>" not in acting.browser_of(ARVID).get(SENDERS).content.decode()


def test_no_change_is_no_signature(arvid: Client) -> None:
    shown = shown_on(arvid.get(SENDERS).content.decode())

    page = arvid.post(f"{SENDERS}andra/", {"shown": shown, "accept": shown, "signed": "1"}, follow=True)

    assert "Du har inte ändrat något." in page.content.decode()


def test_numbers_that_the_register_does_not_know_are_left_out(arvid: Client) -> None:
    arvid.post(f"{SENDERS}andra/", {"shown": ["165560000001"], "accept": ["165560000001"], "signed": "1"})

    assert arvid.get(SENDERS).status_code == 200


class TestACompanyOfTwo:
    """Fjällbäck signs by two jointly: Lena begins, Annika completes."""

    @pytest.fixture
    def at(self) -> str:
        return f"/post/{acting.place_of(FJALLBACK)}/installningar/avsandare/"

    def test_a_change_lies_pending_until_enough_have_signed(self, at: str) -> None:
        lena, annika = acting.browser_of(acting.LENA), acting.browser_of(acting.ANNIKA)

        page = refuse(lena, KOMMUN_A, at)

        assert "Din underskrift är sparad. Ändringen gäller när fler har skrivit under" in page
        assert "En ändring väntar på underskrifter" in page
        assert is_accepted(KOMMUN_A, FJALLBACK)
        seen = annika.get(at).content.decode()
        assert "Dessa ska inte få skicka hit: Kommun A." in seen
        review = annika.post(f"{at}andra/", {"pending": "1"}).content.decode()
        assert "Kommun A" in review

        done = annika.post(f"{at}andra/", {"pending": "1", "signed": "1"}, follow=True).content.decode()

        assert "Dina val är sparade." in done
        assert "En ändring väntar på underskrifter" not in done
        assert not is_accepted(KOMMUN_A, FJALLBACK)

    def test_what_waits_is_withdrawn(self, at: str) -> None:
        lena = acting.browser_of(acting.LENA)
        refuse(lena, KOMMUN_A, at)

        page = lena.post(f"{at}aterta/", follow=True).content.decode()

        assert "Ändringen är återtagen." in page
        assert "En ändring väntar på underskrifter" not in page

    def test_a_second_change_while_one_waits_is_told(self, at: str) -> None:
        lena = acting.browser_of(acting.LENA)
        refuse(lena, KOMMUN_A, at)

        page = refuse(lena, KOMMUN_B, at)
        assert "En annan ändring väntar redan" in page
        assert f'href="{at}">Skriv under' in page


def test_senders_are_chosen_at_the_operator_where_the_mailbox_is(arvid: Client) -> None:
    from far.models import Account, ServiceSupplier

    Account.objects.filter(recipient=ARVID).update(supplier=ServiceSupplier.objects.get(name="kivra.com"))

    answer = arvid.get(SENDERS)

    assert answer.status_code == 409
    assert "Ny post går inte till den här brevlådan längre." in answer.content.decode()
    assert 'href="/dina-brevlador/">Dina brevlådor' in answer.content.decode()
    assert "Försök igen" not in answer.content.decode()
