"""Consent on the wire: what the contract's types allow and the register does not, and what answers look like."""

import pytest
from lxml import etree
from xsdata.models.datatype import XmlDate

from contracts import codec, consent_service, recipient_v3
from far.models import Account, Consent
from infra.soap.messages import envelope
from tests.cast import ARVID, MARIA, Reply
from tests.far.accounts.cast import account_request
from tests.far.consents.operators import Operator, order
from tests.far.people import ANNIKA, FJALLBACK, LENA
from tests.far.signing import signed_by

CONSENT = "{http://minameddelanden.gov.se/Consent}"


def changed(operator: Operator, before: str, after: str) -> Reply:
    """What is answered when a part of a right registerConsent is another."""
    request = consent_service.RegisterConsent(arg0=order(ARVID, MARIA, "Create"), arg1=signed_by(ARVID))
    body = envelope.wrap_element(codec.to_element(request)).decode()
    assert before in body
    return operator.sender.post(
        "/webservice/accao/Consent", body.replace(before, after, 1).encode(), operator.sender.identity
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f">{ARVID}<", ">19270517-8354<"),
        (f">{ARVID}<", "><"),
        (f">{MARIA}<", ">165560000001<"),
        (">Create<", ">create<"),
        (">Create<", ">Replace<"),
        (">2026-11-28<", ">28/11/2026<"),
        (">2026-11-28<", ">2026-02-30<"),
        (">2026-11-28<", ">12026-11-28<"),
        ("ConsentHolder", "Holder"),
    ],
)
def test_what_breaks_the_contract_is_refused(mmp: Operator, before: str, after: str) -> None:
    reply = changed(mmp, before, after)

    assert reply.fault.code == 5001
    assert not Consent.objects.exists()


def test_a_fault_has_the_element_of_its_operation(mmp: Operator) -> None:
    for request, name in (
        (consent_service.Accept(arg0=ARVID, arg1=MARIA), "acceptFault"),
        (consent_service.Refuse(arg0=ARVID, arg1=MARIA), "refuseFault"),
        (consent_service.Cancel(arg0=order(ARVID, MARIA), arg2=MARIA), "cancelFault"),
        (
            consent_service.RegisterConsent(arg0=order(ARVID, ARVID), arg1=signed_by(ARVID)),
            "registerConsentFault",
        ),
        (consent_service.GetAll(arg0=[LENA], arg1=ARVID), "getAllFault"),
        (consent_service.GetAllPrivate(arg0=[FJALLBACK], arg1=ARVID), "getAllPrivateFault"),
    ):
        reply = mmp.ask(request)
        [detail] = reply.element.iter("detail")
        [told] = detail
        assert told.tag == f"{CONSENT}{name}"
        assert [etree.QName(part).localname for part in told] == ["ErrorCode", "Description", "CallId"]


def test_refusals_are_in_both_languages_and_mask_people(mmp: Operator) -> None:
    for reply in (
        mmp.accept(ARVID, MARIA),
        mmp.cancel(ARVID, MARIA, user=MARIA),
        mmp.register_reply(ARVID, ARVID, ARVID),
        mmp.register_reply(ARVID, MARIA, LENA),
    ):
        description = reply.fault.description
        assert " | " in description
        assert ARVID not in description
        assert MARIA not in description


def test_the_text_of_a_private_signature_is_empty_and_there(mmp: Operator) -> None:
    """Version 1's SignatureAuthorizationResult demands Id, Status and Text."""
    reply = mmp.register_reply(ARVID, MARIA, ARVID)

    [result] = reply.element
    names = [etree.QName(part).localname for part in result]
    assert {"Id", "Status", "Text"} <= set(names)


def test_the_day_of_the_request_is_kept(mmp: Operator) -> None:
    assert changed(mmp, ">2026-11-28<", ">2025-01-31<").status == 200

    [told] = mmp.all_of(ARVID)
    assert told.request.timestamp == XmlDate(2025, 1, 31)


def test_a_deregistered_account_ends_its_consents(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.given(FJALLBACK, ARVID, LENA, ANNIKA)
    request = recipient_v3.Deregister(
        deregister_account=account_request(ARVID, "Delete", "minmyndighetspost.se"), signature=signed_by(ARVID)
    )

    assert mmp.sender.ask("Recipient/v3", request).status == 200

    assert not Account.objects.filter(recipient=ARVID).exists()
    assert Consent.objects.get(account=ARVID).ending == "AccountClosed"
    assert Consent.objects.get(account=FJALLBACK).state == "Active", "that one is the company's"
