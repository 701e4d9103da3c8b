"""A mailbox saved as a ZIP file: what is in it, what its names may be, and who may save it."""

import csv
import hashlib
import io
import json
import random
import tracemalloc
import zipfile
from pathlib import PurePosixPath
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from infra.pki import store
from mailbox_operator.models import Delivery, Mailbox, MailboxLogEntry, Message
from mailbox_ui.export.archive import export_mailbox
from sender import compose
from tests import cast
from tests.mailbox_ui import factories as make

AT = "/post/minmyndighetspost.se/spara-allt/"


def saved_by(browser: Client) -> zipfile.ZipFile:
    answer = browser.post(AT)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def index_of(archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    letters: list[dict[str, Any]] = json.loads(archive.read("index.json"))["letters"]
    return letters


def test_a_mailbox_is_saved_with_letters_attachments_and_signed_originals(
    anna: Client, annas_letter: Message
) -> None:
    archive = saved_by(anna)

    assert archive.testzip() is None
    [letter] = index_of(archive)
    assert letter["subject"] == annas_letter.subject
    assert letter["sender_name"] == "Kommun A"
    assert make.SECRET in archive.read(letter["body"]).decode()
    pdf = annas_letter.attachments.get(position=0)
    first, second = letter["attachments"]
    assert archive.read(first["path"]) == bytes(pdf.content)
    assert first["sha256"] == hashlib.sha256(pdf.content).hexdigest()
    assert PurePosixPath(second["path"]).name == "bilaga-2-kallelse.ics"
    assert archive.read(letter["original"]) == bytes(annas_letter.delivery.sealed_xml)


def test_the_index_says_the_same_in_json_csv_and_as_a_page(anna: Client, annas_mailbox: Mailbox) -> None:
    for subject in ("Ett", "Två", "=2+3"):
        make.message(annas_mailbox, subject=subject)

    archive = saved_by(anna)

    rows = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig")), delimiter=";"))
    assert [letter["subject"] for letter in index_of(archive)] == ["Ett", "Två", "=2+3"]
    assert [row["subject"] for row in rows] == ["Ett", "Två", "'=2+3"]
    page = archive.read("index.html").decode()
    assert all(f"<strong>{subject}</strong>" in page for subject in ("Ett", "Två"))
    assert f'href="{rows[0]["body"]}"' in page


def test_the_signed_original_is_kept_octet_by_octet(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.ARVID))
    make.log_in(client, cast.ARVID)

    archive = saved_by(client)

    [letter] = index_of(archive)
    original = archive.read(letter["original"])
    assert original == bytes(Delivery.objects.get().sealed_xml)
    assert hashlib.sha256(original).hexdigest() == letter["original_sha256"]


def test_a_delivery_of_two_letters_has_one_original(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.ARVID, kommun_a.text(subject="Ett"), kommun_a.text(subject="Två")))
    make.log_in(client, cast.ARVID)

    archive = saved_by(client)

    assert len({letter["original"] for letter in index_of(archive)}) == 1
    assert len(archive.namelist()) == len(set(archive.namelist()))


def test_a_notification_of_many_does_not_tell_who_else_got_it(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.notify(kommun_a.notification(cast.ARVID, cast.MARIA))
    make.log_in(client, cast.ARVID)

    archive = saved_by(client)

    [letter] = index_of(archive)
    assert letter["original"] == ""
    assert all(cast.MARIA.encode() not in archive.read(name) for name in archive.namelist())


def test_the_original_of_a_notification_is_not_shown_to_one_of_many(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.notify(kommun_a.notification(cast.ARVID, cast.MARIA))
    make.log_in(client, cast.ARVID)
    message = Message.objects.get(mailbox__holder=cast.ARVID)

    at = f"/post/minmyndighetspost.se/meddelande/{message.public_id}/underskrifter/"

    assert cast.MARIA not in client.get(at).content.decode()
    assert client.get(f"{at}original.xml").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\Windows\\win.ini",
        "faktura\u202efdp.exe",
        "CON",
        "a" * 250 + ".pdf",
        "  .  ",
        "rad\nbryt.pdf",
        "nul\x00.pdf",
        "..",
        "en:två|tre?.pdf",
    ],
)
def test_a_hostile_file_name_leads_nowhere(anna: Client, annas_mailbox: Mailbox, name: str) -> None:
    box = make.message(
        annas_mailbox, subject="../../ut ur mappen", files=(("bra.pdf", "application/pdf", b"%PDF"),)
    )
    box.attachments.update(filename=name)

    archive = saved_by(anna)

    for written in archive.namelist():
        path = PurePosixPath(written)
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert not set('\\:*?"<>|') & set(written)
        assert written.isprintable()
        assert all(len(part) <= 120 and part.strip(" .") == part for part in path.parts)
    [attachment] = [written for written in archive.namelist() if "/bilaga-1-" in written]
    assert PurePosixPath(attachment).parts[0] == "brev"


