"""`manage.py send_letter` with something that it cannot send."""

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from infra.pki import store
from mailbox_operator.models import MatterEvent, Message
from sender.management.commands.send_letter import Command
from tests.cast import ARVID, Sender
from tests.relay import work


@pytest.mark.parametrize(
    "arguments", [["123"], ["198101052382", "--sender", "saknas"], ["198101052382", "--finns-inte"]]
)
def test_wrong_arguments_are_code_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    store.ensure_identities(Path(settings.PKI_DIR))

    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "send_letter", *arguments])

    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.err
    assert said.out == ""


@pytest.mark.parametrize("name", ["saknas.pdf", "mapp.pdf"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    store.ensure_identities(Path(settings.PKI_DIR))
    (tmp_path / "mapp.pdf").mkdir()
    file = tmp_path / name

    with pytest.raises(CommandError) as told:
        call_command("send_letter", "198101052382", "--attach", str(file))

    assert str(told.value).startswith(f"{file} cannot be read: ")
    assert "Errno" not in str(told.value)
    assert told.value.returncode == 2


def test_a_file_of_a_type_that_no_mailbox_takes_is_refused(tmp_path: Path) -> None:
    store.ensure_identities(Path(settings.PKI_DIR))

    with pytest.raises(CommandError, match="of no type that a mailbox takes: pdf, doc, docx, dotx, ics") as told:
        call_command("send_letter", "198101052382", "--attach", str(tmp_path / "bild.png"))

    assert told.value.returncode == 2


def test_a_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(CommandError, match="2026-02-30 is no day"):
        call_command("send_letter", "198101052382", "--deadline", "2026-02-30")


def test_a_message_of_protection_class_1_has_no_attachments(tmp_path: Path) -> None:
    store.ensure_identities(Path(settings.PKI_DIR))
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")

    with pytest.raises(CommandError, match="has no attachments"):
        call_command("send_letter", "198101052382", "--class", "1", "--attach", str(tmp_path / "a.pdf"))


def test_a_letter_has_files_of_several_types_and_a_last_day(
    kommun_a: Sender, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("infra.soap.local.on_the_wire", nullcontext)
    (tmp_path / "beslut.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "tid.ics").write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    files = ("--attach", str(tmp_path / "beslut.pdf"), "--attach", str(tmp_path / "tid.ics"))

    call_command("send_letter", ARVID, *files, "--deadline", "2026-12-03", verbosity=0)

    letter = Message.objects.get()
    assert letter.due_on == date(2026, 12, 3)
    assert [each.content_type for each in letter.attachments.order_by("pk")] == [
        "application/pdf",
        "text/calendar",
    ]


def test_a_message_of_protection_class_1_goes_by_the_relay(
    kommun_a: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.soap.local.on_the_wire", nullcontext)

    call_command("send_letter", ARVID, "--class", "1", verbosity=0)
    work()

    assert Message.objects.get().delivery.kind == "notification"


def test_the_exit_codes_stand_in_the_help() -> None:
    words = " ".join(Command().create_parser("manage.py", "send_letter").format_help().split())

    assert "Exit code 0: delivered, or taken by the relay. 1: refused or not delivered" in words


def test_a_letter_tells_of_a_case_and_asks_for_an_answer(
    kommun_a: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.soap.local.on_the_wire", nullcontext)

    call_command(
        "send_letter",
        ARVID,
        *("--matter", "BN-17", "--event", "H-2", "--after", "H-1", "--matter-subject", "Bygglov"),
        *("--event-type", "Komplettering begärd", "--turn", "recipient", "--ask-reply", "--ask-receipt"),
        verbosity=0,
    )

    kept = MatterEvent.objects.get()
    assert (kept.matter_id, kept.event_id, kept.preceding_event_id) == ("BN-17", "H-2", "H-1")
    assert (kept.matter_subject, kept.event_type) == ("Bygglov", "Komplettering begärd")
    assert kept.status == MatterEvent.Status.YOUR_TURN
