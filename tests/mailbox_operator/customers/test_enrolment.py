"""What an operator asks the register when somebody gets, moves or closes a mailbox, over real SOAP."""

from collections.abc import Callable

import pytest
from pytest_django.fixtures import Settings

from far.models import Account, Agreement, PendingRequest
from infra import clock
from infra.errors import InternalError
from infra.far_client import RegisterRefused
from infra.versions import rights_version
from mailbox_operator.customers import enrolment
from mailbox_operator.customers.agreements import Enrolment, EnrolmentAction, write_agreement
from mailbox_operator.customers.signing import SigningProgress
from mailbox_operator.models import Mailbox, Message, Operator
from mailbox_ui.eid import sign_text
from tests.cast import ARVID, TOLVAN, Sender
from tests.far.accounts.cast import BIRGITTA, DECEASED, DIGIMAIL, FJALLBACK, KIVRA, MMP, PROTECTED, UNKNOWN
from tests.mailbox_ui.acting import ANNIKA, LENA
from tests.mailbox_ui.portal.signing import ALONE, EVA, OUTSIDER, UNDECIDABLE

pytestmark = pytest.mark.usefixtures("world")
NOWHERE = "https://localhost:1/nothing/"


def wanted(
    action: EnrolmentAction, holder: str = TOLVAN, *, at: str = MMP, by: str = "", name: str = "Tolvan Tolvansson"
) -> Enrolment:
    operator = Operator.objects.get(name=at)
    text = write_agreement(action, holder, name, operator)
    return Enrolment(action, holder, name, at, by or holder, text)


def carry_out(enrolment_: Enrolment) -> SigningProgress:
    return enrolment.carry_out(enrolment_, sign_text(enrolment_.user, enrolment_.text))


def refusal(enrolment_: Enrolment) -> RegisterRefused:
    with pytest.raises(RegisterRefused) as refused:
        carry_out(enrolment_)
    return refused.value


def operator_of(holder: str) -> str | None:
    account = Account.objects.filter(recipient=holder, pending=False).select_related("supplier").first()
    return account.supplier.name if account else None


def open_at(operator: str) -> set[str]:
    return set(Mailbox.objects.filter(operator__name=operator, closed_at=None).values_list("holder", flat=True))


def test_a_registration_opens_the_mailbox_with_a_welcome() -> None:
    signing = carry_out(wanted(EnrolmentAction.REGISTER))

    assert signing.is_complete
    assert operator_of(TOLVAN) == MMP
    mailbox = Mailbox.objects.get(holder=TOLVAN, operator__name=MMP)
    assert (mailbox.holder_name, mailbox.closed_at) == ("Tolvan Tolvansson", None)
    assert Message.objects.get(mailbox=mailbox).subject == "Välkommen till din brevlåda hos Min myndighetspost"


def test_the_register_keeps_the_text_that_was_signed() -> None:
    enrolment_ = wanted(EnrolmentAction.REGISTER)

    carry_out(enrolment_)

    assert Agreement.objects.get(recipient=TOLVAN).agreement_text == enrolment_.text


def test_a_switch_opens_the_new_mailbox_and_leaves_the_old_mail(kommun_a: Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter(to=ARVID)).delivered

    assert carry_out(wanted(EnrolmentAction.SWITCH, ARVID, at=KIVRA, name="Arvid Lindgren")).is_complete

    assert operator_of(ARVID) == KIVRA
    assert ARVID in open_at(KIVRA)
    assert Message.objects.filter(mailbox__holder=ARVID, mailbox__operator__name=MMP).count() == 1


def test_a_deregistration_closes_the_mailbox_and_sends_no_letter() -> None:
    assert carry_out(wanted(EnrolmentAction.DEREGISTER, ARVID, name="Arvid Lindgren")).is_complete

    assert operator_of(ARVID) is None
    assert ARVID not in open_at(MMP)
    assert not Message.objects.filter(mailbox__holder=ARVID).exists()


