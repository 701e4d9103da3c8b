"""A snapshot brings the world back as it was, or changes nothing."""

import io
import json
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from base_registers.models import Person
from far.models import Account, Sender
from formedlare.models import Leg
from mailbox_operator.models import Attachment, Delivery, Message
from testbed.runs import resets
from testbed.snapshots import archive
from testbed.snapshots.tables import snapshot_tables
from tests import cast
from tests.cast import ARVID, MARIA
from tests.relay import Relay, work
from tests.testbed.runs.conftest import MakeRun

SNAPSHOT = "/api/v1/snapshot"
PATIENCE = 15.0


def rows() -> dict[str, list[dict[str, Any]]]:
    return {
        name: [
            {key: bytes(value) if isinstance(value, memoryview) else value for key, value in row.items()}
            for row in model._default_manager.order_by("pk").values()
        ]
        for name, model in snapshot_tables().items()
    }


def download(client: Client) -> bytes:
    answer = client.get(SNAPSHOT)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # the test client's own attribute


def upload(client: Client, content: bytes) -> tuple[int, dict[str, Any]]:
    answer = client.put(SNAPSHOT, content, content_type="application/zip")
    return answer.status_code, answer.json()


def changed(content: bytes, name: str, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.namelist():
            if entry != name:
                after.writestr(entry, before.read(entry))
        after.writestr(name, new)
    return out.getvalue()


def test_the_world_comes_back_as_it_was(make_run: MakeRun, kommun_a: cast.Sender) -> None:
    run = make_run(name="Prov")
    region, person = run.sender(), run.person(announcements=["email"], refuses=["162021003898"])
    run.make("companies", rule="AnyOfGroup")
    region.deliver(region.letter(person))
    kommun_a.notify(kommun_a.notification(ARVID, MARIA))
    relay = Relay(kommun_a)
    relay.distribute(ARVID)
    work()
    relay.distribute(MARIA)
    before = rows()
    content = download(run.client)

    resets.reset_everything()
    assert rows() != before
    status, answer = upload(run.client, content)

    assert status == 200
    assert rows() == before
    assert answer["rows"]["base_registers.Person"] == Person.objects.count()
    work()
    assert set(Leg.objects.values_list("state", flat=True)) == {"delivered"}
    assert region.deliver(region.letter(person)).delivered
    assert bytes(Attachment.objects.all()[0].content) == cast.PDF


def test_what_has_come_since_is_gone(client: Client, kommun_a: cast.Sender) -> None:
    content = download(client)
    kommun_a.deliver(kommun_a.letter(ARVID))
    Account.objects.filter(recipient=MARIA).delete()

    upload(client, content)

    assert not Delivery.objects.exists()
    assert Account.objects.filter(recipient=MARIA).exists()
    assert kommun_a.deliver(kommun_a.letter(MARIA)).delivered
    assert Message.objects.count() == 1


def test_it_says_its_version_and_has_no_key(client: Client, world: None) -> None:
    with zipfile.ZipFile(io.BytesIO(download(client))) as found:
        contents = json.loads(found.read("snapshot.json"))
        everything = b"".join(found.read(name) for name in found.namelist())

    assert (contents["format"], contents["version"]) == ("mina-meddelanden-simulator-snapshot", 1)
    assert contents["rows"]["far.Sender"] == Sender.objects.count()
    assert b"PRIVATE KEY" not in everything


def test_a_column_that_it_lacks_gets_its_usual_value(client: Client, world: None) -> None:
    row = {"number": ARVID, "name": "Arvid"}
    content = changed(download(client), "base_registers.Person.jsonl", json.dumps(row).encode())
    content = changed(content, "base_registers.Guardianship.jsonl", b"")
    for table in ("Officer", "RuleMember", "SignatoryRule"):
        content = changed(content, f"base_registers.{table}.jsonl", b"")

    assert upload(client, content)[0] == 200
    assert Person.objects.get().protected is False


@pytest.mark.parametrize(
    ("name", "new", "words"),
    [
        ("snapshot.json", b"{}", "ingen ögonblicksbild"),
        ("snapshot.json", b"nonsense", "ingen ögonblicksbild"),
        ("snapshot.json", b'{"format": "mina-meddelanden-simulator-snapshot", "version": 2}', "version 2"),
        ("far.Sender.jsonl", b'{"colour": "red"}', "nyare version"),
        ("far.Sender.jsonl", b"nonsense", "far.Sender"),
        ("far.King.jsonl", b"", "nyare version"),
        ("../evil", b"", "nyare version"),
        ("snapshot.json", b"[" * 100_000, "ingen ögonblicksbild"),
        ("base_registers.Person.jsonl", b"{}", "går inte ihop"),
        ("base_registers.Person.jsonl", b"\xff", "base_registers.Person"),
        ("base_registers.Person.jsonl", rb'{"name": "a\u0000"}', "base_registers.Person"),
        ("base_registers.Person.jsonl", rb'{"name": "\ud800"}', "base_registers.Person"),
        ("far.Sender.jsonl", b"", "går inte ihop"),
    ],
)
def test_what_is_no_snapshot_changes_nothing(
    client: Client, world: None, name: str, new: bytes, words: str
) -> None:
    before = rows()

    status, problem = upload(client, changed(download(client), name, new))

    assert status == 400
    assert words in problem["detail"]
    assert rows() == before


def test_what_is_no_zip_is_refused(client: Client, world: None) -> None:
    status, problem = upload(client, b"nonsense")

    assert status == 400
    assert "ZIP" in problem["detail"]


def test_nothing_is_refused_as_no_zip(client: Client, world: None) -> None:
    assert upload(client, b"")[0] == 400


@pytest.mark.parametrize(
    ("place", "flag"),
    [(8, 0x1), (10, 99), (42, 0xFF)],
    ids=["encrypted", "packed in a way of its own", "pointing nowhere"],
)
def test_a_damaged_zip_is_refused_as_no_snapshot(client: Client, world: None, place: int, flag: int) -> None:
    content, at = bytearray(download(client)), 0
    while (at := content.find(b"PK\1\2", at + 1)) > 0:
        content[at + place] |= flag

    status, problem = upload(client, bytes(content))

    assert status == 400
    assert "ingen ögonblicksbild" in problem["detail"]


def test_a_zip_with_changed_bytes_is_refused_and_changes_nothing(client: Client, world: None) -> None:
    content, before = bytearray(download(client)), rows()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        largest = max(packed.infolist(), key=lambda entry: entry.compress_size)
    content[largest.header_offset + largest.compress_size // 2] ^= 0xFF

    assert upload(client, bytes(content))[0] == 400
    assert rows() == before


@pytest.mark.parametrize("name", ["snapshot.json", "ca.pem"])
def test_a_table_of_contents_that_grows_when_unpacked_is_refused(client: Client, world: None, name: str) -> None:
    assert upload(client, changed(download(client), name, b" " * (archive.MAX_CONTENTS + 1)))[0] == 413


def test_a_row_that_grows_when_unpacked_is_refused(
    client: Client, world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = download(client)
    monkeypatch.setattr(archive, "MAX_ROW", 10)

    assert upload(client, content)[0] == 413


def test_what_would_fill_the_disk_is_refused(client: Client, world: None, monkeypatch: pytest.MonkeyPatch) -> None:
    content = download(client)
    monkeypatch.setattr(archive, "MAX_BYTES", 1_000)

    assert upload(client, content)[0] == 413


def test_the_command_writes_and_reads_it(tmp_path: Path, kommun_a: cast.Sender) -> None:
    file = tmp_path / "snapshot.zip"
    call_command("snapshot", str(file), verbosity=0)
    kommun_a.deliver(kommun_a.letter(ARVID))

    call_command("snapshot", str(file), "--read", verbosity=0)

    assert not Delivery.objects.exists()
    with pytest.raises(CommandError, match="No such file"):
        call_command("snapshot", str(tmp_path / "missing.zip"), "--read")


@pytest.mark.django_db(transaction=True)
def test_letters_are_delivered_while_a_snapshot_is_written(kommun_a: cast.Sender) -> None:
    delivered: list[bool] = []

    class WhileWritten(io.BytesIO):
        """Delivers a letter in another thread before the first bytes are kept."""

        def write(self, content: Any, /) -> int:
            if not delivered:
                delivered.append(False)
                sending = threading.Thread(target=deliver)
                sending.start()
                sending.join(PATIENCE)
            return super().write(content)

    def deliver() -> None:
        delivered[0] = kommun_a.deliver(kommun_a.letter(ARVID)).delivered
        connection.close()

    out = WhileWritten()
    counts = archive.write_snapshot(out)

    assert delivered == [True]
    assert Delivery.objects.count() == 1
    assert counts["mailbox_operator.Delivery"] in {0, 1}
    with zipfile.ZipFile(out) as written:
        assert (
            len(written.read("mailbox_operator.Delivery.jsonl").splitlines())
            == counts["mailbox_operator.Delivery"]
        )
