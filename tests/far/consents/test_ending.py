"""A consent ends by either side."""

import pytest

from base_registers.models import Company
from contracts import codec, consent_service
from far.consents import ending
from far.models import Consent, ConsentSignature
from mailbox_ui.eid import sign_text
from tests.cast import ARVID, MARIA
from tests.far.consents.operators import Operator, order
from tests.far.people import ANNIKA, FJALLBACK, JOHAN, LENA
from tests.far.signing import signed_by

State, Ending = Consent.State, Consent.Ending


def the_end() -> tuple[str, str]:
    consent = Consent.objects.latest("pk")
    return consent.state, consent.ending


def test_the_holder_ends_it_without_a_signature(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)

    result = mmp.cancelled(ARVID, MARIA, user=MARIA)

    assert result.status is not None
    assert result.status.value == "Complete"
    assert the_end() == (State.ENDED, Ending.CANCELLED_BY_HOLDER)


def test_the_owner_ends_it_with_a_signature(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)

    result = mmp.cancelled(ARVID, MARIA, ARVID, user=ARVID)

    assert [person.id for person in result.signed_by] == [ARVID]
    assert the_end() == (State.ENDED, Ending.CANCELLED_BY_OWNER)


def test_without_a_signature_the_owner_ends_nothing_in_force(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)

    assert mmp.cancel(ARVID, MARIA, user=ARVID).fault.code == 5010
    assert the_end() == (State.ACTIVE, "")


def test_the_owner_withdraws_an_offer_without_a_signature(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    mmp.cancelled(ARVID, MARIA, user=ARVID)

    assert the_end() == (State.ENDED, Ending.WITHDRAWN)


def test_cancelling_an_offer_is_refusing_it(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    mmp.cancelled(ARVID, MARIA, user=MARIA)

    assert the_end() == (State.ENDED, Ending.REFUSED)


def test_who_is_on_neither_side_ends_nothing(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)

    assert mmp.cancel(ARVID, MARIA, LENA, user=LENA).fault.code == 8003
    assert the_end() == (State.ACTIVE, "")


def test_a_signature_of_somebody_else_ends_nothing(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)

    assert mmp.cancel(ARVID, MARIA, LENA, user=ARVID).fault.code == 5010


def test_what_has_ended_cannot_end_again(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.cancelled(ARVID, MARIA, user=MARIA)

    assert mmp.cancel(ARVID, MARIA, user=MARIA).fault.code == 5003


def test_the_receiver_of_an_unsigned_offer_has_nothing_to_end(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)

    assert mmp.cancel(FJALLBACK, MARIA, user=MARIA).fault.code == 5011


def test_a_company_ends_it_by_its_rule(mmp: Operator) -> None:
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)

    first = mmp.cancelled(FJALLBACK, MARIA, LENA, user=LENA)

    assert first.status is not None
    assert first.status.value == "Incomplete"
    assert [person.id for person in first.possible_signers] == [ANNIKA]
    assert the_end() == (State.ACTIVE, ""), "until all have signed it may be used"

    mmp.cancelled(FJALLBACK, MARIA, ANNIKA, user=ANNIKA)

    assert the_end() == (State.ENDED, Ending.CANCELLED_BY_OWNER)


def test_one_of_the_signatories_withdraws_what_lacks_signatures(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)

    mmp.cancelled(FJALLBACK, MARIA, user=ANNIKA)

    assert the_end() == (State.ENDED, Ending.WITHDRAWN)


@pytest.mark.parametrize("user", [LENA, ANNIKA], ids=["who signed", "whom the rule counts"])
def test_what_a_dissolved_company_offered_and_cannot_complete_is_withdrawn(mmp: Operator, user: str) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)
    Company.objects.filter(number=FJALLBACK).update(status=Company.Status.DISSOLVED)
    stranger = consent_service.Cancel(arg0=order(FJALLBACK, MARIA), arg2=ARVID)
    assert mmp.ask(stranger).fault.code == 8003

    mmp.cancelled(FJALLBACK, MARIA, user=user)

    assert the_end() == (State.ENDED, Ending.WITHDRAWN)


def test_a_consent_in_force_of_a_dissolved_company_is_not_ended_by_its_officers(mmp: Operator) -> None:
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)
    Company.objects.filter(number=FJALLBACK).update(status=Company.Status.DISSOLVED)

    assert mmp.ask(consent_service.Cancel(arg0=order(FJALLBACK, MARIA), arg2=LENA)).fault.code == 8003
    assert Consent.objects.get().state == State.ACTIVE


def test_a_consent_of_a_company_that_is_struck_off_is_still_listed(mmp: Operator) -> None:
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)
    Company.objects.filter(number=FJALLBACK).delete()

    answer = mmp.ask(consent_service.GetAll(arg1=MARIA))

    [listed] = codec.from_element(consent_service.GetAllResponse, answer.element).return_value
    assert listed.request.account == FJALLBACK
    assert {person.id for person in listed.signature_result.signed_by} == {LENA, ANNIKA}


def test_register_consent_with_delete_ends_what_is_in_force(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)

    mmp.register(ARVID, MARIA, ARVID, kind="Delete")

    assert the_end() == (State.ENDED, Ending.CANCELLED_BY_OWNER)


def test_register_consent_with_delete_withdraws_what_is_offered(mmp: Operator) -> None:
    mmp.register(FJALLBACK, MARIA, LENA)

    result = mmp.register(FJALLBACK, MARIA, ANNIKA, kind="Delete")

    assert result.status is not None
    assert result.status.value == "Complete"
    assert the_end() == (State.ENDED, Ending.WITHDRAWN)


