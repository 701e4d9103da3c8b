"""`manage.py send_letter` with something that it cannot send."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from infra.pki import store
from sender.management.commands.send_letter import Command


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
