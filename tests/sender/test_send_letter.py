"""`manage.py send_letter` with something that it cannot send."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from infra.pki import store
from mailbox_operator.models import MatterEvent
from sender.management.commands.send_letter import Command
from tests.cast import ARVID, Sender


@pytest.mark.parametrize("name", ["saknas.pdf", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    store.ensure(Path(settings.PKI_DIR))
    file = tmp_path / name

    with pytest.raises(CommandError) as told:
        call_command("send_letter", "198101052382", "--pdf", str(file))

    assert str(told.value).startswith(f"--pdf {file} cannot be read: ")
    assert "Errno" not in str(told.value)
    assert told.value.returncode == 2


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
