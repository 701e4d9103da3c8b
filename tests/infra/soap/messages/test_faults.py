"""A refusal becomes a SOAP fault that another system can read, and any fault of another system can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from contracts import schemas
from contracts.catalogue import AUTHORITY, RECIPIENT, Service
from infra.errors import (
    AccessDenied,
    CertificateError,
    InternalError,
    InvalidInput,
    MinaMeddelandenError,
    SignatureFault,
)
from infra.errors.codes import ErrorCode
from infra.soap.messages import faults
from infra.soap.messages.faults import Fault
from infra.soap.messages.parser import SOAP_11
from infra.texts import Text

OLDER = "{http://minameddelanden.gov.se/Authority}getSendersFault"
FAMILIES = [(faults.APPLICATION_FAULT, RECIPIENT), (OLDER, AUTHORITY)]
words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff|"), min_size=1)


def over_the_wire(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element))


def foreign(detail: str, words: str = "Something is wrong") -> Fault:
    """The fault of another system, read."""
    xml = (
        f'<s:Fault xmlns:s="{SOAP_11}"><faultcode>s:Server</faultcode><faultstring>{words}</faultstring>'
        f"<detail>{detail}</detail></s:Fault>"
    )
    return faults.read_fault(etree.fromstring(xml))


@pytest.mark.parametrize("name", [name for name, _ in FAMILIES])
@given(swedish=words, english=words, code=st.sampled_from(sorted(ErrorCode)))
def test_a_fault_is_read_as_it_was_written(name: str, swedish: str, english: str, code: ErrorCode) -> None:
    written = Fault(int(code), Text(swedish, english), "call-1")

    read = faults.read_fault(over_the_wire(faults.to_element(written, name)))

    assert (read.text, read.call_id) == (written.text, "call-1")
    assert read.code == (5001 if name == OLDER and code == 1 else code)


@pytest.mark.parametrize(("name", "service"), FAMILIES)
@given(text=st.text(), code=st.sampled_from(sorted(ErrorCode)))
def test_whatever_a_refusal_repeats_of_its_caller_the_detail_follows_the_contract(
    name: str, service: Service, text: str, code: ErrorCode
) -> None:
    error = MinaMeddelandenError(text, text)
    error.code = code

    element = over_the_wire(faults.to_element(faults.fault_of(error), name))

    detail = element.find("detail/*")
    assert detail is not None
    assert detail.tag == name
    schemas.validate_element(service, detail)


@pytest.mark.parametrize(
    ("error", "whose"),
    [
        (InvalidInput, "soap:Client"),
        (AccessDenied, "soap:Client"),
        (SignatureFault, "soap:Client"),
        (CertificateError, "soap:Client"),
        (InternalError, "soap:Server"),
    ],
)
def test_the_fault_code_says_whose_fault_it_is(error: type[MinaMeddelandenError], whose: str) -> None:
    fault = faults.fault_of(error("Fel", "Wrong"))

    assert faults.to_element(fault).findtext("faultcode") == whose
    assert fault.is_permanent is (whose == "soap:Client")


def test_every_fault_has_a_call_id_of_its_own() -> None:
    error = InvalidInput("Fel", "Wrong")

    assert faults.fault_of(error).call_id != faults.fault_of(error).call_id


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    fault = faults.fault_of(InvalidInput("a\x00b\x1bc\ufffed", "a\ud800b"))

    assert tuple(fault.text) == ("a\ufffdb\ufffdc\ufffdd", "a\ufffdb")


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("5012", 5012),
        (" 5012\n", 5012),
        ("0", 0),
        ("", 0),
        ("abc", 0),
        ("-1", 0),
        ("5012.0", 0),
        ("²", 0),
        ("٥٠٠١", 0),
        ("9" * 5000, 0),
    ],
)
def test_a_code_that_is_no_number_of_the_contract_counts_as_none(code: str, number: int) -> None:
    assert foreign(f"<e><ErrorCode>{code}</ErrorCode></e>").code == number


def test_a_fault_without_detail_has_the_words_of_its_fault_string() -> None:
    fault = foreign("")

    assert (fault.code, fault.text, fault.call_id) == (0, Text.same("Something is wrong"), "")
    assert not fault.is_permanent


@pytest.mark.parametrize(
    ("code", "is_permanent", "concerns_the_letter"),
    [
        (1, False, False),
        (3, True, False),
        (5, True, False),
        (4999, False, False),
        (5000, True, True),
        (8004, True, True),
    ],
)
def test_codes_from_5000_are_about_the_letter_and_lower_ones_about_the_system(
    code: int, is_permanent: bool, concerns_the_letter: bool
) -> None:
    fault = Fault(code, Text.same("x"), "")

    assert (fault.is_permanent, fault.concerns_the_letter) == (is_permanent, concerns_the_letter)


@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff<&"), max_size=80)
)
def test_any_words_of_another_system_can_be_read(text: str) -> None:
    fault = foreign(f"<e><ErrorCode>{text}</ErrorCode><Description>{text}</Description></e>", text)

    assert fault.code >= 0
    assert isinstance(fault.text, Text)