def test_who_comes_back_to_an_operator_has_the_same_mailbox_again() -> None:
    carry_out(wanted(EnrolmentAction.REGISTER))
    before = Mailbox.objects.get(holder=TOLVAN).pk
    carry_out(wanted(EnrolmentAction.DEREGISTER))

    carry_out(wanted(EnrolmentAction.REGISTER))

    mailbox = Mailbox.objects.get(holder=TOLVAN)
    assert (mailbox.pk, mailbox.closed_at, mailbox.messages.count()) == (before, None, 2)


@pytest.mark.parametrize("action", [EnrolmentAction.REGISTER, EnrolmentAction.DEREGISTER])
def test_rights_are_asked_for_anew_after_each_change(action: EnrolmentAction) -> None:
    holder = TOLVAN if action is EnrolmentAction.REGISTER else ARVID
    before = rights_version.current()

    carry_out(wanted(action, holder))

    assert rights_version.current() != before


@pytest.mark.parametrize(("holder", "code"), [(PROTECTED, 6006), (UNKNOWN, 6007), (DECEASED, 6007), (ARVID, 5007)])
def test_the_register_says_by_a_code_who_can_have_no_mailbox(holder: str, code: int) -> None:
    refused = refusal(wanted(EnrolmentAction.REGISTER, holder))

    assert refused.fault_code == code
    assert refused.text.swedish != refused.text.english
    assert refused.explanation.reason != RegisterRefused.slug, "the register names its own reason"
    assert not Message.objects.exists()


def test_a_refusal_opens_nothing_and_changes_nothing() -> None:
    before = open_at(MMP), open_at(KIVRA), Account.objects.count()

    refusal(wanted(EnrolmentAction.REGISTER, PROTECTED))
    refusal(wanted(EnrolmentAction.SWITCH, TOLVAN, at=KIVRA))
    refusal(wanted(EnrolmentAction.DEREGISTER, TOLVAN))

    assert (open_at(MMP), open_at(KIVRA), Account.objects.count()) == before


def test_the_same_signature_sent_twice_registers_once() -> None:
    enrolment_ = wanted(EnrolmentAction.REGISTER)
    signature = sign_text(TOLVAN, enrolment_.text)
    enrolment.carry_out(enrolment_, signature)

    with pytest.raises(RegisterRefused):
        enrolment.carry_out(enrolment_, signature)

    assert Message.objects.filter(mailbox__holder=TOLVAN).count() == 1


def test_somebody_else_s_signature_does_not_count() -> None:
    enrolment_ = wanted(EnrolmentAction.REGISTER)

    with pytest.raises(RegisterRefused):
        enrolment.carry_out(enrolment_, sign_text(OUTSIDER, enrolment_.text))

    assert operator_of(TOLVAN) is None


