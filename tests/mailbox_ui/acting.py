"""People of the seeded world who act for one another, and what the register says of them."""

from django.test import Client
from django.urls import reverse

from infra.versions import rights_version
from mailbox_operator.customers import consents
from mailbox_operator.customers.consents import Level
from mailbox_operator.models import Mailbox, Message, Operator
from mailbox_ui.eid import sign_text
from mailbox_ui.models import EidHolder
from tests.cast import ARVID, MARIA
from tests.mailbox_ui import factories as make

AT = "minmyndighetspost.se"
ARVIDS_POST = "Arvids hemliga brev"
GUNNAR, SNICKERI = "195701032863", "165560000001"
"""Signs alone for the company."""
LENA, ANNIKA, FJALLBACK = "196001062626", "196801029288", "165560000019"
"""Sign together for the company."""
BENGT = "196401053076"
"""Guardian of Nils."""


def holder(number: str) -> EidHolder:
    return EidHolder.objects.get(number=number)


def nils() -> str:
    return Mailbox.objects.get(holder_name="Nils Hallberg").holder


def mailbox_of(number: str) -> Mailbox:
    box, _ = Mailbox.objects.get_or_create(
        operator=Operator.objects.get(name=AT),
        holder=number,
        defaults={"holder_name": "", "opened_at": "2026-01-01T00:00:00Z"},
    )
    return box


def place_of(number: str) -> str:
    """The place of the mailbox for somebody else."""
    return f"{AT}~{mailbox_of(number).key}"


def letter_to(number: str, *, is_read: bool = False, subject: str = ARVIDS_POST) -> Message:
    letter = make.message(mailbox_of(number), subject=subject, body="<p>Hej</p>")
    if is_read:
        letter.read_at = letter.received_at
        letter.save()
    return letter


def give(level: Level, *, owner: str = ARVID, to: str = MARIA, is_accepted: bool = True) -> None:
    """The owner signs a consent, and the receiver accepts it."""
    text = consents.write_agreement("Arvid Lindgren", "Maria Svensson", level)
    consents.give_consent(AT, owner, to, text, [sign_text(owner, text)])
    if is_accepted:
        consents.accept_consent(AT, owner, to)


def end(*, owner: str = ARVID, to: str = MARIA) -> None:
    """The receiver ends it."""
    for consent in consents.consents_of(AT, to):
        if (consent.account, consent.receiver) == (owner, to):
            consents.end_consent(AT, consent, to)


def register_changed() -> None:
    """As if the register's change had been committed: a test's own transaction never is."""
    rights_version.advance()


def browser_of(number: str) -> Client:
    browser = Client()
    make.log_in(browser, number) if number in make.NAMES else _log_in(browser, number)
    return browser


def _log_in(browser: Client, number: str) -> None:
    from mailbox_ui.models import LoginOrder

    browser.post(reverse("mail:login"), {"number": number, "till": "/post/"})
    order = LoginOrder.objects.latest("created_at")
    browser.post(reverse("mail:identify", args=[order.phone_token]), {"answer": "approve", "here": "1"})
