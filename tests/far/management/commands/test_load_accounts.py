"""`manage.py load_accounts`, as it is typed."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from far.bulk_load.made_up_people import made_up_numbers
from far.models import Account

pytestmark = pytest.mark.usefixtures("world")


def test_a_number_of_people_is_loaded_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_accounts", "--count", "40", "--operator", "kivra.com")

    assert "40 accounts registered, 0 were there before" in capsys.readouterr().out
    call_command("load_accounts", "--count", "50")
    assert "10 accounts registered, 40 were there before" in capsys.readouterr().out
    assert (
        Account.objects.filter(recipient__in=list(made_up_numbers(50)), supplier__name="kivra.com").count() == 40
    )


def test_a_file_is_loaded_and_its_wrong_lines_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "accounts.csv"
    file.write_bytes(b"recipient\n180001610005\nnonsense\n18000161\xff\n180001610013\n")

    with pytest.raises(CommandError, match="2 lines were passed over") as refusal:
        call_command("load_accounts", "--csv", str(file))

    assert refusal.value.returncode == 2
    shown = capsys.readouterr()
    assert "2 accounts registered" in shown.out
    assert "line 3: " in shown.err
    assert "line 4: " in shown.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--count", "-1"], "there are numbers for 0 to"),
        (["--count", "99999999"], "there are numbers for 0 to"),
        (["--count", "1", "--operator", "nowhere.se"], "nowhere.se"),
        (["--csv", "/does/not/exist.csv"], "cannot be read"),
        (["--count", "1", "--csv", "x"], "not allowed with"),
        ([], "required"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("load_accounts", *arguments)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "accounts.csv"
    file.write_text("name;address\n")

    with pytest.raises(CommandError, match="the columns must be"):
        call_command("load_accounts", "--csv", str(file))
