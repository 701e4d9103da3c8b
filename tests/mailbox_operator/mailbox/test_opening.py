"""A mailbox is opened for a registered holder: at the first letter, or at the first look."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from far.models import Account, ServiceSupplier
from infra import clock
from mailbox_operator.mailbox import opening
from mailbox_operator.models import Mailbox, Message, Operator
from mailbox_ui.models import EidHolder
from tests.cast import ARVID, MARIA, TOLVAN, Post, Sender
from tests.far.accounts.cast import KIVRA, MMP
from tests.far.accounts.cast import Operator as CallingOperator
from tests.mailbox_ui import factories as make

AT_KIVRA = "/webservice/accao/operators/kivra.com/Service/v3"


def operator(name: str = KIVRA) -> Operator:
    return Operator.objects.get(name=name)


def holders(name: str = KIVRA) -> set[str]:
    return set(Mailbox.objects.filter(operator__name=name, closed_at=None).values_list("holder", flat=True))


def test_who_registers_over_soap_gets_the_next_letter(kommun_a: Sender, post: Post) -> None:
    assert CallingOperator(KIVRA, post).register(TOLVAN).status == 200

    assert kommun_a.deliver(kommun_a.letter(to=TOLVAN), path=AT_KIVRA).delivered

    assert Message.objects.get(mailbox__holder=TOLVAN).mailbox.operator.name == KIVRA


def test_who_moves_gets_the_next_letter_at_the_new_operator_and_none_at_the_old(
    kommun_a: Sender, post: Post
) -> None:
    CallingOperator(KIVRA, post).change(ARVID)

    assert not kommun_a.deliver(kommun_a.letter(to=ARVID)).delivered
    assert kommun_a.deliver(kommun_a.letter(to=ARVID), path=AT_KIVRA).delivered


def test_a_notification_opens_mailboxes_too(kommun_a: Sender, post: Post) -> None:
    CallingOperator(KIVRA, post).register(TOLVAN)

    reply = kommun_a.notify(kommun_a.notification(TOLVAN, ARVID), path=AT_KIVRA)

    assert [(number, delivered) for number, delivered, _ in reply.told] == [(TOLVAN, True), (ARVID, False)]


def test_somebody_who_refuses_the_sender_gets_no_mailbox(kommun_a: Sender, post: Post) -> None:
    kivra = CallingOperator(KIVRA, post)
    kivra.register(TOLVAN)
    kivra.store(TOLVAN, ["162021003898"])

    assert not kommun_a.deliver(kommun_a.letter(to=TOLVAN), path=AT_KIVRA).delivered
    assert TOLVAN not in holders()


def test_a_letter_to_a_mailbox_that_there_is_costs_no_more_queries_than_before(kommun_a: Sender) -> None:
    kommun_a.deliver(kommun_a.letter(to=MARIA))

    with CaptureQueriesContext(connection) as queries:
        kommun_a.deliver(kommun_a.letter(to=ARVID))

    about_mailboxes = [
        each for each in queries.captured_queries if 'FROM "mailbox_operator_mailbox"' in each["sql"]
    ]
    assert len(about_mailboxes) == 1


def test_a_holder_who_comes_back_finds_the_old_mail(kommun_a: Sender, post: Post) -> None:
    kommun_a.deliver(kommun_a.letter(to=ARVID))
    opening.close_mailboxes(operator(MMP), [ARVID])

    assert kommun_a.deliver(kommun_a.letter(ARVID, kommun_a.text(subject="Åter"))).delivered

    mailbox = Mailbox.objects.get(operator__name=MMP, holder=ARVID)
    assert mailbox.closed_at is None
    assert mailbox.messages.count() == 2


def test_opening_twice_makes_one_mailbox(world: None) -> None:
    opening.open_mailboxes(operator(), [TOLVAN])
    opening.open_mailboxes(operator(), [TOLVAN], "Tolvan")

    assert Mailbox.objects.filter(holder=TOLVAN).count() == 1


def test_a_mailbox_that_is_closed_keeps_its_mail(kommun_a: Sender) -> None:
    kommun_a.deliver(kommun_a.letter(to=ARVID))

    assert opening.close_mailboxes(operator(MMP), [ARVID, TOLVAN]) == 1

    assert opening.close_mailboxes(operator(MMP), [ARVID]) == 0
    assert Message.objects.filter(mailbox__holder=ARVID).count() == 1


@pytest.fixture
def tolvans_browser(world: None, client: Client) -> Client:
    supplier = ServiceSupplier.objects.get(name=KIVRA)
    Account.objects.create(recipient=TOLVAN, supplier=supplier, registered_at=clock.now())
    EidHolder.objects.get_or_create(number=TOLVAN, defaults={"name": "Tolvan Tolvansson", "position": 99})
    make.log_in(client, TOLVAN)
    return client


def test_who_has_registered_can_look_before_the_first_letter(tolvans_browser: Client) -> None:
    assert "Ny post hit" not in tolvans_browser.get(f"/post/{MMP}/").content.decode()

    page = tolvans_browser.get(f"/post/{KIVRA}/")

    assert page.status_code == 200
    assert Mailbox.objects.get(holder=TOLVAN).holder_name == "Tolvan Tolvansson"


def test_who_has_registered_is_led_to_the_new_mailbox(tolvans_browser: Client) -> None:
    answer = tolvans_browser.get("/post/")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/post/{KIVRA}/")
