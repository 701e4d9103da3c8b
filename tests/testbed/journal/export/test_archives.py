"""Exchanges as files for other tools, and the line that repeats a call."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from testbed.journal.export import archives
from tests import cast
from tests.cast import ARVID
from tests.testbed.journal.conftest import EXCHANGES, Journal

pytestmark = pytest.mark.usefixtures("world")


def har(journal: Journal, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(journal.bytes_at(f"{EXCHANGES}.har{query}"))["log"]
    return found


def test_a_har_has_each_exchange_with_its_bytes(journal: Journal, kommun_a: cast.Sender) -> None:
    letter = kommun_a.letter()
    kommun_a.deliver(letter)

    found = har(journal, "?operation=deliverSecure")
    assert found["version"] == "1.2"
    [entry] = found["entries"]
    assert entry["request"]["postData"]["text"].encode() == letter.request
    assert entry["request"]["url"].startswith("https://localhost:")
    assert entry["response"]["status"] == 200
    assert "Delivered" in entry["response"]["content"]["text"]
    assert entry["_exchange"]["recipient"] == ARVID
    assert har(journal, "?label=nosuch")["entries"] == []


def test_a_zip_has_the_bytes_as_they_were(journal: Journal, kommun_a: cast.Sender) -> None:
    letter = kommun_a.letter()
    kommun_a.deliver(letter)
    key = journal.only(operation="deliverSecure")["id"]

    with zipfile.ZipFile(io.BytesIO(journal.bytes_at(f"{EXCHANGES}.zip"))) as archive:
        lines = archive.read("exchanges.jsonl").decode().splitlines()
        assert key in [json.loads(line)["id"] for line in lines]
        assert archive.read(f"{key}/request.xml") == letter.request


def test_a_file_stays_within_its_size(
    journal: Journal, kommun_a: cast.Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 0)
    kommun_a.deliver(kommun_a.letter())

    assert {entry["request"]["postData"]["text"] for entry in har(journal)["entries"]} == {""}


def test_the_curl_line_fetches_the_bytes_and_sends_them_again(
    journal: Journal, client: Client, kommun_a: cast.Sender
) -> None:
    kommun_a.deliver(kommun_a.letter())

    found = journal.only(operation="deliverSecure")
    line = client.get(f"{EXCHANGES}/{found['id']}/curl").content.decode().strip()
    assert line == found["curl"]
    fetch, send = line.split(" | ")
    assert found["request"] in fetch
    assert "--data-binary @-" in send
    assert send.endswith("/webservice/accao/Service/v3")
    assert "--cert client.pem" in send


def test_the_curl_line_keeps_the_call_within_its_run_and_sends_no_error_page(
    journal: Journal, client: Client
) -> None:
    client.post("/webservice/accao/Service/v3", b"<x/>", "text/xml", headers={"X-MM-Label": "prov 7"})

    fetch, send = journal.only(label="prov 7")["curl"].split(" | ")
    assert fetch.startswith("curl -sSf ")
    assert "-H 'X-MM-Label: prov 7'" in send


def test_an_address_with_shell_signs_cannot_break_out_of_the_line(journal: Journal, client: Client) -> None:
    client.post("/webservice/accao/x';rm -rf ~;'", b"<x/>", "text/xml")

    found = journal.find(verdict="refused")
    assert all("';rm" not in each["curl"] or "'\"'\"'" in each["curl"] for each in found)


def test_bytes_of_strangers_are_never_shown_as_a_page(
    journal: Journal, client: Client, kommun_a: cast.Sender
) -> None:
    kommun_a.deliver(kommun_a.letter())
    found = journal.only(operation="deliverSecure")

    for address in (found["request"], found["response"], f"{EXCHANGES}.har", f"{EXCHANGES}.zip"):
        answer = client.get(address)
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "sandbox" in answer["Content-Security-Policy"]
        journal.bytes_at(address)
