"""A number that nobody can have is refused with the name of the element in which the caller wrote it."""

from typing import Any

import pytest

from contracts import authority_service, consent_service, recipient, recipient_service, recipient_v3
from tests.cast import ARVID, MARIA, Post, Sender
from tests.far.accounts.cast import KOMMUN_A, MMP
from tests.far.accounts.cast import Operator as Registrar
from tests.far.consents.operators import Operator, order, trial_of, verification_of
from tests.far.signing import signed_by

WRONG = "192705178355"
V1 = recipient_service


def preferences(holder: str) -> recipient.AccountPreferences:
    return recipient.AccountPreferences(id=holder, accepted_senders=[])


OF_RECIPIENT = [
    (V1.IsReachable(arg0=KOMMUN_A, arg1=[ARVID, WRONG]), "arg1 number 2"),
    (V1.IsRegistered(arg0=[WRONG]), "arg0 number 1"),
    (V1.GetPendingAccountRequest(arg0=[ARVID, WRONG], arg1=ARVID), "arg0 number 2"),
    (V1.GetPendingAccountRequest(arg0=[ARVID], arg1=WRONG), "arg1 ("),
    (V1.DeletePendingAccountRequest(arg0=WRONG, arg1=ARVID), "arg0 ("),
    (V1.DeletePendingAccountRequest(arg0=ARVID, arg1=WRONG), "arg1 ("),
    (V1.GetAccountPreferences(arg0=WRONG, arg1=ARVID), "arg0 ("),
    (V1.GetAccountPreferences(arg0=ARVID, arg1=WRONG), "arg1 ("),
]
OF_VERSION_1_ALONE = [
    (V1.StoreAccountPreferences(arg0=WRONG, arg1=ARVID, arg2=preferences(WRONG)), "arg0 ("),
    (V1.StoreAccountPreferences(arg0=ARVID, arg1=WRONG, arg2=preferences(ARVID)), "arg1 ("),
    (V1.ChangeServiceSupplier(arg0=WRONG, arg1=ARVID, arg2=MMP), "arg0 ("),
    (V1.ChangeServiceSupplier(arg0=ARVID, arg1=WRONG, arg2=MMP), "arg1 ("),
]
OTHERS = [
    (trial_of(WRONG, ARVID), "arg0 ("),
    (trial_of(ARVID, WRONG), "arg1/Id ("),
    (trial_of(ARVID, ARVID, new=WRONG), "arg2 ("),
    (verification_of(WRONG, signed_by(ARVID)), "arg0 ("),
    (authority_service.GetUserAccessRights(arg0=WRONG), "arg0 ("),
    (authority_service.GetUserAccessRightsNoConcent(arg0=WRONG), "arg0 ("),
    (consent_service.Accept(arg0=WRONG, arg1=ARVID), "arg0 ("),
    (consent_service.Refuse(arg0=ARVID, arg1=WRONG), "arg1 ("),
    (consent_service.GetAll(arg0=[ARVID, WRONG], arg1=MARIA), "arg0 number 2"),
    (consent_service.GetAllPrivate(arg0=[ARVID], arg1=WRONG), "arg1 ("),
    (consent_service.Cancel(arg0=order(ARVID, MARIA), arg2=WRONG), "arg2 ("),
    (consent_service.RegisterConsent(arg0=order(WRONG, MARIA), arg1=signed_by(ARVID)), "Account ("),
]
"""Of Authority and Consent."""


def named(value: Any) -> str:
    return value if isinstance(value, str) else type(value).__name__


def require_named(description: str, element: str) -> None:
    _, english = description.split(" | ")
    assert english.startswith(element), description
    assert "wrong check digit" in english
    assert WRONG not in description


@pytest.mark.parametrize("path", ["Recipient", "Recipient/v2"])
@pytest.mark.parametrize(("request_", "element"), OF_RECIPIENT, ids=named)
def test_versions_1_and_2_name_the_argument(
    world: None, post: Post, path: str, request_: object, element: str
) -> None:
    fault = Sender(Registrar(MMP, post).identity, MMP, post).ask(path, request_).fault

    assert fault.code == 5001
    require_named(fault.description, element)


@pytest.mark.parametrize(("request_", "element"), OF_VERSION_1_ALONE, ids=named)
def test_version_1_names_the_argument(world: None, post: Post, request_: object, element: str) -> None:
    fault = Sender(Registrar(MMP, post).identity, MMP, post).ask("Recipient", request_).fault

    assert fault.code == 5001
    require_named(fault.description, element)


@pytest.mark.parametrize(("request_", "element"), OTHERS, ids=named)
def test_authority_and_consent_name_the_argument(world: None, post: Post, request_: object, element: str) -> None:
    fault = Operator.named(MMP, post).ask(request_).fault

    assert fault.code == 5001
    require_named(fault.description, element)


def test_version_3_names_its_own_elements(world: None, post: Post) -> None:
    mmp = Registrar(MMP, post)

    for request, element in (
        (recipient_v3.IsRegistered(recipient_id=[WRONG]), "recipientId number 1"),
        (recipient_v3.DeletePendingAccountRequest(recipient_id=WRONG, user_identity=ARVID), "recipientId ("),
        (recipient_v3.GetPendingAccountRequest(recipient_id=[], user_identity=WRONG), "UserIdentity ("),
    ):
        require_named(mmp.call(request).fault.description, element)


def test_a_call_of_version_1_leaves_no_names_behind(world: None, post: Post) -> None:
    Sender(Registrar(MMP, post).identity, MMP, post).ask("Recipient", V1.IsRegistered(arg0=[WRONG]))

    fault = Registrar(MMP, post).call(recipient_v3.IsRegistered(recipient_id=[WRONG])).fault

    require_named(fault.description, "recipientId number 1")
