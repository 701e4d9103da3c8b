"""`manage.py check FILE` says what is wrong in an envelope; without a file it is Django's own."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import cast
from tests.cast import Sender


@pytest.fixture
def letter(kommun_a: Sender, tmp_path: Path) -> Path:
    file = tmp_path / "letter.xml"
    file.write_bytes(kommun_a.letter(cast.ARVID).request)
    return file


def run(*arguments: str) -> str:
    written = StringIO()
    call_command("check", *arguments, stdout=written)
    return written.getvalue()


def test_a_good_letter_is_said_to_be_good(letter: Path) -> None:
    assert "Service/v3 deliverSecure\n  Inget fel hittades." in run(str(letter))


def test_a_changed_letter_ends_the_command_with_an_error(letter: Path) -> None:
    letter.write_bytes(letter.read_bytes().replace(b"svSE", b"enGB", 1))
    written = StringIO()

    with pytest.raises(CommandError, match="skulle nekas"):
        call_command("check", str(letter), stdout=written)

    assert "5012 [" in written.getvalue()
    assert "signature SealedDelivery/Signature" in written.getvalue()


def test_a_file_that_does_not_exist_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.xml går inte att läsa"):
        run(str(tmp_path / "nowhere.xml"))


def test_a_file_larger_than_a_message_may_be_is_refused(db: None, tmp_path: Path) -> None:
    file = tmp_path / "large.xml"
    file.write_bytes(b" " * 2_097_153)

    with pytest.raises(CommandError, match="2097152 byte"):
        run(str(file))


def test_without_a_file_it_checks_the_project(db: None) -> None:
    assert "System check identified no issues" in run()
    assert "System check identified no issues" in run("far")
