"""One exchange in the console: why it ended so, what was in it, and what became of its bytes."""

import pytest
from django.test import Client
from lxml import html

from infra.errors import NotFound, SignatureFault
from infra.hooks.exchanges import Edge, Verdict, reasons_of
from testbed.journal.pages.exchange_page import load_page
from testbed.journal.recording import bodies
from tests.cast import MARIA, Sender
from tests.testbed.journal.conftest import Journal
from tests.testbed.journal.told import record

pytestmark = pytest.mark.usefixtures("journal")
LIST = "/konsol/handelser/"


def text(client: Client, key: int, language: str = "sv") -> str:
    client.cookies["django_language"] = language
    answer = client.get(f"{LIST}{key}/")
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.content).text_content().split())


def test_an_exchange_that_is_not_there_has_no_page() -> None:
    with pytest.raises(NotFound):
        load_page(4711)


def test_both_sides_are_outlined() -> None:
    page = load_page(record(request=b"<a><b>1</b></a>", response=b"<c><d/></c>").pk)

    assert page.request_outline == "<a>\n<b>1</b>\n</a>"
    assert page.response_outline == "<c>\n<d/>\n</c>"


def test_bytes_that_are_gone_are_said_to_be_gone(client: Client) -> None:
    row = record(request=b"<a/>", response=b"<b/>", operation="deliverSecure")
    (bodies.bodies_folder() / row.file).unlink()

    page = load_page(row.pk)

    assert page.request is None
    assert page.response is None
    assert page.letter is None
    assert page.request_outline == ""
    assert client.get(f"{LIST}{row.pk}/").status_code == 200
    assert client.get(f"{LIST}{row.pk}/anrop.xml").status_code == 404


def test_only_calls_that_carry_letters_are_read_as_letters(kommun_a: Sender) -> None:
    request = kommun_a.letter().request

    assert load_page(record(request=request, operation="deliverSecure").pk).letter is not None
    assert load_page(record(request=request, operation="isReachable").pk).letter is None
    assert load_page(record(request=request, operation="deliverSecure", edge=Edge.WEBHOOK).pk).letter is None


def test_a_refusal_is_explained_in_the_reader_s_language(client: Client) -> None:
    refusal = SignatureFault("Håller inte", "Does not hold", slug="digest-mismatch", where="SignedDelivery")
    key = record(verdict=Verdict.REFUSED, request=b"<x/>", **reasons_of(refusal)).pk

    swedish, english = text(client, key), text(client, key, "en")

    assert "Håller inte" in swedish
    assert "Underskriften" in swedish
    assert "Does not hold" in english
    assert "Håller inte" not in english
    for shown in (swedish, english):
        assert "digest-mismatch" in shown
        assert "SignedDelivery" in shown


def test_a_check_that_only_another_version_knows_is_shown_by_its_name() -> None:
    from testbed.journal.models import Exchange

    row = record(verdict=Verdict.REFUSED)
    Exchange.objects.filter(pk=row.pk).update(failed_check="astrology", at_fault="stars")

    page = load_page(row.pk)

    assert (page.check, page.turn) == ("astrology", "stars")


def test_the_raw_files_have_the_whole_number_and_the_page_has_it_masked(client: Client, journal: Journal) -> None:
    row = record(request=f"<Recipient>{MARIA}</Recipient>".encode(), subject=MARIA)

    assert MARIA.encode() in journal.bytes_at(f"{LIST}{row.pk}/anrop.xml")
    headline = html.fromstring(client.get(f"{LIST}{row.pk}/").content).xpath("//h1")[0]
    assert MARIA not in headline.text_content()


def test_an_answer_that_never_came_is_an_exchange_too(client: Client) -> None:
    key = record(verdict=Verdict.FAILED, status=0, request=b"<x/>").pk

    assert "Misslyckad" in text(client, key)
