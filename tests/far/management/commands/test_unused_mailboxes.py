"""`manage.py unused_mailboxes`."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from infra import clock
from infra.soap.call_failures import CallFailed
from mailbox_operator.models import Mailbox
from tests.cast import ARVID
from tests.far.accounts.cast import DIGIMAIL, JOHAN, KIVRA, MMP
from tests.far.callbacks.conftest import Play, play

__all__ = ["play"]


@pytest.fixture
def two_unused(world: None) -> None:
    Mailbox.objects.filter(holder__in=[ARVID, JOHAN]).update(opened_at=clock.now() - timedelta(days=400))


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("unused_mailboxes", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().split()


def test_one_operator_is_asked(two_unused: None) -> None:
    assert run("--days", "365", "--operator", KIVRA) == [f"{KIVRA};{JOHAN}"]


def test_operators_that_do_not_answer_stop_no_others(two_unused: None, play: Play) -> None:
    play(DIGIMAIL).problem = CallFailed("tiger", "is silent")
    out, error = StringIO(), StringIO()

    with pytest.raises(CommandError, match=r"digimail\.se"):
        call_command("unused_mailboxes", "--days", "365", stdout=out, stderr=error)

    assert f"{KIVRA};{JOHAN}" in out.getvalue()
    assert f"{MMP};{ARVID}" in out.getvalue()
    assert "digimail.se did not answer: is silent" in error.getvalue()


@pytest.mark.parametrize("days", ["-1", "40000"])
def test_an_impossible_number_of_days_is_refused(world: None, days: str) -> None:
    with pytest.raises(CommandError, match="from 0 to"):
        run("--days", days)


def test_an_unknown_operator_is_refused(world: None) -> None:
    with pytest.raises(CommandError, match=r"brev\.example"):
        run("--days", "1", "--operator", "brev.example")