class TestCompanies:
    """Signed by one, or by two together."""

    def move(self, by: str) -> Enrolment:
        return wanted(EnrolmentAction.SWITCH, FJALLBACK, at=KIVRA, by=by, name="Fjällbäck Konsult AB")

    def test_the_first_of_two_signatures_moves_nothing(self) -> None:
        signing = carry_out(self.move(LENA))

        assert not signing.is_complete
        assert (signing.lacks(ANNIKA), signing.lacks(LENA)) == (True, False)
        assert [(signer.number, signer.name) for signer in signing.signed_by] == [(LENA, "Lena Sjöberg")]
        assert FJALLBACK not in open_at(KIVRA)

    def test_the_second_signature_completes_it(self) -> None:
        carry_out(self.move(LENA))

        assert carry_out(self.move(ANNIKA)).is_complete

        assert operator_of(FJALLBACK) == KIVRA
        assert Message.objects.filter(mailbox__holder=FJALLBACK, mailbox__operator__name=KIVRA).count() == 1

    def test_a_switch_that_waits_is_told_with_the_operator_and_who_is_missing(self) -> None:
        carry_out(self.move(LENA))

        waiting = enrolment.find_waiting(EnrolmentAction.SWITCH, FJALLBACK, ANNIKA)

        assert waiting is not None
        assert (waiting.action, waiting.holder, waiting.operator) == (EnrolmentAction.SWITCH, FJALLBACK, KIVRA)
        assert (waiting.text, waiting.begun_on) == ("", None)
        assert waiting.signing.lacks(ANNIKA)

    def test_either_can_withdraw_what_waits(self) -> None:
        carry_out(self.move(LENA))
        waiting = enrolment.waiting_switch(FJALLBACK, ANNIKA)
        assert waiting is not None

        enrolment.withdraw_request(waiting, ANNIKA)

        assert enrolment.waiting_switch(FJALLBACK, LENA) is None
        assert operator_of(FJALLBACK) == MMP

    def test_a_deregistration_that_waits_is_told_with_its_text_and_day(self) -> None:
        asked = wanted(EnrolmentAction.DEREGISTER, FJALLBACK, by=LENA, name="Fjällbäck Konsult AB")
        carry_out(asked)

        [waiting] = enrolment.waiting_for(ANNIKA)

        assert (waiting.action, waiting.holder, waiting.operator) == (EnrolmentAction.DEREGISTER, FJALLBACK, MMP)
        assert (waiting.text, waiting.begun_on) == (asked.text, clock.today())
        assert FJALLBACK in open_at(MMP)

    def test_a_withdrawn_deregistration_waits_no_more(self) -> None:
        carry_out(wanted(EnrolmentAction.DEREGISTER, FJALLBACK, by=LENA, name="Fjällbäck Konsult AB"))
        [waiting] = enrolment.waiting_for(LENA)

        enrolment.withdraw_request(waiting, LENA)

        assert enrolment.waiting_for(ANNIKA) == []
        assert not PendingRequest.objects.filter(account__recipient=FJALLBACK).exists()

    def test_a_rule_that_no_machine_reads_is_told(self) -> None:
        found = enrolment.company_account(UNDECIDABLE, "197201079295")

        assert found.is_undecidable
        assert found.rule != ""

    def test_a_company_is_told_with_those_who_sign_and_where_its_mail_goes(self) -> None:
        found = enrolment.company_account(FJALLBACK, LENA)

        assert (found.name, found.may_sign, found.operator) == ("Fjällbäck Konsult AB", True, MMP)
        assert set(found.signers) == {"Lena Sjöberg", "Annika Hedlund"}
        assert (found.is_pending, found.is_undecidable) == (False, False)

    def test_an_outsider_may_not_sign(self) -> None:
        assert not enrolment.company_account(ALONE, OUTSIDER).may_sign
        assert enrolment.company_account(ALONE, BIRGITTA).may_sign


def test_a_registration_that_waits_is_found_by_its_kind_and_holder_alone() -> None:
    found = enrolment.find_waiting(EnrolmentAction.REGISTER, EVA, EVA)

    assert found is not None
    assert (found.action, found.holder) == (EnrolmentAction.REGISTER, EVA)
    assert enrolment.find_waiting(EnrolmentAction.DEREGISTER, EVA, EVA) is None
    assert enrolment.find_waiting(EnrolmentAction.REGISTER, TOLVAN, EVA) is None


@pytest.mark.parametrize("person", [ARVID, TOLVAN])
def test_without_anything_that_waits_there_is_no_fault(person: str) -> None:
    assert enrolment.waiting_switch(person, person) is None
    assert enrolment.waiting_for(person) == []


QUESTIONS: list[Callable[[], object]] = [
    lambda: carry_out(wanted(EnrolmentAction.REGISTER)),
    lambda: carry_out(wanted(EnrolmentAction.SWITCH, ARVID, at=DIGIMAIL)),
    lambda: carry_out(wanted(EnrolmentAction.DEREGISTER, ARVID)),
    lambda: enrolment.waiting_for(ARVID),
    lambda: enrolment.waiting_switch(ARVID, ARVID),
    lambda: enrolment.company_account(FJALLBACK, LENA),
]


def test_while_the_register_is_down_nothing_is_opened_or_closed(settings: Settings) -> None:
    before = [open_at(operator) for operator in (MMP, KIVRA, DIGIMAIL)]
    settings.REGISTER_URL = NOWHERE

    for ask in QUESTIONS:
        with pytest.raises(InternalError) as trouble:
            ask()
        assert (trouble.value.code, trouble.value.explanation.reason) == (4999, "register-did-not-answer")

    assert [open_at(operator) for operator in (MMP, KIVRA, DIGIMAIL)] == before
