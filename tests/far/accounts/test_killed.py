"""A process that is killed in a call leaves the state before or after it, and a repeated call tells which."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.cast import ARVID, TOLVAN, Reply
from tests.far.accounts.cast import KIVRA, KOMMUN_A, MMP, Operator, signed_by
from tests.far.accounts.parallel_calls import carry

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.usefixtures("transactional_db", "world")


class Killed:
    """A caller whose server is killed while it serves: it never hears an answer."""

    def __init__(self, moment: str) -> None:
        self.moment = moment

    def __call__(self, path: str, body: bytes, identity: Any) -> Reply:
        done = subprocess.run(
            [sys.executable, "-m", "tests.far.accounts.killed_process", self.moment, path, identity.name],
            input=body,
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "infra.settings"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        return Reply(0, b"")


def database_url() -> str:
    """The address of the database of this test."""
    about = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{about['NAME']}"
    return f"postgres://{about['USER']}@{about['HOST']}:{about['PORT']}/{about['NAME']}"


def test_killed_before_it_is_stored_a_registration_has_not_begun() -> None:
    once = [signed_by(TOLVAN, nonce="interrupted")]
    kivra = Operator(KIVRA, carry)

    Operator(KIVRA, Killed("writing")).register(TOLVAN, signatures=once)

    assert kivra.state(TOLVAN) == ("Not", False, None)
    assert kivra.register(TOLVAN, signatures=once).status == 200, "its signature is still good"


def test_killed_before_the_answer_a_registration_has_begun_and_a_repeated_call_says_so() -> None:
    once = [signed_by(TOLVAN, nonce="interrupted")]
    kivra = Operator(KIVRA, carry)

    Operator(KIVRA, Killed("answering")).register(TOLVAN, signatures=once)

    assert kivra.state(TOLVAN) == ("Secure", False, KIVRA)
    fault = kivra.register(TOLVAN, signatures=once).fault
    assert fault.code == 5007
    assert KIVRA in fault.description


@pytest.mark.parametrize(("moment", "accepted", "code"), [("writing", 3, 0), ("answering", 1, 5010)])
def test_killed_in_the_middle_a_list_is_stored_whole_or_not_at_all(moment: str, accepted: int, code: int) -> None:
    once = [signed_by(ARVID, nonce=f"interrupted {moment}")]
    mmp = Operator(MMP, carry)

    Operator(MMP, Killed(moment)).store(ARVID, [KOMMUN_A], signatures=once)

    assert len(mmp.preferences(ARVID)) == accepted
    again = mmp.store(ARVID, [KOMMUN_A], signatures=once)
    assert (again.fault.code if code else 0) == code
    assert mmp.preferences(ARVID) == [KOMMUN_A]
