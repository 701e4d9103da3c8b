"""Get a mailbox, change its operator, close it: with a signature, through the register's own operations."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localtime

from far import tasks
from far.models import Account, Agreement, PendingRequest
from infra.pki import store
from infra.pki.peer import caller_of_identity
from infra.soap import client as soap_client
from infra.soap import local
from mailbox_operator.models import Mailbox, MailboxLogEntry, Message
from mailbox_ui.eid import signing_orders
from mailbox_ui.models import SigningOrder
from tests.cast import Sender
from tests.mailbox_ui.portal.signing import ARVID, EVA, KIVRA, PROTECTED, STATE, TOLVAN, Person, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tolvan(world: None) -> Person:
    return Person(TOLVAN)


def operator_of(number: str) -> str | None:
    account = Account.objects.filter(recipient=number, pending=False).select_related("supplier").first()
    return account.supplier.name if account else None


def test_the_first_page_leads_to_the_operators(world: None, client: Client) -> None:
    page = words(client.get("/"))

    assert "Mina meddelanden på trettio sekunder" in page
    assert "Skaffa brevlåda" in page
    compared = words(client.get("/operatorer/"))
    assert "Bara det offentliga" in compared
    assert "Det offentliga och företag" in compared
    assert compared.count("Simulerad brevlåda") == 5
    assert compared.count("Företag Kan ha brevlåda här") == 5
    assert "Från 18 år" in compared
    assert "Från 13 år" in compared


def test_who_is_not_logged_in_logs_in_and_comes_back(world: None, client: Client) -> None:
    assert client.get(f"/skaffa/{STATE}/")["Location"] == f"/logga-in/?till=%2Fskaffa%2F{STATE}%2F"


def test_a_person_gets_a_mailbox_with_a_welcome_and_letters_arrive(tolvan: Person, kommun_a: Sender) -> None:
    page = tolvan.signs(f"/skaffa/{STATE}/")

    assert "Klart! Tolvan Tolvansson har en brevlåda" in page
    assert operator_of(TOLVAN) == STATE
    assert "Välkommen till din brevlåda hos Min myndighetspost" in tolvan.sees("/post/")
    assert kommun_a.deliver(kommun_a.letter(to=TOLVAN)).delivered
    assert "Beslut om förskoleplats" in tolvan.sees("/post/")


def test_the_welcome_is_signed_and_sealed_by_the_operator(tolvan: Person) -> None:
    tolvan.signs(f"/skaffa/{STATE}/")

    delivery = Message.objects.select_related("delivery").get(mailbox__holder=TOLVAN).delivery
    assert delivery.sender == delivery.dispatcher == "162021009002"
    assert delivery.sender_certificate == delivery.dispatcher_certificate != ""
    assert delivery.warnings == []


def test_what_is_signed_says_what_is_agreed_and_the_register_keeps_it(tolvan: Person) -> None:
    tolvan.signs(f"/skaffa/{STATE}/")

    text = Agreement.objects.get(recipient=TOLVAN).agreement_text
    assert "Tolvan Tolvansson (191212121212) skaffar en digital brevlåda hos Min myndighetspost" in text
    assert "får skicka post dit i stället för på papper" in text
    assert "användarvillkoren för Mina meddelanden" in text
    assert "villkoren för Min myndighetspost" in text


def test_only_the_state_has_terms_of_its_own_to_sign(tolvan: Person) -> None:
    assert "villkoren för Min myndighetspost" not in tolvan.sees(f"/skaffa/{KIVRA}/")


def test_without_accepting_the_terms_nothing_is_signed(tolvan: Person) -> None:
    answer = tolvan.browser.post(f"/skaffa/{STATE}/", {"godkant": "on"})

    assert answer.status_code == 422
    assert "kryssa i att du godkänner dem" in words(answer)
    assert not SigningOrder.objects.exists()


def test_the_mailbox_s_log_tells_who_opened_it(tolvan: Person) -> None:
    tolvan.signs(f"/skaffa/{STATE}/")

    [entry] = MailboxLogEntry.objects.filter(mailbox__holder=TOLVAN, event="opened")
    assert (entry.by, entry.by_name) == (TOLVAN, "Tolvan Tolvansson")


def test_who_switches_is_told_what_happens_to_older_mail_and_keeps_it(tolvan: Person) -> None:
    tolvan.signs(f"/skaffa/{STATE}/")

    assert "Äldre post flyttar inte med. Den ligger kvar hos Min myndighetspost" in tolvan.sees(
        f"/skaffa/{KIVRA}/"
    )
    assert "Klart! Ny post kommer till Kivra" in tolvan.signs(f"/skaffa/{KIVRA}/")

    assert operator_of(TOLVAN) == KIVRA
    mine = tolvan.sees("/dina-brevlador/")
    assert "Du har valt Kivra. Dit kommer din post. Du skrev under det den" in mine
    assert "Hit kommer ingen ny post. Äldre brev ligger kvar. Läs äldre brev" in mine
    assert mine.index("Ny post hit") < mine.index("Hit kommer ingen ny post"), "where mail goes stands first"
    assert "Välkommen till din brevlåda hos Min myndighetspost" in tolvan.sees(f"/post/{STATE}/")
    assert "Välkommen till din brevlåda hos Kivra" in tolvan.sees(f"/post/{KIVRA}/")
    left = MailboxLogEntry.objects.get(mailbox__operator__name=STATE, event="switched", by=TOLVAN)
    assert left.about == "Kivra"


def test_who_has_the_mailbox_there_already_is_told_so(world: None) -> None:
    arvid = Person(ARVID)

    assert "har redan sin brevlåda hos Min myndighetspost" in arvid.sees(f"/skaffa/{STATE}/")


def test_a_mailbox_is_closed_and_its_letters_stay(tolvan: Person) -> None:
    tolvan.signs(f"/skaffa/{STATE}/")

    assert "Ny post från det offentliga kommer på papper" in tolvan.sees("/avsluta/")
    assert "Brevlådan är avslutad" in tolvan.signs("/avsluta/")

    assert operator_of(TOLVAN) is None
    assert Mailbox.objects.get(holder=TOLVAN).closed_at is not None
    assert "Myndigheternas brev kommer på papper." in tolvan.sees("/post/")
    assert "Du avslutade brevlådan den" in tolvan.sees("/post/")
    assert "Välkommen till din brevlåda" in tolvan.sees(f"/post/{STATE}/")


def test_a_mailbox_that_was_left_says_where_new_mail_goes(tolvan: Person) -> None:
    tolvan.signs(f"/skaffa/{STATE}/")
    assert "Här ligger äldre brev." not in tolvan.sees(f"/post/{STATE}/")
    tolvan.signs(f"/skaffa/{KIVRA}/")

    left = tolvan.sees(f"/post/{STATE}/")

    closed = Mailbox.objects.get(holder=TOLVAN, operator__name=STATE).closed_at
    assert closed is not None, "at once, and not when the register has told the operator"
    tasks.sweep_removal_flags()
    assert Mailbox.objects.get(holder=TOLVAN, operator__name=STATE).closed_at == closed
    assert (
        f"Ny post kommer till Kivra sedan {date_format(localtime(closed), 'j F')}. Här ligger äldre brev." in left
    )
    assert tolvan.finds(f"/post/{STATE}/", f"//main//a[@href='/post/{KIVRA}/']")
    tolvan.signs("/avsluta/")
    assert "Brevlådan är avslutad sedan" in tolvan.sees(f"/post/{KIVRA}/")


def test_an_empty_mailbox_that_was_left_promises_no_new_letters(tolvan: Person) -> None:
    tolvan.signs(f"/skaffa/{STATE}/")
    tolvan.signs("/avsluta/")
    Message.objects.filter(mailbox__holder=TOLVAN).delete()

    page = tolvan.sees(f"/post/{STATE}/")

    assert "hit kommer inga nya brev" in page
    assert "hamnar brevet här" not in page


def test_nobody_closes_what_is_not_there(tolvan: Person) -> None:
    assert "Tolvan Tolvansson har ingen digital brevlåda" in tolvan.sees("/avsluta/")


def test_who_closed_the_mailbox_may_get_one_again(tolvan: Person) -> None:
    tolvan.signs(f"/skaffa/{STATE}/")
    tolvan.signs("/avsluta/")

    assert "Klart!" in tolvan.signs(f"/skaffa/{STATE}/")
    assert operator_of(TOLVAN) == STATE
    assert Mailbox.objects.get(holder=TOLVAN).closed_at is None


def test_a_registration_that_waits_is_signed_with_its_own_text(world: None) -> None:
    eva = Person(EVA)
    begun = PendingRequest.objects.get(account=EVA).agreement_text

    assert "Det här väntar på din underskrift" in eva.sees("/post/")
    order = eva.begins(f"/skaffa/{STATE}/")

    assert order.text == begun
    assert "Klart!" in eva.answers(order)
    assert operator_of(EVA) == STATE


def test_a_registration_that_waits_at_another_operator_is_signed_there_or_withdrawn(world: None) -> None:
    eva = Person(EVA)

    assert "En anmälan väntar redan" in eva.sees(f"/skaffa/{KIVRA}/")
    assert "Det är återtaget" in eva.post("/ater/register/")
    assert "Klart!" in eva.signs(f"/skaffa/{KIVRA}/")


def test_who_says_no_on_the_phone_has_changed_nothing(tolvan: Person) -> None:
    order = tolvan.begins(f"/skaffa/{STATE}/")

    assert "Underskriften avbröts" in tolvan.answers(order, "refuse")
    assert operator_of(TOLVAN) is None


def test_two_clicks_and_two_tabs_share_one_signature(tolvan: Person) -> None:
    first, second = tolvan.begins(f"/skaffa/{STATE}/"), tolvan.begins(f"/skaffa/{STATE}/")

    assert first.reference == second.reference
    tolvan.answers(first)
    tolvan.answers(first)

    assert Message.objects.filter(mailbox__holder=TOLVAN).count() == 1
    assert "Klart!" in tolvan.sees(f"/underskrift/{second.reference}/")


def test_the_way_back_leads_to_the_answer_and_not_to_a_second_signature(tolvan: Person) -> None:
    order = tolvan.begins(f"/skaffa/{STATE}/")
    tolvan.answers(order)

    assert "Klart!" in tolvan.sees(f"/underskrift/{order.reference}/")
    assert "har redan sin brevlåda" in tolvan.sees(f"/skaffa/{STATE}/")


def test_an_order_that_is_too_old_signs_nothing(tolvan: Person, pass_time: Callable[[timedelta], None]) -> None:
    order = tolvan.begins(f"/skaffa/{STATE}/")

    pass_time(timedelta(minutes=4))

    assert tolvan.browser.post(f"/skriv-under/{order.phone_token}/", {"answer": "approve"}).status_code == 410
    assert "Tiden gick ut" in tolvan.sees(f"/underskrift/{order.reference}/")
    assert operator_of(TOLVAN) is None


class SlowRegister:
    """The register, which answers only after somebody has looked at the page of the signature that it got."""

    def __init__(self, person: Person, order: SigningOrder) -> None:
        self._person, self._page = person, f"/underskrift/{order.reference}/"
        self.seen: list[str] = []
        self.polled: list[int] = []

    def post(self, address: str, body: bytes) -> bytes:
        self.seen.append(self._person.sees(self._page))
        self.polled.append(self._person.browser.post(f"{self._page}lage/").status_code)
        return local.post_to_endpoint(address, body, caller_of_identity(store.load_identity(STATE))).body


def test_a_second_click_waits_for_the_register_s_answer(tolvan: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    order = tolvan.begins(f"/skaffa/{STATE}/")
    register = SlowRegister(tolvan, order)
    monkeypatch.setitem(soap_client.transports, f"{settings.REGISTER_URL}Recipient/v3", register)

    page = tolvan.answers(order)

    assert "Registret tar emot din underskrift" in register.seen[0]
    assert register.polled[0] == 204
    assert "Klart!" in page
    assert "HX-Redirect" in tolvan.browser.post(f"/underskrift/{order.reference}/lage/").headers


def test_a_register_s_answer_that_was_lost_is_said_when_nothing_more_comes(
    tolvan: Person, pass_time: Callable[[timedelta], None]
) -> None:
    order = tolvan.begins(f"/skaffa/{STATE}/")
    signing_orders.approve_order(order.phone_token)
    # The process that sends the signature dies before it has an answer.
    signing_orders.use_order(order.reference)
    assert "Registret tar emot din underskrift" in tolvan.sees(f"/underskrift/{order.reference}/")

    pass_time(timedelta(minutes=4))

    assert "Registret svarade inte" in tolvan.sees(f"/underskrift/{order.reference}/")


def test_somebody_else_s_signature_is_not_found(tolvan: Person) -> None:
    order, arvid = tolvan.begins(f"/skaffa/{STATE}/"), Person(ARVID)

    assert arvid.browser.get(f"/underskrift/{order.reference}/").status_code == 404
    assert arvid.browser.post(f"/underskrift/{order.reference}/lage/").status_code == 404


def test_the_page_that_waits_goes_on_when_the_phone_has_signed(tolvan: Person) -> None:
    order = tolvan.begins(f"/skaffa/{STATE}/")
    state = f"/underskrift/{order.reference}/lage/"
    assert tolvan.browser.post(state).status_code == 204

    phone = Client()
    assert "skaffar en digital brevlåda" in words(phone.get(f"/telefon/{TOLVAN}"))
    phone.post(f"/skriv-under/{order.phone_token}/", {"answer": "approve"})

    assert tolvan.browser.post(state)["HX-Redirect"] == f"/underskrift/{order.reference}/"
    assert "Klart!" in tolvan.sees(f"/underskrift/{order.reference}/")


def test_who_has_protected_data_is_told_kindly(world: None) -> None:
    page = Person(PROTECTED).sees(f"/skaffa/{KIVRA}/")

    assert "Du har skyddade personuppgifter" in page
    assert "Villkoren" not in page, "nothing is read or signed in vain"
    assert operator_of(PROTECTED) is None
