"""Who of those addressed has a mailbox here and takes the sender's letters."""

import pytest
from pytest_django.fixtures import Settings

from infra.errors import InternalError
from mailbox_operator.admission.addressees import accepting_mailboxes
from mailbox_operator.mailbox import opening
from mailbox_operator.models import Mailbox, Operator
from tests.cast import ARVID, MARIA, TOLVAN, Post
from tests.far.accounts.cast import EVA, JOHAN, KIVRA, KOMMUN_A, MMP
from tests.far.accounts.cast import Operator as CallingOperator

pytestmark = pytest.mark.usefixtures("world")
REFUSES_KOMMUN_A = "197601012391"


def found(*recipients: str, at: str = MMP, sender: str = KOMMUN_A) -> dict[str, str]:
    mailboxes = accepting_mailboxes(Operator.objects.get(name=at), sender, list(recipients))
    assert all(mailbox.operator.name == at for mailbox in mailboxes.values())
    return {recipient: mailbox.holder for recipient, mailbox in mailboxes.items()}


def test_those_who_chose_the_operator_and_take_the_sender_are_found() -> None:
    assert found(ARVID, TOLVAN, MARIA, JOHAN, EVA, REFUSES_KOMMUN_A) == {ARVID: ARVID, MARIA: MARIA}
    assert found(ARVID, JOHAN, at=KIVRA) == {JOHAN: JOHAN}


def test_who_chose_the_operator_since_gets_a_mailbox_and_nobody_else_does(post: Post) -> None:
    CallingOperator(KIVRA, post).register(TOLVAN)
    before = set(Mailbox.objects.values_list("operator__name", "holder"))

    assert found(TOLVAN, ARVID, at=KIVRA) == {TOLVAN: TOLVAN}

    assert set(Mailbox.objects.values_list("operator__name", "holder")) - before == {(KIVRA, TOLVAN)}


def test_a_mailbox_that_was_closed_is_opened_again_for_its_holder() -> None:
    operator = Operator.objects.get(name=MMP)
    opening.close_mailboxes(operator, [ARVID, TOLVAN])

    assert found(ARVID) == {ARVID: ARVID}
    assert Mailbox.objects.get(operator=operator, holder=ARVID).closed_at is None


def test_while_the_register_is_down_nobody_is_found_and_nobody_is_missed(settings: Settings) -> None:
    settings.REGISTER_URL = "https://localhost:1/nothing/"

    with pytest.raises(InternalError) as trouble:
        found(ARVID)

    assert trouble.value.explanation.retry
    assert trouble.value.code == 4999


def test_a_sender_that_the_register_does_not_know_is_the_operator_s_trouble_and_not_a_guess() -> None:
    with pytest.raises(InternalError) as trouble:
        found(ARVID, sender="165560000092")

    assert trouble.value.explanation.reason == "register-refused-operator-question"