def test_two_files_of_one_name_lie_side_by_side(anna: Client, annas_mailbox: Mailbox) -> None:
    make.message(annas_mailbox, files=(("a.pdf", "application/pdf", b"1"), ("a.pdf", "application/pdf", b"2")))

    names = [name for name in saved_by(anna).namelist() if "/bilaga-" in name]

    assert [PurePosixPath(name).name for name in names] == ["bilaga-1-a.pdf", "bilaga-2-a.pdf"]


def test_nothing_in_a_letter_runs_when_its_page_is_opened_from_the_file(
    anna: Client, annas_mailbox: Mailbox
) -> None:
    make.message(annas_mailbox, subject="</title><script>1</script>", body="<p>Hej</p><script>alert(1)</script>")

    archive = saved_by(anna)

    for name in archive.namelist():
        if name.endswith(".html"):
            page = archive.read(name).decode()
            assert "<script" not in page
            assert "default-src 'none'" in page


def test_it_is_noted_in_the_log_that_the_mailbox_was_saved(anna: Client, annas_mailbox: Mailbox) -> None:
    saved_by(anna)

    assert annas_mailbox.log.filter(event=MailboxLogEntry.Event.EXPORTED, by=make.ANNA).count() == 1


def test_saving_leaves_unread_letters_unread(anna: Client, annas_letter: Message) -> None:
    saved_by(anna)

    annas_letter.refresh_from_db()
    assert annas_letter.read_at is None


def test_nobody_saves_another_person_s_mailbox(
    berit: Client, annas_mailbox: Mailbox, annas_letter: Message
) -> None:
    assert berit.post(f"/post/minmyndighetspost.se~{annas_mailbox.key}/spara-allt/").status_code == 404
    assert Client().post(AT).status_code == 302
    assert index_of(saved_by(berit)) == []
    assert annas_letter.subject


def test_an_empty_mailbox_can_be_saved_and_says_so(anna: Client) -> None:
    assert "Här finns inget brev att spara än." in anna.get(AT).content.decode()
    assert index_of(saved_by(anna)) == []


def test_many_letters_take_the_memory_of_a_few(anna: Client, annas_mailbox: Mailbox) -> None:
    for number in range(60):
        file = ("a.pdf", "application/pdf", random.Random(number).randbytes(500_000))
        make.message(annas_mailbox, subject=f"Brev {number}", files=(file,))

    tracemalloc.start()
    size = sum(len(piece) for piece in export_mailbox(annas_mailbox))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 30_000_000
    assert peak < 15_000_000


def test_queries_are_made_for_several_letters_at_a_time(
    anna: Client, annas_mailbox: Mailbox, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make.many_messages(annas_mailbox, 80)

    with django_assert_max_num_queries(25):
        assert sum(len(piece) for piece in export_mailbox(annas_mailbox))


def test_letters_of_many_senders_keep_the_order_in_which_they_came(kommun_a: cast.Sender, client: Client) -> None:
    for subject in ("Ett", "Två", "Tre"):
        kommun_a.deliver(kommun_a.letter(cast.ARVID, compose.MessageText(subject, "Hej")))
    make.log_in(client, cast.ARVID)

    assert [letter["subject"] for letter in index_of(saved_by(client))] == ["Ett", "Två", "Tre"]
    assert store.load_identity("kommun-a").title