def test_register_consent_with_cancel_withdraws_offers_only(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)
    mmp.register(ARVID, MARIA, ARVID, kind="Cancel")
    assert the_end() == (State.ENDED, Ending.WITHDRAWN)

    mmp.given(ARVID, MARIA)
    assert mmp.register_fault(ARVID, MARIA, ARVID, kind="Cancel") == 5011
    assert the_end() == (State.ACTIVE, "")


@pytest.mark.parametrize("kind", ["Delete", "Cancel"])
def test_there_must_be_a_consent_to_end(mmp: Operator, kind: str) -> None:
    assert mmp.register_fault(ARVID, MARIA, ARVID, kind=kind) == 5003


@pytest.mark.parametrize("kind", ["Delete", "Cancel"])
def test_only_the_owners_signature_withdraws(mmp: Operator, kind: str) -> None:
    mmp.register(ARVID, MARIA, ARVID)

    assert mmp.register_fault(ARVID, MARIA, MARIA, kind=kind) == 5010
    assert the_end() == (State.WAITING_FOR_ACCEPT, "")


def test_operators_of_either_side_may_end_it_and_no_others(
    mmp: Operator, kivra: Operator, digimail: Operator
) -> None:
    mmp.given(ARVID, JOHAN)

    assert digimail.cancel(ARVID, JOHAN, user=JOHAN).fault.code == 5002
    assert kivra.cancel(ARVID, JOHAN, user=JOHAN).status == 200


def test_a_signature_to_end_is_not_one_to_give(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.cancelled(ARVID, MARIA, ARVID, user=ARVID)

    purposes = ConsentSignature.objects.values_list("purpose", flat=True)
    assert sorted(purposes) == ["end", "give"]


def test_a_closed_account_ends_all_its_consents(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.register(ARVID, LENA, ARVID)
    mmp.given(LENA, ARVID)

    assert ending.end_all_of(ARVID) == 2

    ended = Consent.objects.filter(account=ARVID)
    assert {(each.state, each.ending) for each in ended} == {(State.ENDED, Ending.ACCOUNT_CLOSED)}
    assert Consent.objects.get(account=LENA).state == State.ACTIVE, "what the person has from others stays"


END_TEXT = "Vi låter Maria läsa vår post längst till i dag."


@pytest.fixture
def half_ended(mmp: Operator) -> Consent:
    """A company's consent in force, of which one of two has signed the end."""
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)
    mmp.register(FJALLBACK, MARIA, LENA, kind="Delete", text=END_TEXT)
    return Consent.objects.get()


def test_the_others_are_shown_the_text_of_the_end_and_sign_that(mmp: Operator, half_ended: Consent) -> None:
    [listed] = mmp.all_of(ANNIKA)

    assert listed.request.type_value is not None
    assert (listed.request.type_value.value, listed.request.agreement_text) == ("Delete", END_TEXT)
    assert mmp.register_fault(FJALLBACK, MARIA, ANNIKA, kind="Delete") == 5011, "the text that gave it"
    assert mmp.cancel(FJALLBACK, MARIA, ANNIKA, user=ANNIKA).fault.code == 5011, "by this operation, too"
    mmp.register(FJALLBACK, MARIA, ANNIKA, kind="Delete", text=listed.request.agreement_text)
    assert the_end() == (State.ENDED, Ending.CANCELLED_BY_OWNER)


def test_another_text_that_enough_have_signed_takes_the_place_of_the_one_that_waits(
    mmp: Operator, half_ended: Consent
) -> None:
    mmp.cancelled(FJALLBACK, MARIA, ANNIKA, LENA, user=ANNIKA)

    assert the_end() == (State.ENDED, Ending.CANCELLED_BY_OWNER)


def test_an_end_without_a_text_is_that_of_the_end_that_waits(mmp: Operator, half_ended: Consent) -> None:
    without_text = order(FJALLBACK, MARIA, "Delete", None)
    request = consent_service.RegisterConsent(arg0=without_text, arg1=[sign_text(ANNIKA, END_TEXT)])

    assert mmp.ask(request).status == 200
    assert the_end() == (State.ENDED, Ending.CANCELLED_BY_OWNER)


def test_one_of_the_signatories_takes_back_an_end_that_lacks_signatures(
    mmp: Operator, half_ended: Consent
) -> None:
    assert mmp.register_fault(FJALLBACK, MARIA, MARIA, kind="Cancel") == 5010, "the holder does not sign for it"

    result = mmp.register(FJALLBACK, MARIA, ANNIKA, kind="Cancel")

    assert result.status is not None
    assert (result.status.value, result.possible_signers) == ("Complete", [])
    [listed] = mmp.all_of(ANNIKA)
    assert listed.request.type_value is not None
    assert listed.request.type_value.value == "Create"
    assert mmp.register_fault(FJALLBACK, MARIA, ANNIKA, kind="Cancel") == 5011, "nothing waits any longer"
    again = mmp.register(FJALLBACK, MARIA, ANNIKA, kind="Delete")
    assert [person.id for person in again.possible_signers] == [LENA], "her signature went with the end"


def test_what_takes_an_end_back_cannot_do_so_twice(mmp: Operator, half_ended: Consent) -> None:
    data = signed_by(ANNIKA)
    cancel = consent_service.RegisterConsent(arg0=order(FJALLBACK, MARIA, "Cancel"), arg1=data)
    assert mmp.ask(cancel).status == 200
    mmp.register(FJALLBACK, MARIA, LENA, kind="Delete", text=END_TEXT)

    assert mmp.ask(cancel).fault.code == 5010
