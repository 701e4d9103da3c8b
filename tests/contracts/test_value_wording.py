"""What the schemas refuse is explained by element and line, with the form that the value must have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from contracts import schemas
from contracts.catalogue import CONSENT, RECIPIENT
from contracts.schemas import SchemaViolation
from contracts.value_wording import MAX_VALUE_SHOWN

NAMESPACE = "http://minameddelanden.gov.se/schema/Recipient/v3"
SENDER, PERSON = "162021004748", "198101052382"
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=100)


def question(sender: str = SENDER, *recipients: str) -> etree._Element:
    root = etree.Element(f"{{{NAMESPACE}}}isReachable", nsmap={None: NAMESPACE})
    etree.SubElement(root, f"{{{NAMESPACE}}}senderOrgNr").text = sender
    for recipient in recipients or (PERSON,):
        etree.SubElement(root, f"{{{NAMESPACE}}}recipientId").text = recipient
    return root


def refusal(element: etree._Element) -> SchemaViolation:
    with pytest.raises(SchemaViolation) as problem:
        schemas.validate_element(RECIPIENT, element)
    return problem.value


def test_a_right_question_is_not_refused() -> None:
    schemas.validate_element(RECIPIENT, question(SENDER, PERSON, SENDER, "197001602395"))


@pytest.mark.parametrize(
    ("sender", "shown"),
    [("202100-4748", "202100-4748"), ("", "''"), ("sixteen", "'sixteen'"), ("16202100474", "'16202100474'")],
)
def test_an_organisation_number_of_another_form_is_shown_with_the_right_one(sender: str, shown: str) -> None:
    problem = refusal(question(sender))

    assert problem.element == "senderOrgNr"
    assert shown in problem.english
    assert "it must be 12 digits: 16 and the organisation number" in problem.english
    assert "det ska vara 12 siffror: 16 och organisationsnumret" in problem.swedish


def test_a_value_that_names_another_pattern_does_not_change_what_is_said_of_its_own() -> None:
    problem = refusal(question(SENDER, "by the pattern '16[0-9]{10}'"))

    assert "12 digits without hyphen: the person's number" in problem.english


@pytest.mark.parametrize("number", ["19810105-2382", "8101052382", "810105-2382", "1981010523825"])
def test_a_person_s_number_is_never_repeated_in_full(number: str) -> None:
    problem = refusal(question(SENDER, number))

    assert number not in problem.swedish + problem.english
    assert "****" in problem.english
    assert "12 digits without hyphen" in problem.english


@pytest.mark.parametrize("place", [1, 2, 5])
def test_the_faulty_one_of_several_is_counted(place: int) -> None:
    numbers = [PERSON] * 5
    numbers[place - 1] = "hej"

    problem = refusal(question(SENDER, *numbers))

    assert (problem.element, problem.number_of_its_kind) == ("recipientId", place)


@given(text=texts)
def test_a_long_value_is_cut_and_every_refusal_is_in_both_languages(text: str) -> None:
    element = question(f"x{text}")

    problem = refusal(element)

    assert problem.swedish != problem.english
    assert problem.swedish.startswith("<senderOrgNr>, rad ")
    assert problem.english.startswith("<senderOrgNr>, line ")
    assert len(problem.english) < 6 * MAX_VALUE_SHOWN + 200


def test_an_element_in_another_namespace_is_told_where_it_belongs() -> None:
    element = question()
    element[0].tag = "{urn:other}senderOrgNr"

    problem = refusal(element)

    assert f"is in the namespace urn:other, but belongs in {NAMESPACE}" in problem.english
    assert f"står i namnrymden urn:other, men hör hemma i {NAMESPACE}" in problem.swedish


def test_a_missing_element_is_named() -> None:
    element = question()
    element.remove(element[0])
    element.remove(element[0])

    problem = refusal(element)

    assert "senderOrgNr is missing here" in problem.english
    assert "här saknas senderOrgNr" in problem.swedish


def test_a_missing_element_is_named_with_those_that_may_stand_before_it() -> None:
    with pytest.raises(SchemaViolation) as refused:
        schemas.validate_element(CONSENT, etree.Element("{http://minameddelanden.gov.se/Consent}getAll"))

    assert "arg0 or arg1 is missing here" in refused.value.english
    assert "här saknas arg0 eller arg1" in refused.value.swedish


def test_an_element_that_the_contract_does_not_have_is_told_what_belongs_there() -> None:
    element = question()
    element.insert(0, element.makeelement(f"{{{NAMESPACE}}}surprise"))

    problem = refusal(element)

    assert problem.element == "surprise"
    assert "expected is senderOrgNr" in problem.english
    assert "här ska stå senderOrgNr" in problem.swedish


def test_an_attribute_and_a_text_that_do_not_belong_are_told() -> None:
    with_attribute, with_text = question(), question()
    with_attribute.set("lang", "sv")
    with_text.text = "hej"

    assert "the attribute lang is not allowed here" in refusal(with_attribute).english
    assert "only elements may stand here" in refusal(with_text).english


def test_elements_where_a_text_belongs_are_told() -> None:
    element = question()
    etree.SubElement(element[0], f"{{{NAMESPACE}}}inner")

    assert "only text may stand here" in refusal(element).english
