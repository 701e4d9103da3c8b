"""Min myndighetspost takes mail from the public sector only; the private operators take all."""

import pytest

from contracts import codec, recipient_v3
from far.models import Sender as RegisteredSender
from far.models import SenderChoice
from infra import clock
from mailbox_operator.models import Message
from tests import cast
from tests.cast import ARVID, Sender

pytestmark = pytest.mark.django_db
BANK, AT_KIVRA = "165569999161", "198301012392"


@pytest.fixture
def bank(world: None, post: cast.Post) -> Sender:
    return cast.sender("exempelbanken", "Exempelbanken AB", post)


def test_a_private_sender_is_refused_by_name_at_the_state_s_operator(bank: Sender) -> None:
    reply = bank.deliver(bank.letter(to=ARVID))

    assert reply.fault.code == 5002
    assert reply.fault.reason == "private-sender-at-public-operator"
    assert (
        "Min myndighetspost tar bara emot post från det offentliga, och Exempelbanken AB"
        in reply.fault.text.swedish
    )
    assert not Message.objects.exists()


def test_a_private_sender_is_told_before_by_is_reachable(bank: Sender) -> None:
    reply = bank.ask("Recipient/v3", recipient_v3.IsReachable(sender_org_nr=BANK, recipient_id=[ARVID, AT_KIVRA]))

    found = codec.from_element(recipient_v3.IsReachableResponse, reply.element).return_value
    assert [status.sender_accepted for status in found] == [False, True]


def test_a_private_operator_takes_the_private_sender_s_letter(bank: Sender) -> None:
    reply = bank.deliver(bank.letter(to=AT_KIVRA), path="/webservice/accao/operators/kivra.com/Service/v3")

    assert reply.delivered
    assert Message.objects.get(mailbox__holder=AT_KIVRA).sender_name == "Exempelbanken AB"


def test_a_holder_s_own_refusal_is_no_fault(bank: Sender, kommun_a: Sender) -> None:
    sender = RegisteredSender.objects.get(organisation="162021004748")
    SenderChoice.objects.update_or_create(
        sender=sender, account_id=ARVID, defaults={"accepted": False, "changed_at": clock.now()}
    )

    assert kommun_a.deliver(kommun_a.letter(to=ARVID)).delivered is False
