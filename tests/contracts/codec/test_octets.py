"""The octets of a typed message are those of its tree, whatever is in it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from xsdata.models.datatype import XmlDateTime

from contracts import codec, common, recipient, recipient_service, recipient_v2, recipient_v3, xmldsig

NOT_IN_XML = ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"]
CONTROLS = "".join(set(map(chr, range(0x20))) - {*"\t\n\r"})
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters=f"{CONTROLS}\ufffe\uffff"), max_size=60)


def of_tree(message: object) -> bytes:
    return etree.tostring(codec.to_element(message), encoding="UTF-8", xml_declaration=False)


@given(text=TEXTS, other=st.none() | TEXTS)
def test_any_text_is_written_as_lxml_writes_it(text: str, other: str | None) -> None:
    supplier = recipient.ServiceSupplier(
        id=text, name=text, service_adress=text, uiadress=other, internal_service_adress=""
    )
    status = recipient.AccountStatus(
        recipient_id=text, pending=True, type_value=recipient.AccountTypes.SECURE, service_supplier=supplier
    )
    answer = recipient_v3.IsRegisteredResponse(return_value=[status])

    assert codec.to_octets(answer) == of_tree(answer)


@pytest.mark.parametrize("character", NOT_IN_XML)
def test_a_character_that_xml_forbids_is_refused_as_lxml_refuses_it(character: str) -> None:
    question = recipient_v3.IsReachable(sender_org_nr=f"a{character}b", recipient_id=[])

    with pytest.raises(ValueError) as by_tree:  # noqa: PT011 (each kind, which is compared)
        of_tree(question)
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        codec.to_octets(question)

    assert type(refused.value) is type(by_tree.value)


@pytest.mark.parametrize(
    "message",
    [
        recipient_v3.IsReachableResponse(return_value=[]),
        recipient_v3.IsReachable(sender_org_nr="162021004748", recipient_id=["", "å", "😀"]),
        common.SignatureData(signature=b"", certificate="]]>\"'\x7f\x85\u2028", nonce="\t\n\r"),
        common.SignatureData(signature=bytes(range(256)), certificate="", nonce=""),
        recipient_service.GetAllRegisteredAccounts(arg0=-1),
    ],
    ids=["empty", "without latin letters", "odd characters", "octets", "a number"],
)
def test_values_of_every_kind_are_written_as_lxml_writes_them(message: object) -> None:
    assert codec.to_octets(message) == of_tree(message)


@given(moment=st.datetimes(timezones=st.timezones()) | st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_written_as_lxml_writes_it(moment: datetime) -> None:
    status = recipient.ReachabilityStatus(
        sender_accepted=False,
        account_status=recipient.AccountStatus(
            recipient_id="1", pending=False, type_value=recipient.AccountTypes.NOT
        ),
        last_sender_accept_change=XmlDateTime.from_datetime(moment),
    )
    answer = recipient_v3.IsReachableResponse(return_value=[status, status])

    assert codec.to_octets(answer) == of_tree(answer)


@given(text=TEXTS)
def test_a_message_that_is_one_text_is_written_as_lxml_writes_it_and_read_back(text: str) -> None:
    identity = recipient_v2.UserIdentity(value=text)

    assert codec.to_octets(identity) == of_tree(identity)
    assert codec.from_element(recipient_v2.UserIdentity, etree.fromstring(codec.to_octets(identity))) == identity


def test_a_message_with_attributes_is_written_as_lxml_writes_it() -> None:
    message = xmldsig.DigestMethod(algorithm="urn:example:<&>")

    assert codec.to_octets(message) == of_tree(message)
    assert b"urn:example:" in codec.to_octets(message)
