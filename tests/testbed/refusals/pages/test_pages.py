"""The pages about refusals, which faults lead to: open to all, in both languages, with what to do."""

import re

import pytest
from django.test import Client
from lxml import html
from pytest_django.fixtures import Settings

from infra.errors.codes import ErrorCode
from infra.errors.explanation import AtFault, Check
from testbed.refusals import catalogue
from testbed.refusals.catalogue import RefusalReason
from testbed.refusals.codes import MEANINGS, SOAP_ITSELF
from testbed.refusals.wording import CHECKS, TURNS

SOME = sorted(catalogue.all_reasons())[::25]
pytestmark = pytest.mark.django_db


def shown(client: Client, address: str, language: str = "sv") -> str:
    client.cookies["django_language"] = language
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.content).text_content().split())


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("slug", SOME)
def test_a_reason_is_explained_in_the_reader_s_language(client: Client, slug: str) -> None:
    reason = catalogue.all_reasons()[slug]

    swedish, english = shown(client, f"/refusals/{slug}"), shown(client, f"/refusals/{slug}", "en")

    assert flat(reason.summary.swedish) in swedish
    assert flat(reason.summary.english) in english
    for fix in reason.fixes:
        assert flat(fix.swedish) in swedish
        assert flat(fix.english) in english


@pytest.mark.parametrize("code", sorted(int(code) for code in MEANINGS)[::4])
def test_a_code_is_explained_in_the_reader_s_language(client: Client, code: int) -> None:
    assert MEANINGS[code].swedish in shown(client, f"/refusals/{code}")
    assert MEANINGS[code].english in shown(client, f"/refusals/{code}", "en")


def test_every_code_that_a_fault_can_have_is_explained_in_two_languages() -> None:
    assert set(MEANINGS) == {SOAP_ITSELF, *(int(code) for code in ErrorCode)}
    assert all(text.swedish and text.english and text.swedish != text.english for text in MEANINGS.values())


def test_the_list_leads_to_each_code_that_has_reasons(client: Client) -> None:
    page = html.fromstring(client.get("/refusals/").content)

    links = {link.get("href") for link in page.xpath("//main//a")}

    assert {f"/refusals/{int(code)}" for code in MEANINGS if catalogue.reasons_of(code)} <= links


def test_a_fault_s_page_needs_no_password(client: Client, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "a long sentence"

    assert client.get(f"/refusals/{SOME[0]}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/refusals/5012/", "/refusals/-1", "/refusals/a b", "/refusals/..", "/refusals/5012x"]
)
def test_what_nobody_gives_has_no_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_is_only_read(client: Client) -> None:
    assert client.post(f"/refusals/{SOME[0]}").status_code == 405


@pytest.mark.parametrize("slug", SOME)
def test_a_reason_is_read_as_it_was_written(slug: str) -> None:
    reason = catalogue.all_reasons()[slug]

    assert RefusalReason.from_json(slug, reason.as_json()) == reason


def test_reasons_of_a_code_are_in_alphabetical_order_and_have_it() -> None:
    for code in MEANINGS:
        found = catalogue.reasons_of(code)
        assert [reason.slug for reason in found] == sorted(reason.slug for reason in found)
        assert all(code in reason.codes for reason in found)


def test_a_reason_that_only_others_have_words_for_has_an_empty_summary() -> None:
    reason = RefusalReason("theirs", [5001], Check.SCHEMA, AtFault.YOU, False, texts=[], fixes=[], places=[])

    assert not reason.summary


def test_every_check_and_everybody_whose_turn_it_may_be_has_words() -> None:
    assert set(CHECKS) == {check.value for check in Check}
    assert set(TURNS) == {whose.value for whose in AtFault}
    assert len({str(words) for words in CHECKS.values()}) == len(CHECKS)


def test_the_console_s_tab_of_checks_leads_to_them_and_is_marked(client: Client, db: None) -> None:
    for path in ("/refusals/", "/refusals/5012", "/refusals/digest-mismatch"):
        page = client.get(path).content.decode()

        assert re.search(r'href="/konsol/kontroll/"\s+aria-current="true"', page)
