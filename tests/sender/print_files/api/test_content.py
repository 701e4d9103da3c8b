"""The parts of a print file over REST, as clients send them that make mistakes or mean harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from sender.print_files.models import BatchFile
from tests import cast
from tests.sender.print_files.api.test_uploading import announce, send_part
from tests.sender.print_files.conftest import print_file, row

DIGITS = "9" * 5_000


@pytest.fixture
def zip_bytes(batch: Path) -> bytes:
    return print_file(batch / "brev.zip", [row(cast.ARVID, "a.pdf")]).read_bytes()


@pytest.fixture
def where(client: Client, zip_bytes: bytes) -> str:
    """The address of a file that has been announced, and of which nothing has come."""
    return str(announce(client, zip_bytes)["Location"])


def patch(client: Client, where: str, offset: str, **more: Any) -> Any:
    headers = {"Upload-Offset": offset}
    content_type = more.pop("content_type", "application/offset+octet-stream")
    return client.patch(f"{where}/content", b"PK", content_type=content_type, headers=headers, **more)


@pytest.mark.parametrize("offset", ["", "-1", "1.5", "noll", "²", "0x10", " ", DIGITS], ids=lambda text: text[:12])
def test_an_offset_that_is_no_number_is_refused_and_named(client: Client, where: str, offset: str) -> None:
    answer = patch(client, where, offset)

    assert answer.status_code == 400
    assert "Upload-Offset" in answer.json()["detail"]
    assert client.head(f"{where}/content")["Upload-Offset"] == "0"


@pytest.mark.parametrize("offset", ["1", "9" * 18])
def test_an_offset_past_what_has_come_is_a_conflict_that_says_where_to_go_on(
    client: Client, where: str, offset: str
) -> None:
    answer = patch(client, where, offset)

    assert answer.status_code == 409
    assert "byte 0" in answer.json()["detail"]


@pytest.mark.parametrize("content_type", ["application/json", "application/zip", "text/plain"])
def test_a_part_of_another_content_type_is_refused(client: Client, where: str, content_type: str) -> None:
    answer = patch(client, where, "0", content_type=content_type)

    assert answer.status_code == 415
    assert client.head(f"{where}/content")["Upload-Offset"] == "0"


def test_the_length_that_was_announced_is_told_with_what_has_come(
    client: Client, zip_bytes: bytes, where: str
) -> None:
    send_part(client, where, 0, zip_bytes[:7])

    told = client.head(f"{where}/content")

    assert (told["Upload-Offset"], told["Upload-Length"]) == ("7", str(len(zip_bytes)))
    assert told["Cache-Control"] == "no-store"


def test_an_empty_part_takes_the_file_nowhere(client: Client, where: str) -> None:
    answer = send_part(client, where, 0, b"")

    assert (answer.status_code, answer["Upload-Offset"]) == (204, "0")
    assert BatchFile.objects.get().state == "uploading"


def test_byte_by_byte_is_a_file_too(client: Client, zip_bytes: bytes, where: str) -> None:
    for offset in range(5):
        assert send_part(client, where, offset, zip_bytes[offset : offset + 1]).status_code == 204

    assert send_part(client, where, 5, zip_bytes[5:]).status_code == 204
    assert BatchFile.objects.get().archive.read_bytes() == zip_bytes


@pytest.mark.parametrize("method", ["head", "patch"])
def test_a_file_that_was_never_announced_is_not_found(client: Client, batch: Path, method: str) -> None:
    address = f"/api/v1/batches/{uuid4()}/content"

    assert client.generic(method.upper(), address, b"", "application/offset+octet-stream").status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_parts_are_sent_by_patch_only(client: Client, where: str, method: str) -> None:
    answer = client.generic(method, f"{where}/content", b"PK", "application/offset+octet-stream")

    assert answer.status_code in {405, 415}
    assert client.head(f"{where}/content")["Upload-Offset"] == "0"
