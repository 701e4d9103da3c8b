"""An exchange to read: the line that repeats it, and the addresses of its parts."""

import shlex
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra.errors import NotFound
from infra.hooks.exchanges import Edge, Verdict
from testbed.journal import reading
from testbed.journal.models import Exchange
from testbed.journal.recording import bodies
from tests.testbed.journal.conftest import Journal
from tests.testbed.journal.told import record

pytestmark = pytest.mark.usefixtures("journal")


def row(**values: Any) -> Exchange:
    """An exchange that nobody need store."""
    usual = {"id": 7, "edge": "soap", "address": "/webservice/accao/Service/v3", "content_type": "text/xml"}
    return Exchange(**{**usual, "request_kept": 1, **values})


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60), st.text(max_size=40))
@how(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_address_and_no_content_type_adds_a_word_to_the_line(address: str, content_type: str) -> None:
    plain = shlex.split(reading.curl_of(row(address=f"/{'a' * len(address)}", content_type="x")))

    line = shlex.split(reading.curl_of(row(address=f"/{address}", content_type=content_type)))

    assert len(line) == len(plain)
    assert line[-1].endswith(f"/{address}")


@pytest.mark.parametrize("values", [{"edge": "email"}, {"edge": "page"}, {"request_kept": 0}])
def test_what_cannot_be_sent_again_has_no_line(values: dict[str, Any]) -> None:
    assert reading.curl_of(row(**values)) == ""


def test_a_call_to_another_host_is_repeated_there() -> None:
    assert reading.curl_of(row(address="https://other.example/v3")).endswith("https://other.example/v3")


def test_with_a_password_the_line_says_where_it_is_needed_and_not_what_it_is(settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "a long sentence"

    line = reading.curl_of(row())

    assert "MM_CONSOLE_PASSWORD" in line
    assert "a long sentence" not in line


def test_the_addresses_are_those_of_rest() -> None:
    assert reading.address_of(row()) == "http://localhost:8000/api/v1/exchanges/7"
    assert reading.address_of(row(), "octets") == "http://localhost:8000/api/v1/exchanges/7/octets"


def test_a_refusal_leads_to_its_page_and_what_was_accepted_nowhere() -> None:
    assert reading.docs_address(row(reason="digest-mismatch")).endswith("/refusals/digest-mismatch")
    assert reading.docs_address(row(reason="")) == ""


def test_an_exchange_that_is_not_written_yet_is_written_and_read(journal: Journal) -> None:
    from testbed.journal.recording.recorder import recorder
    from tests.testbed.journal.told import exchange

    last = record(label="before").pk
    recorder.note(exchange(label="fresh"))

    assert reading.load_exchange(last + 1).label == "fresh"


def test_lost_bytes_are_told_with_the_settings_that_keep_them() -> None:
    found = record(request=b"<x/>", response=b"<y/>")
    (bodies.bodies_folder() / found.file).unlink()

    for read in (reading.request_of, reading.response_of):
        with pytest.raises(NotFound) as refusal:
            read(found)
        assert "MM_JOURNAL_MAX_BYTES" in refusal.value.text.swedish
        assert "MM_JOURNAL_KEEP_DAYS" in refusal.value.text.english


def test_the_parts_of_an_exchange_are_named_only_where_they_are_kept(journal: Journal) -> None:
    empty = journal.client.get(f"/api/v1/exchanges/{record(edge=Edge.PAGE).pk}").json()
    full = journal.client.get(f"/api/v1/exchanges/{record(request=b'a', response=b'b').pk}").json()

    assert (empty["request"], empty["response"], empty["curl"], empty["octets"]) == ("", "", "", "")
    assert full["request"].endswith("/request.xml")
    assert full["response"].endswith("/response.xml")


def test_only_a_signature_that_does_not_hold_has_octets_to_compare(journal: Journal) -> None:
    from infra.errors import InvalidInput, SignatureFault
    from infra.hooks.exchanges import reasons_of

    refusals = (SignatureFault("a", "b", slug="c"), InvalidInput("a", "b", slug="c"))
    signature, schema = (
        record(request=b"<x/>", verdict=Verdict.REFUSED, **reasons_of(refusal)).pk for refusal in refusals
    )

    assert journal.client.get(f"/api/v1/exchanges/{signature}").json()["octets"].endswith("/octets")
    assert journal.client.get(f"/api/v1/exchanges/{schema}").json()["octets"] == ""
