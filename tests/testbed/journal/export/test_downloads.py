"""Files of the journal: whole, for other tools, and harmless in a browser."""

import base64
import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from infra.hooks.exchanges import Direction, Edge, Verdict
from testbed.journal.export import archives
from testbed.journal.models import Exchange as Row
from testbed.journal.search.query_language import Search
from tests.testbed.journal.conftest import EXCHANGES, Journal
from tests.testbed.journal.export.har import require_har
from tests.testbed.journal.told import TRACE, record

PAGES = "/konsol/handelser/"


def entries(journal: Journal, address: str = f"{EXCHANGES}.har") -> list[dict[str, Any]]:
    archive = json.loads(journal.bytes_at(address))
    require_har(archive)
    found: list[dict[str, Any]] = archive["log"]["entries"]
    return found


def unzipped(journal: Journal, address: str = f"{EXCHANGES}.zip") -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(journal.bytes_at(address))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_archive_of_an_empty_journal_is_one_without_entries(journal: Journal) -> None:
    assert entries(journal) == []
    assert unzipped(journal) == {"exchanges.jsonl": b""}


def test_an_archive_has_the_oldest_first(journal: Journal) -> None:
    for label in "abc":
        record(label=label)

    assert [entry["_exchange"]["label"] for entry in entries(journal)] == ["a", "b", "c"]


def test_an_archive_has_what_matches_alone(journal: Journal) -> None:
    for label in "ab":
        record(label=label, request=b"<x/>")

    assert [entry["_exchange"]["label"] for entry in entries(journal, f"{EXCHANGES}.har?label=b")] == ["b"]
    assert len(unzipped(journal, f"{EXCHANGES}.zip?label=b")) == 2


@given(st.binary(min_size=1, max_size=100), st.binary(min_size=1, max_size=100))
@how(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_stand_in_both_archives(journal: Journal, request_bytes: bytes, answer: bytes) -> None:
    row = record(request=request_bytes, response=answer)

    files, [*_, last] = unzipped(journal), entries(journal)

    assert files[f"{row.pk}/request.xml"] == request_bytes
    assert files[f"{row.pk}/response.xml"] == answer
    content = last["response"]["content"]
    text = content["text"]
    assert (base64.b64decode(text) if "encoding" in content else text.encode()) == answer


@pytest.mark.parametrize(
    ("content_type", "suffix"),
    [
        ("text/xml; charset=utf-8", "xml"),
        ("application/json", "json"),
        ("message/rfc822", "eml"),
        ("text/plain", "txt"),
        ("", "txt"),
        ("../../evil", "txt"),
    ],
)
def test_a_file_is_named_after_what_it_holds(journal: Journal, content_type: str, suffix: str) -> None:
    row = record(content_type=content_type, request=b"x")

    assert f"{row.pk}/request.{suffix}" in unzipped(journal)


def test_an_exchange_without_bytes_has_a_line_and_no_files(journal: Journal) -> None:
    row = record(edge=Edge.PAGE, operation="login")

    files = unzipped(journal)

    assert set(files) == {"exchanges.jsonl"}
    line = json.loads(files["exchanges.jsonl"])
    assert (line["id"], line["edge"], line["operation"]) == (row.pk, "page", "login")


def test_a_page_that_was_opened_is_a_get_and_what_was_sent_a_post(journal: Journal) -> None:
    record(edge=Edge.PAGE)
    record(request=b"<x/>")
    record(request=b"")

    opened, posted, empty = (entry["request"] for entry in entries(journal))

    assert [opened["method"], posted["method"], empty["method"]] == ["GET", "POST", "POST"]
    assert ["postData" in request for request in (opened, posted, empty)] == [False, True, False]


def test_a_request_without_its_kept_bytes_stays_a_post_of_its_size(journal: Journal) -> None:
    row = record(request=b"<x/>", response=b"<y/>")
    Row.objects.filter(pk=row.pk).update(request_kept=0, response_kept=0)

    [entry] = entries(journal)

    assert (entry["request"]["method"], entry["request"]["bodySize"]) == ("POST", 4)
    assert "no longer" in entry["request"]["postData"]["comment"]
    assert "text" not in entry["response"]["content"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/webservice/accao/Service/v3?wsdl", [("wsdl", "")]),
        ("https://other.example/told?who=a%20b&who=c&empty=", [("who", "a b"), ("who", "c"), ("empty", "")]),
        ("/webservice/accao/Service/v3", []),
    ],
)
def test_the_query_of_an_address_stands_apart(
    journal: Journal, address: str, expected: list[tuple[str, str]]
) -> None:
    record(address=address)

    [entry] = entries(journal)

    assert [(each["name"], each["value"]) for each in entry["request"]["queryString"]] == expected


