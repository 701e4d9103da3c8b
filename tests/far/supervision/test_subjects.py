"""Whom each kind of request is about."""

import time

import pytest
from pytest_django.fixtures import Settings
from xsdata.models.datatype import XmlDate

from contracts import (
    authority_service,
    codec,
    common,
    recipient,
    recipient_service,
    recipient_v2,
    recipient_v3,
)
from contracts import sender as sender_contract
from far.supervision.subjects import key_as_integer, key_of, keys_of, masked_number, recipients_of, subjects_of
from tests.cast import ARVID, MARIA, TOLVAN, Sender

KOMMUN_A, COMPANY = "162021004748", "165560000001"
ACCOUNT = recipient.AccountRequest(
    id=ARVID,
    type_value=recipient.AccountRequestTypes.CREATE,
    agreement_text=f"Jag, {TOLVAN}, godkänner.",
    timestamp=XmlDate(2026, 11, 28),
    service_supplier="kivra.com",
)
PREFERENCES = recipient.AccountPreferences(
    id=ARVID, accepted_senders=[sender_contract.Sender(id=KOMMUN_A, name="Kommun A")]
)
SECURE = recipient.AccountTypes.SECURE
SIGNATURE = common.SignatureData(signature=TOLVAN.encode(), certificate="Test")


@pytest.mark.parametrize(
    ("request_", "subjects"),
    [
        (recipient_v3.IsReachable(sender_org_nr=KOMMUN_A, recipient_id=[ARVID, MARIA]), [ARVID, MARIA]),
        (recipient_v3.IsRegistered(recipient_id=[COMPANY]), [COMPANY]),
        (recipient_v3.Register(account_request=ACCOUNT, account_type=SECURE, signature=[SIGNATURE]), [ARVID]),
        (recipient_v3.GetAccountPreferences(recipient_id=COMPANY, user_identity=ARVID), [COMPANY, ARVID]),
        (
            recipient_v2.StoreAccountPreferences(
                id=recipient_v2.Id(value=ARVID),
                user_identity=recipient_v2.UserIdentity(value=ARVID),
                preferences=PREFERENCES,
                agreement_text=TOLVAN,
                signature_data=[SIGNATURE],
            ),
            [ARVID],
        ),
        (recipient_service.IsReachable(arg0=KOMMUN_A, arg1=[MARIA, MARIA]), [MARIA]),
        (recipient_service.GetAllReachableAccounts(arg0=KOMMUN_A, arg1=1), []),
        (recipient_service.Register(arg0=ACCOUNT, arg1=SECURE, arg2=["a@example.org"], arg3=[SIGNATURE]), [ARVID]),
        (recipient_service.StoreAccountPreferences(arg0=ARVID, arg1=MARIA, arg2=PREFERENCES), [ARVID, MARIA]),
        (authority_service.GetUserAccessRights(arg0=MARIA), [MARIA]),
        (authority_service.GetSenders(), []),
    ],
)
def test_a_request_is_about_its_holders_and_nobody_else(request_: object, subjects: list[str]) -> None:
    assert subjects_of(request_) == subjects


def test_of_a_refused_request_the_element_tells(kommun_a: Sender) -> None:
    element = codec.to_element(recipient_v3.IsReachable(sender_org_nr=KOMMUN_A, recipient_id=[ARVID, MARIA]))

    assert subjects_of(element) == [ARVID, MARIA]


def test_a_letter_has_its_recipient(kommun_a: Sender) -> None:
    assert recipients_of(kommun_a.letter(MARIA).signed) == [MARIA]
    assert recipients_of("something else") == []


def test_a_persons_number_is_masked_and_a_companys_is_not() -> None:
    assert masked_number(ARVID) == f"{ARVID[:8]}****"
    assert masked_number(COMPANY) == COMPANY
    assert masked_number("") == ""


def test_a_key_is_the_same_every_time_and_another_for_another_number_or_installation(settings: Settings) -> None:
    assert key_of(ARVID) == key_of(ARVID) != key_of(MARIA)
    assert keys_of([ARVID, MARIA]) == key_of(ARVID) + key_of(MARIA)
    assert key_as_integer(ARVID) == int.from_bytes(key_of(ARVID), "big", signed=True)
    before = key_of(ARVID)

    settings.SECRET_KEY = "another"  # of pytest-django

    assert key_of(ARVID) != before


def test_a_question_about_a_thousand_is_noted_in_less_than_a_millisecond() -> None:
    question = recipient_v3.IsReachable(sender_org_nr=KOMMUN_A, recipient_id=[f"19{n:010}" for n in range(1_000)])
    subjects_of(question)

    spent = []
    for _ in range(20):
        begun = time.thread_time()
        subjects_of(question)
        spent.append(time.thread_time() - begun)

    assert min(spent) < 0.001
