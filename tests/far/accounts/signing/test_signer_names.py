"""The name of a signer is the population register's in every answer, and the certificate's where it has none."""

from collections.abc import Callable

import pytest

from base_registers.models import Person, SourceFailure
from contracts import codec, consent_service, recipient_v2, recipient_v3
from far.models import Account, SenderChoice
from infra import clock
from tests.cast import ARVID, MARIA, Post, Reply
from tests.far.accounts.cast import EVA, JOHAN, KIVRA, KOMMUN_A, MMP, Operator, result
from tests.far.consents.operators import Operator as ConsentOperator
from tests.far.consents.operators import order
from tests.far.signing import signed_by

REGISTERED, IN_CERTIFICATE = "Johan Ek", "Nils Test"


@pytest.fixture(autouse=True)
def _johan_has_another_name_in_the_register(world: None) -> None:
    Person.objects.filter(number=JOHAN).update(name=REGISTERED)


def ends(operator: Operator) -> Reply:
    return operator.deregister(JOHAN, signatures=signed_by(JOHAN))


def stores(operator: Operator) -> Reply:
    return operator.store(JOHAN, [KOMMUN_A], signatures=signed_by(JOHAN))


def begins_anew(operator: Operator) -> Reply:
    ends(operator)
    return operator.register(JOHAN, signatures=signed_by(JOHAN))


ANSWERS: list[tuple[Callable[[Operator], Reply], type[object]]] = [
    (ends, recipient_v3.DeregisterResponse),
    (begins_anew, recipient_v3.RegisterResponse),
    (stores, recipient_v2.StoreAccountPreferencesResponse),
]


@pytest.mark.parametrize(("act", "response"), ANSWERS, ids=lambda value: getattr(value, "__name__", ""))
def test_the_answer_has_the_registered_name(
    post: Post, act: Callable[[Operator], Reply], response: type[object]
) -> None:
    answer = result(act(Operator(KIVRA, post)), response)

    assert [(person.id, person.name) for person in answer.signed_by] == [(JOHAN, REGISTERED)]


@pytest.mark.parametrize("act", [ends, stores])
def test_without_an_answer_of_the_register_it_has_the_certificate_s(
    post: Post, act: Callable[[Operator], Reply]
) -> None:
    SourceFailure.objects.create(register="people", number=JOHAN, problem="SourceInaccessible")
    response = dict(ANSWERS)[act]

    answer = result(act(Operator(KIVRA, post)), response)

    [signer] = answer.signed_by
    assert signer.name.startswith(IN_CERTIFICATE), "it stops nobody"


def test_what_waits_shows_it_too_and_a_register_that_fails_hides_nothing(post: Post) -> None:
    mmp = Operator(MMP, post)
    [shown] = mmp.pending(EVA)
    assert [person.name for person in shown.signature_status.possible_signers] == ["Eva Bergqvist"]

    SourceFailure.objects.create(register="people", number=EVA, problem="SourceInaccessible")

    [shown] = mmp.pending(EVA, EVA)
    assert [person.id for person in shown.signature_status.possible_signers] == [EVA]


def test_a_consent_s_signers_have_it_in_every_answer(post: Post) -> None:
    mmp = ConsentOperator.named(MMP, post)
    given = mmp.register(ARVID, MARIA, ARVID)
    listed = codec.from_element(
        consent_service.GetAllResponse, mmp.ask(consent_service.GetAll(arg0=[ARVID], arg1=ARVID)).element
    ).return_value
    mmp.ask(consent_service.Accept(arg0=ARVID, arg1=MARIA))
    ended = codec.from_element(
        consent_service.CancelResponse,
        mmp.ask(consent_service.Cancel(arg0=order(ARVID, MARIA), arg1=signed_by(ARVID), arg2=ARVID)).element,
    ).return_value

    in_order = [given, listed[0].signature_result, ended]
    assert [[person.name for person in each.signed_by] for each in in_order if each] == [["Arvid Lindgren"]] * 3


@pytest.mark.parametrize(("step", "code"), [(ends, 5010), (stores, 8003)])
def test_a_signature_in_the_name_of_the_dead_changes_nothing(
    post: Post, step: Callable[[Operator], Reply], code: int
) -> None:
    Person.objects.filter(number=JOHAN).update(deceased_on=clock.today())

    assert step(Operator(KIVRA, post)).fault.code == code

    assert Account.objects.filter(recipient=JOHAN).exists()
    assert not SenderChoice.objects.filter(account=JOHAN).exists()