@pytest.mark.parametrize("edge", list(Edge))
@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("address", ["", "anna@example.org", "+46701740605", "/a?b=c", "https://x.example/é"])
def test_an_archive_is_one_by_the_standard_whatever_was_noted(
    journal: Journal, edge: Edge, direction: Direction, address: str
) -> None:
    record(edge=edge, direction=direction, address=address, status=0, content_type="")
    record(edge=edge, direction=direction, address=address, request=b"\xff", response=b"\xff", status=200)

    assert len(entries(journal)) == 2


def test_a_refusal_keeps_its_reason_in_the_archive(journal: Journal) -> None:
    record(verdict=Verdict.REFUSED, status=500, code=5012, reason="digest", call_id="c", trace=TRACE)

    [entry] = entries(journal)

    assert (entry["response"]["status"], entry["response"]["statusText"]) == (500, "refused")
    kept = entry["_exchange"]
    assert (kept["code"], kept["reason"], kept["call_id"], kept["trace"]) == (5012, "digest", "c", TRACE)
    assert TRACE in next(
        header["value"] for header in entry["request"]["headers"] if header["name"] == "traceparent"
    )


def test_an_address_elsewhere_stays_as_it_is_and_one_here_gets_its_host(journal: Journal) -> None:
    record(address="https://other.example/Service/v3")
    record(address="/webservice/accao/Service/v3")
    record(address="/post/kivra.com/", edge=Edge.PAGE)

    elsewhere, soap, page = (entry["request"]["url"] for entry in entries(journal))

    assert elsewhere == "https://other.example/Service/v3"
    assert soap == "https://localhost:8443/webservice/accao/Service/v3"
    assert page == "http://localhost:8000/post/kivra.com/"


def test_no_more_exchanges_stand_in_a_file_than_it_may_have(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_EXPORTED", 2)
    for label in "abc":
        record(label=label)

    assert [entry["_exchange"]["label"] for entry in entries(journal)] == ["b", "c"]


def test_when_the_bytes_are_enough_the_rest_stand_without_theirs(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 5)
    for _ in range(3):
        record(request=b"1234", response=b"5")

    texts = [entry["request"]["postData"]["text"] for entry in entries(journal)]

    assert texts == ["1234", "", ""]


def test_bytes_that_are_kept_no_longer_leave_the_exchange_in_the_archive(journal: Journal) -> None:
    from testbed.journal.recording import bodies

    row = record(request=b"<x/>")
    (bodies.bodies_folder() / row.file).unlink()

    assert [entry["request"]["postData"]["text"] for entry in entries(journal)] == [""]
    assert set(unzipped(journal)) == {"exchanges.jsonl"}


def test_the_archive_is_written_piece_by_piece(journal: Journal) -> None:
    for _ in range(3):
        record(request=b"x" * 1_000)

    pieces = list(archives.as_har(Search()))

    assert len(pieces) == 5
    json.loads("".join(pieces))


@pytest.mark.parametrize("name", ["handelser.har", "handelser.zip"])
def test_the_console_gives_the_same_files(journal: Journal, client: Client, name: str) -> None:
    record(label="a", request=b"<x/>")
    record(label="b")

    answer = client.get(f"{PAGES}{name}", {"q": "label:a"})

    assert answer.status_code == 200
    octets = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # the test client's own attribute
    assert octets[:2] in {b"PK", b'{"'}
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["handelser.har", "handelser.zip"])
def test_a_search_that_is_not_understood_is_explained_in_place_of_a_file(
    journal: Journal, client: Client, name: str
) -> None:
    answer = client.get(f"{PAGES}{name}", {"q": "since:igår"})

    assert answer.status_code == 422
    assert "är ingen tid" in answer.content.decode()


@pytest.mark.parametrize("part", ["request.xml", "response.xml"])
def test_bytes_that_were_never_there_are_empty(journal: Journal, part: str) -> None:
    row = record(edge=Edge.PAGE)

    assert journal.bytes_at(f"{EXCHANGES}/{row.pk}/{part}") == b""


@pytest.mark.parametrize("part", ["", "/request.xml", "/response.xml", "/curl"])
@pytest.mark.parametrize("key", ["0", "4711", "99999999999999999"])
def test_an_exchange_that_is_not_there_is_not_found_in_words(
    journal: Journal, client: Client, part: str, key: str
) -> None:
    answer = client.get(f"{EXCHANGES}/{key}{part}")

    assert answer.status_code == 404
    assert key in answer.json()["detail"]


@pytest.mark.parametrize("key", ["9" * 30, "-1", "x", "1.5"])
def test_what_is_no_key_at_all_is_not_found_either(journal: Journal, client: Client, key: str) -> None:
    assert client.get(f"{EXCHANGES}/{key}").status_code == 404
    assert client.get(f"{PAGES}{key}/").status_code == 404
