"""Print files over REST: announced, listed, looked at and removed, and what a client is told that asks wrongly."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sender.print_files.models import BatchFile
from tests import cast
from tests.formedlare.api.conftest import refused
from tests.sender.print_files.api.test_uploading import BATCHES, announce, send_part
from tests.sender.print_files.conftest import finish, print_file, row

DATA = b"PK\x03\x04 a file that is announced"
ANNOUNCED = {
    "sender": "kommun-a",
    "name": "brev.zip",
    "size": len(DATA),
    "sha256": hashlib.sha256(DATA).hexdigest(),
}
DIGITS = "9" * 5_000


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"sender": ""}, "/sender"),
        ({"sender": None}, "/sender"),
        ({"sender": "x" * 101}, "/sender"),
        ({"sender": ["kommun-a"]}, "/sender"),
        ({"name": ""}, "/name"),
        ({"name": "x" * 256}, "/name"),
        ({"name": {}}, "/name"),
        ({"size": 0}, "/size"),
        ({"size": -1}, "/size"),
        ({"size": 2**63}, "/size"),
        ({"size": "många"}, "/size"),
        ({"size": DIGITS}, "/size"),
        ({"size": 1.5}, "/size"),
        ({"size": None}, "/size"),
        ({"sha256": ""}, "/sha256"),
        ({"sha256": "0" * 63}, "/sha256"),
        ({"sha256": "0" * 65}, "/sha256"),
        ({"sha256": "g" * 64}, "/sha256"),
        ({"label": "x" * 101}, "/label"),
        ({"label": "a\x00b"}, "/label"),
        ({"avsandare": "kommun-a"}, "/avsandare"),
    ],
)
def test_a_wrong_value_of_an_announcement_is_named_and_nothing_is_stored(
    client: Client, batch: Path, change: dict[str, Any], pointer: str
) -> None:
    answer = client.post(BATCHES, {**ANNOUNCED, **change}, content_type="application/json")

    assert [error["pointer"] for error in refused(answer, 400)["errors"]] == [pointer]
    assert not BatchFile.objects.exists()


@pytest.mark.parametrize("missing", ANNOUNCED)
def test_an_announcement_that_lacks_a_value_is_told_which(client: Client, batch: Path, missing: str) -> None:
    body = {name: value for name, value in ANNOUNCED.items() if name != missing}

    answer = client.post(BATCHES, body, content_type="application/json")

    assert [error["pointer"] for error in refused(answer, 400)["errors"]] == [f"/{missing}"]


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"kommun-a"', "[" * 5_000, "\x00"], ids=lambda text: text[:4]
)
def test_a_body_that_is_no_announcement_is_refused_in_words(client: Client, batch: Path, body: str) -> None:
    answer = client.generic("POST", BATCHES, body, "application/json")

    refused(answer, 400)
    assert not BatchFile.objects.exists()


@pytest.mark.parametrize("name", ["rad\nbrytning.zip", "klocka\x07.zip", "vänster\u202e.zip"], ids=ascii)
def test_a_name_that_cannot_be_printed_is_refused(client: Client, batch: Path, name: str) -> None:
    answer = client.post(BATCHES, {**ANNOUNCED, "name": name}, content_type="application/json")

    assert "styrtecken" in refused(answer, 400)["detail"]
    assert not BatchFile.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/brev.zip", "C:\\Brev\\brev.zip", "/tmp/brev.zip"])
def test_a_name_with_folders_keeps_its_last_part(client: Client, batch: Path, name: str) -> None:
    answer = client.post(BATCHES, {**ANNOUNCED, "name": name}, content_type="application/json")

    assert (answer.status_code, answer.json()["name"]) == (201, "brev.zip")


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("limit=ett", "/limit"),
        (f"limit={DIGITS}", "/limit"),
        ("cursor=0", "/cursor"),
        ("cursor=-1", "/cursor"),
        (f"cursor={DIGITS}", "/cursor"),
        ("state=borta", "/state"),
        ("sender=kommun-x", "/sender"),
        ("sender=%00", "/sender"),
        ("label=" + "x" * 101, "/label"),
        ("avsandare=kommun-a", "/avsandare"),
    ],
    ids=lambda text: text[:16],
)
def test_a_wrong_filter_of_the_list_is_named(client: Client, batch: Path, query: str, pointer: str) -> None:
    answer = client.get(f"{BATCHES}?{query}")

    assert [error["pointer"] for error in refused(answer, 400)["errors"]] == [pointer]


def test_the_list_is_narrowed_by_state_and_label(client: Client, batch: Path) -> None:
    announce(client, DATA, label="prov 1")
    announce(client, DATA + b"2", label="prov 2", name="andra.zip")

    def names(query: str) -> list[str]:
        return [file["name"] for file in client.get(f"{BATCHES}?{query}").json()["results"]]

    assert names("label=prov 1") == ["brev.zip"]
    assert names("state=uploading") == ["andra.zip", "brev.zip"]
    assert names("state=done") == []
    assert names("label=prov 2&state=uploading") == ["andra.zip"]


def test_the_next_page_keeps_the_filters(client: Client, batch: Path) -> None:
    for number in range(3):
        announce(client, DATA + bytes([number]), label="prov å&b", name=f"{number}.zip")
    announce(client, DATA, name="annan.zip")

    found, address = [], f"{BATCHES}?limit=1&label=prov %C3%A5%26b"
    while address:
        page = client.get(address).json()
        found += [file["name"] for file in page["results"]]
        address = page["next"]

    assert found == ["2.zip", "1.zip", "0.zip"]


def test_one_file_is_shown_with_all_that_was_announced(client: Client, batch: Path) -> None:
    where = announce(client, DATA)["Location"]

    told = client.get(where).json()

    assert {name: told[name] for name in ("name", "size", "sha256")} == {
        name: ANNOUNCED[name] for name in ("name", "size", "sha256")
    }
    assert (told["sender"], told["state"], told["upload_offset"]) == ("162021004748", "uploading", 0)
    assert (told["received_at"], told["finished_at"], told["remarks"]) == (None, None, [])


def test_the_caller_s_trace_is_kept(client: Client, batch: Path) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"

    answer = client.post(
        BATCHES,
        ANNOUNCED,
        content_type="application/json",
        headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"},
    )

    assert answer.json()["trace"] == trace


@pytest.mark.parametrize("method", ["get", "delete"])
@pytest.mark.parametrize("tail", ["", "/result.csv"])
def test_a_file_that_is_not_there_is_not_found(client: Client, batch: Path, method: str, tail: str) -> None:
    if (method, tail) == ("delete", "/result.csv"):
        assert client.delete(f"{BATCHES}/{uuid4()}{tail}").status_code == 405
        return
    answer = getattr(client, method)(f"{BATCHES}/{uuid4()}{tail}")

    assert "Det finns ingen utskriftsfil" in refused(answer, 404)["detail"]


@pytest.mark.parametrize("form", ["pdf", "CSV", "csv.exe", "xlsx"])
def test_a_result_in_another_form_says_which_there_are(client: Client, batch: Path, form: str) -> None:
    where = announce(client, DATA)["Location"]

    assert "csv och jsonl" in refused(client.get(f"{where}/result.{form}"), 404)["detail"]


def test_a_result_with_nul_in_its_address_is_not_found(client: Client, batch: Path) -> None:
    where = announce(client, DATA)["Location"]

    assert "result.jsonl%00" in refused(client.get(f"{where}/result.jsonl%00"), 404)["detail"]


def test_a_file_on_its_way_is_not_removed_and_a_finished_one_is(
    client: Client, batch: Path, only_mailbox: None
) -> None:
    data = print_file(batch / "brev.zip", [row(cast.ARVID, "a.pdf")]).read_bytes()
    where = announce(client, data)["Location"]
    send_part(client, where, 0, data)
    refused(client.delete(where), 409)

    finish(BatchFile.objects.get())

    assert client.delete(where).status_code == 204
    refused(client.get(where), 404)
    refused(client.delete(where), 404)


@pytest.mark.parametrize(
    ("form", "pointer"),
    [
        ({"sender": "kommun-a"}, "/file"),
        ({"sender": "kommun-a", "file": "brev.zip"}, "/file"),
        ({"file": SimpleUploadedFile("a.zip", DATA)}, "/sender"),
        ({"sender": "kommun-a", "file": SimpleUploadedFile("tom.zip", b"")}, "/file"),
    ],
    ids=["no file", "text", "no sender", "empty"],
)
def test_a_form_that_lacks_something_is_told_what(
    client: Client, batch: Path, form: dict[str, Any], pointer: str
) -> None:
    answer = client.post(BATCHES, form)

    assert [error["pointer"] for error in refused(answer, 400)["errors"]] == [pointer]
    assert not BatchFile.objects.exists()


def test_a_file_in_one_request_that_is_no_zip_is_taken_and_then_refused_as_a_whole(
    client: Client, batch: Path
) -> None:
    answer = client.post(BATCHES, {"sender": "kommun-a", "file": SimpleUploadedFile("inte.zip", b"inte en ZIP")})
    assert answer.status_code == 201

    finish(BatchFile.objects.get())

    told = client.get(answer["Location"]).json()
    assert told["state"] == "refused"
    assert " | " in told["reason"]
