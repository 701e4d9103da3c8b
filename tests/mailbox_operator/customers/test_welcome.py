"""The operator's first letter: verified like any other, though the operator is no sender of the register."""

import pytest
from lxml import etree

from infra import clock
from infra.pki import store
from mailbox_operator.customers import welcome
from mailbox_operator.mailbox import opening
from mailbox_operator.models import Announcement, Mailbox, Message, Operator
from tests.cast import MARIA, TOLVAN
from tests.far.accounts.cast import DIGIMAIL, KIVRA, MMP

pytestmark = pytest.mark.usefixtures("world")


def welcomed(name: str, holder: str = TOLVAN) -> Message:
    operator = Operator.objects.get(name=name)
    opening.open_mailboxes(operator, [holder], "Tolvan")
    welcome.deliver_welcome(operator, holder)
    return Message.objects.select_related("delivery", "mailbox").get(mailbox__holder=holder)


@pytest.mark.parametrize("name", [MMP, KIVRA, DIGIMAIL])
def test_each_operator_greets_with_its_own_words_under_its_own_name(name: str) -> None:
    message, operator = welcomed(name), Operator.objects.get(name=name)

    assert message.subject == f"Välkommen till din brevlåda hos {operator.display_name}"
    assert (message.sender_name, message.body_type) == (operator.display_name, "text/html")
    greeting, farewell = welcome.GREETINGS.get(name, welcome.GREETING)
    assert greeting in message.body
    assert f"{farewell}<br>{operator.display_name}" in message.body
    assert "{" not in message.body


@pytest.mark.parametrize("public_only", [True, False])
def test_it_says_whether_companies_write_too(public_only: bool) -> None:
    Operator.objects.filter(name=KIVRA).update(public_senders_only=public_only)

    body = welcomed(KIVRA).body

    assert (welcome.PUBLIC_ONLY in body, welcome.PRIVATE_TOO in body) == (public_only, not public_only)


def test_it_is_signed_and_sealed_by_the_operator_today() -> None:
    delivery, own = welcomed(MMP).delivery, store.load_identity(MMP)

    assert (delivery.sender, delivery.dispatcher) == (own.organisation.value, own.organisation.value)
    assert delivery.sender_certificate == delivery.dispatcher_certificate != ""
    assert delivery.sealed_on.startswith(clock.today().isoformat())
    assert delivery.warnings == []
    assert len(etree.fromstring(bytes(delivery.sealed_xml)).findall(".//{*}SignatureValue")) == 2


def test_a_customer_who_has_an_address_there_is_told_of_it() -> None:
    message = welcomed(MMP, MARIA)

    assert set(Announcement.objects.filter(message=message).values_list("channel", flat=True)) == {"email", "sms"}


def test_two_letters_of_welcome_are_two_letters() -> None:
    first = welcomed(MMP)

    welcome.deliver_welcome(Operator.objects.get(name=MMP), TOLVAN)

    second = Message.objects.exclude(pk=first.pk).get()
    assert first.sender_message_id != second.sender_message_id


def test_without_a_mailbox_there_is_nowhere_to_put_it() -> None:
    with pytest.raises(Mailbox.DoesNotExist):
        welcome.deliver_welcome(Operator.objects.get(name=MMP), TOLVAN)

    assert not Message.objects.exists()
