"""A company's signatory rules on the pages."""

from typing import Any

import pytest
from lxml import html

from base_registers.entries import company_entries
from base_registers.entries.company_values import RuleEntry
from base_registers.models import SignatoryRule
from console.registers import signatory_rules
from infra.errors import NotFound
from tests.console.registers.conftest import Pages

FJALLBACK, PROVBY_BYGG, KVARNEN, NORRSKEN = "165560000019", "165560000043", "169696000018", "165560000035"
LENA, ANNIKA, LARS, SARA, IDA = "196001062626", "196801029288", "196906112393", "199506022384", "199801012387"


def rules(number: str) -> tuple[RuleEntry, ...]:
    return company_entries.get_company(number).rules


def test_a_rule_is_added_last_and_the_clear_text_follows(pages: Pages) -> None:
    shown = pages.do("signatory-rule-new", FJALLBACK, kind="AnyOfGroup", count="1", group=[LENA, ANNIKA])

    assert "Regeln är sparad." in shown
    company = company_entries.get_company(FJALLBACK)
    assert company.rules[1] == RuleEntry(
        "AnyOfGroup", "Firman tecknas av Lena Sjöberg och Annika Hedlund var för sig.", 1, (LENA, ANNIKA)
    )
    assert company.rule_text == " ".join(rule.text for rule in company.rules)


@pytest.mark.parametrize("number", [FJALLBACK, PROVBY_BYGG, KVARNEN, NORRSKEN])
def test_saving_a_rule_as_it_stands_keeps_what_it_demands(pages: Pages, number: str) -> None:
    before = rules(number)
    for place in range(1, len(before) + 1):
        [form, *_] = pages.console.page("signatory-rule", number, place).xpath("//main//form[@method='post']")
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        pages.do("signatory-rule", number, place, **values)

    assert rules(number) == before


def test_a_usual_text_is_not_shown_so_that_it_follows_a_change(pages: Pages) -> None:
    text = "string(//textarea[@name='text'])"
    assert pages.console.page("signatory-rule", FJALLBACK, 1).xpath(text).strip() == ""
    assert "den ena ska vara Lars" in pages.console.page("signatory-rule", PROVBY_BYGG, 1).xpath(text)

    pages.do("signatory-rule", FJALLBACK, 1, kind="Board", text="")

    assert rules(FJALLBACK) == (RuleEntry("Board", "Firman tecknas av styrelsen."),)


def test_each_officer_can_be_chosen_once(pages: Pages) -> None:
    pages.do("officer-add", FJALLBACK, number=LENA, role="ManagingDirector")

    page = pages.console.page("signatory-rule-new", FJALLBACK)

    assert page.xpath("//input[@name='group']/@value") == [LENA, ANNIKA]
    assert page.xpath("//input[@name='required']/@value") == [LENA, ANNIKA]


def test_a_company_without_officers_has_nobody_to_choose(pages: Pages) -> None:
    page = pages.console.page("signatory-rule-new", "162021009028")

    assert page.xpath("//input[@name='group']") == []


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"kind": "AnyOfGroup", "count": "2"}, "Säg vilka som ingår."),
        ({"kind": "AnyOfGroup", "group": [LENA]}, "Säg hur många som ska skriva under."),
        ({"kind": "AnyOfGroup", "count": "3", "group": [LENA, ANNIKA]}, "fler än de som regeln räknar"),
        ({"kind": "AnyOfGroup", "count": "0", "group": [LENA]}, "heltal från 1 till 100"),
        ({"kind": "AnyOfGroup", "count": "x", "group": [LENA]}, "field__error"),
        ({"kind": "AnyOfGroup", "count": "1", "group": [LARS]}, "field__error"),
        ({"kind": "JointlyWithOneOf", "count": "2"}, "Säg av vilka en ska skriva under."),
        ({"kind": "Board", "count": "2"}, "säger själv hur många"),
        ({"kind": "NotInterpretable"}, "Skriv regeln i klartext."),
        ({"kind": "Lottning"}, "field__error"),
        ({}, "field__error"),
    ],
)
def test_a_rule_that_cannot_be_is_explained(pages: Pages, values: dict[str, Any], says: str) -> None:
    before = rules(FJALLBACK)

    answer = pages.console.do("signatory-rule-new", FJALLBACK, **values)

    assert answer.status_code == 422 or not values
    assert says in answer.content.decode() or not values
    assert rules(FJALLBACK) == before


def test_what_was_chosen_stays_when_something_is_wrong(pages: Pages) -> None:
    answer = pages.console.do("signatory-rule-new", FJALLBACK, kind="AnyOfGroup", group=[ANNIKA])

    page = html.fromstring(answer.content)
    assert page.xpath("//input[@name='group'][@checked]/@value") == [ANNIKA]
    assert page.xpath("string(//select[@name='kind']/option[@selected]/@value)") == "AnyOfGroup"


def test_a_rule_is_removed_and_the_clear_text_follows(pages: Pages) -> None:
    assert "Regeln är borttagen." in pages.do("signatory-rule-remove", NORRSKEN, 1)

    company = company_entries.get_company(NORRSKEN)
    assert [rule.kind for rule in company.rules] == ["ManagingDirector"]
    assert company.rule_text == company.rules[0].text
    assert SignatoryRule.objects.get(company=NORRSKEN).position == 1


@pytest.mark.parametrize("place", [0, 3, 99])
def test_a_rule_that_is_not_there_has_no_page(pages: Pages, place: int) -> None:
    if place:
        pages.console.page("signatory-rule", NORRSKEN, place, status=404)
        assert pages.status("signatory-rule-remove", NORRSKEN, place) == 404
    with pytest.raises(NotFound):
        signatory_rules.rule_at(company_entries.get_company(NORRSKEN), place)


def test_the_nav_marks_the_registers_and_nothing_else(pages: Pages) -> None:
    page = pages.console.page("signatory-rule", NORRSKEN, 1)

    assert page.xpath("//nav[@class='tabs']/a[@aria-current]/text()") == ["Register"]
