"""The live list in the console: what was searched for, page by page, and renewed only when it has changed."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from infra.hooks.exchanges import Edge, Verdict
from testbed.journal.pages import listing
from testbed.journal.pages.listing import ExchangeSearchForm, load_listing
from testbed.journal.search.finding import FoundExchanges
from testbed.journal.search.query_language import Search
from tests.cast import MARIA
from tests.testbed.journal.told import record

pytestmark = pytest.mark.usefixtures("journal")
LIST = "/konsol/handelser/"


def form(**values: str) -> ExchangeSearchForm:
    found = ExchangeSearchForm(values)
    found.is_valid()
    return found


def shown(client: Client, **query: str) -> html.HtmlElement:
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def subjects(page: html.HtmlElement) -> Iterator[str]:
    text = page.text_content()
    yield from (word for word in text.split() if word.startswith("ärende"))


def test_a_form_without_anything_finds_everything() -> None:
    assert form().wanted == Search()
    assert form().query == ""


def test_the_choices_and_the_words_must_all_hold() -> None:
    record(subject="ärende1", verdict=Verdict.REFUSED)
    record(subject="ärende1")
    record(subject="ärende2", verdict=Verdict.REFUSED)
    record(subject="ärende1", verdict=Verdict.REFUSED, edge=Edge.SMTP)

    found = load_listing(form(q="ärende1", verdict="refused", edge="soap").wanted)

    assert [row.exchange.subject for row in found.rows] == ["ärende1"]


def test_a_search_stands_in_the_address_as_it_was_given() -> None:
    assert form(q='label:"a b"', verdict="refused", edge="").query == "q=label%3A%22a+b%22&verdict=refused"


@pytest.mark.parametrize(
    "values", [{"q": "x" * 1_001}, {"q": "since:igår"}, {"q": "a*"}, {"verdict": "maybe"}, {"edge": "moon"}]
)
def test_nonsense_is_explained_in_the_form(client: Client, values: dict[str, str]) -> None:
    answer = client.get(LIST, values)

    assert answer.status_code == 422
    assert html.fromstring(answer.content).xpath("//*[@aria-invalid='true'] | //*[contains(@class,'error')]")


def test_a_page_is_followed_by_the_next_until_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "ROWS", 2)
    for number in range(5):
        record(subject=f"ärende{number}")

    seen, before = [], ""
    while True:
        page = load_listing(Search(), before)
        seen += [row.subject for row in page.rows]
        if page.older is None:
            break
        before = str(page.older)

    assert seen == [f"ärende{number}" for number in reversed(range(5))]


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 30, "1.5", "１"])
def test_a_page_that_nonsense_names_is_the_first(before: str) -> None:
    record(subject="ärende")

    assert [row.subject for row in load_listing(Search(), before).rows] == ["ärende"]


def test_the_version_changes_with_the_rows_and_with_nothing_else() -> None:
    record(subject="ärende1")
    first = load_listing(Search()).version
    assert load_listing(Search()).version == first

    record(subject="ärende2")
    assert load_listing(Search()).version != first


def test_numbers_of_persons_are_masked_in_every_column(client: Client) -> None:
    record(subject=f"Ansökan från {MARIA}", recipient=MARIA, operation="notify")

    page = client.get(LIST).content.decode()

    assert MARIA not in page
    assert "19810105****" in page


def test_a_call_to_many_names_the_first_and_counts_the_others() -> None:
    numbers = b"".join(b"<recipientId>%d</recipientId>" % (198101052382 + place) for place in range(4))
    record(request=numbers)

    [row] = load_listing(Search()).rows

    assert (row.recipient, row.others) == ("19810105****", 3)


@pytest.mark.usefixtures("world")
def test_a_caller_that_the_register_knows_is_called_by_its_name() -> None:
    record(caller="162021004748")
    record(caller="165569999999")

    stranger, known = load_listing(Search()).rows

    assert str(known.caller_name) == "Kommun A"
    assert stranger.caller_name == ""


def test_what_is_searched_for_stays_searched_for_on_the_open_page(client: Client) -> None:
    record(subject="ärende1")
    page = shown(client, q="ärende1")
    part = page.get_element_by_id("handelser")
    record(subject="ärende2")

    assert client.get(str(part.get("hx-get"))).status_code == 204

    record(subject="ärende1", label="again")
    assert client.get(str(part.get("hx-get"))).status_code == 200


def test_the_part_that_is_renewed_does_not_explain_nonsense(client: Client) -> None:
    assert client.get(reverse("journal:exchanges-renewal"), {"q": "since:igår"}).status_code == 404


def test_the_list_speaks_the_reader_s_language(client: Client) -> None:
    record(operation="deliverSecure", verdict=Verdict.REFUSED)

    swedish = client.get(LIST).content.decode()
    client.cookies["django_language"] = "en"
    english = client.get(LIST).content.decode()

    assert "Nekad" in swedish
    assert "Nekad" not in english
    assert 'lang="en"' in english


def test_a_search_that_ended_early_says_so_and_leads_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "find_page", lambda *_: FoundExchanges([], 17))

    page = shown(client, q="beslut")

    assert "hann genomsökas" in page.text_content()
    assert page.xpath("//a[contains(@href, 'before=17')]")
