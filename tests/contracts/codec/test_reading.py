"""Typed messages go to elements and back unchanged, and what is no message is refused in two languages."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from xsdata.models.datatype import XmlDateTime

from contracts import codec, common_v3, message, recipient, recipient_v3
from contracts._generated.messages import AccountStatus1 as AccountStatus
from contracts.codec import NotReadable

BODY = "{urn:test}Body"

texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=60)
numbers = st.text("0123456789", min_size=12, max_size=12)


def sent(message: Any) -> etree._Element:
    """The message's element, as another program reads it from the bytes."""
    return etree.fromstring(etree.tostring(codec.to_element(message)))


@given(sender=numbers, recipients=st.lists(numbers, max_size=20))
def test_a_question_keeps_its_recipients_in_their_order(sender: str, recipients: list[str]) -> None:
    question = recipient_v3.IsReachable(sender_org_nr=sender, recipient_id=recipients)

    assert codec.from_element(recipient_v3.IsReachable, sent(question)) == question


suppliers = st.builds(
    recipient.ServiceSupplier,
    id=numbers,
    name=texts,
    logo=st.none() | texts,
    service_adress=texts,
    uiadress=st.none() | texts,
    internal_service_adress=texts,
)
answers = st.builds(
    recipient_v3.IsReachableResponse,
    return_value=st.lists(
        st.builds(
            recipient.ReachabilityStatus,
            sender_accepted=st.booleans(),
            account_status=st.builds(
                AccountStatus,
                recipient_id=numbers,
                pending=st.booleans(),
                type_value=st.sampled_from(recipient.AccountTypes),
                service_supplier=st.none() | suppliers,
            ),
        ),
        max_size=5,
    ),
)


@given(answer=answers)
def test_an_answer_comes_back_with_its_flags_enums_and_what_is_missing(answer: Any) -> None:
    assert codec.from_element(recipient_v3.IsReachableResponse, sent(answer)) == answer


def test_one_object_that_occurs_again_is_written_each_time() -> None:
    supplier = recipient.ServiceSupplier(
        id="165569999062",
        name="kivra.com",
        service_adress="https://a.example",
        internal_service_adress="https://b.example",
    )
    statuses = [
        recipient.ReachabilityStatus(
            sender_accepted=True,
            account_status=AccountStatus(
                recipient_id=f"19810105238{last}",
                pending=False,
                type_value=recipient.AccountTypes.SECURE,
                service_supplier=supplier,
            ),
        )
        for last in range(3)
    ]
    answer = recipient_v3.IsReachableResponse(return_value=statuses)

    assert codec.from_element(recipient_v3.IsReachableResponse, sent(answer)) == answer


@given(body=st.binary(max_size=300), content_type=texts)
def test_content_keeps_every_octet(body: bytes, content_type: str) -> None:
    written = message.MessageBody(content_type=content_type, body=body)
    element = etree.fromstring(etree.tostring(codec.to_element(written, BODY)))

    assert element.tag == BODY
    assert codec.from_element(message.MessageBody, element) == written


def test_comments_and_instructions_within_a_text_do_not_divide_it() -> None:
    element = sent(recipient_v3.IsReachable(sender_org_nr="162021004748", recipient_id=["198101052382"]))
    for child in element:
        digits = child.text or ""
        child.text = digits[:5]
        for node in (etree.Comment("a remark"), etree.ProcessingInstruction("a", "b")):
            child.append(node)
        child[1].tail = digits[5:]

    read = codec.from_element(recipient_v3.IsReachable, element)

    assert read == recipient_v3.IsReachable(sender_org_nr="162021004748", recipient_id=["198101052382"])


def test_reading_leaves_the_element_as_it_was() -> None:
    element = sent(recipient_v3.IsReachable(sender_org_nr="162021004748", recipient_id=["198101052382"]))
    before = etree.tostring(element)

    codec.from_element(recipient_v3.IsReachable, element)

    assert etree.tostring(element) == before


def test_every_namespace_is_declared_on_the_root_alone() -> None:
    status = recipient.ReachabilityStatus(
        sender_accepted=True,
        account_status=AccountStatus(
            recipient_id="198101052382", pending=False, type_value=recipient.AccountTypes.NOT
        ),
    )
    written = etree.tostring(codec.to_element(recipient_v3.IsReachableResponse(return_value=[status] * 3)))

    root, _, rest = written.partition(b">")
    assert b"xmlns:" in root
    assert b"xmlns" not in rest


def status_with(**changes: str) -> etree._Element:
    """A status in an answer, some of its texts replaced."""
    status = AccountStatus(recipient_id="198101052382", pending=False, type_value=recipient.AccountTypes.NOT)
    element = codec.to_element(status, "{http://minameddelanden.gov.se/schema/Recipient}AccountStatus")
    for child in element:
        name = etree.QName(child).localname
        child.text = changes.get(name, child.text)
    return element


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("1", True), (" true\n", True), ("false", False), ("0", False), ("\t0 ", False)],
)
def test_a_flag_is_read_in_every_form_of_xml_schema(written: str, value: bool) -> None:
    assert codec.from_element(AccountStatus, status_with(Pending=written)).pending is value


@pytest.mark.parametrize(
    ("name", "text"), [("Pending", "perhaps"), ("Pending", ""), ("Type", "Other"), ("Type", "")]
)
def test_a_value_of_the_wrong_form_is_not_readable(name: str, text: str) -> None:
    with pytest.raises(NotReadable) as problem:
        codec.from_element(AccountStatus, status_with(**{name: text}))

    assert problem.value.swedish.startswith("Ett värde har fel form")
    assert problem.value.english.startswith("A value has the wrong form")


def test_an_element_that_the_message_does_not_have_is_named() -> None:
    element = status_with()
    etree.SubElement(element, "{urn:other}Surprise")

    with pytest.raises(NotReadable, match=r"\{urn:other\}Surprise has no place in its parent") as problem:
        codec.from_element(AccountStatus, element)

    assert "{urn:other}Surprise hör inte hemma där" in problem.value.swedish


def test_a_message_that_lacks_an_element_is_not_whole() -> None:
    element = status_with()
    element.remove(element[0])

    with pytest.raises(NotReadable, match="AccountStatus is not whole") as problem:
        codec.from_element(AccountStatus, element)

    assert "AccountStatus är inte helt" in problem.value.swedish


def test_content_that_is_no_base64_is_named_by_its_element() -> None:
    element = codec.to_element(message.MessageBody(content_type="text/plain", body=b"abc"), BODY)
    element[-1].text = "QUJ!"

    with pytest.raises(NotReadable, match="Body is not base64: the character '!' at position 4") as problem:
        codec.from_element(message.MessageBody, element)

    assert "Body är inte base64: tecknet '!' på plats 4" in problem.value.swedish


@given(moment=st.datetimes(timezones=st.just(UTC)))
def test_a_moment_keeps_its_zone_and_fractions(moment: datetime) -> None:
    status = AccountStatus(
        recipient_id="198101052382",
        pending=False,
        type_value=recipient.AccountTypes.SECURE,
        last_registration=XmlDateTime.from_datetime(moment),
    )
    element = codec.to_element(status, "{urn:test}Status")

    assert codec.from_element(AccountStatus, element).last_registration == status.last_registration


@given(code=st.integers(-(2**31), 2**31 - 1), description=texts)
def test_a_fault_keeps_its_code_and_its_words(code: int, description: str) -> None:
    fault = common_v3.ApplicationFault(error_code=code, description=description, call_id="1")

    assert codec.from_element(common_v3.ApplicationFault, sent(fault)) == fault
