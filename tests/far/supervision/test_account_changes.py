"""What operators change over SOAP stands in the log twice: that they asked, and what became different."""

import json
from typing import Any

import pytest

from far.accounts import pending
from far.models import LogEntry, RequestKind
from far.supervision.call_log import call_log
from infra.pki import store
from tests.cast import ARVID, MARIA, Post
from tests.far.accounts.cast import (
    BJORKEN,
    DIGIMAIL,
    FJALLBACK,
    KIVRA,
    KOMMUN_A,
    KOMMUN_B,
    LENA,
    MMP,
    Operator,
    without_account,
)
from tests.far.accounts.conftest import Later, kivra, later, mmp

__all__ = ["kivra", "later", "mmp"]

pytestmark = pytest.mark.usefixtures("world")


def number_of(operator: str) -> str:
    return store.load_identity(operator).organisation.value


def entries(operation: str) -> list[LogEntry]:
    call_log.write()
    return list(LogEntry.objects.filter(operation=operation).order_by("kind", "sequence"))


def changes(operation: str) -> list[tuple[str, str, Any]]:
    """Actor, subject and what changed, of the changes."""
    return [
        (entry.actor, entry.subject, json.loads(entry.changed) if entry.changed else None)
        for entry in entries(operation)
        if entry.kind == LogEntry.Kind.CHANGE
    ]


def masked(number: str) -> str:
    return f"{number[:8]}****"


def test_a_registration_is_asked_for_and_changes_the_register(kivra: Operator) -> None:
    without_account(MARIA)
    assert kivra.register(MARIA).status == 200

    asked, changed = entries("register")

    assert (asked.kind, changed.kind) == ("call", "change")
    assert asked.actor == changed.actor == number_of(KIVRA)
    assert asked.subject == changed.subject == masked(MARIA)
    assert asked.trace == changed.trace, "one trace leads from the question to the change"
    assert json.loads(changed.changed) == {"supplier": [None, KIVRA]}


def test_what_is_refused_is_asked_for_and_changes_nothing(kivra: Operator) -> None:
    assert kivra.register(MARIA).status == 500

    [asked] = entries("register")

    assert (asked.kind, asked.code) == ("call", 5007)


def test_the_end_of_an_account_says_where_it_was(mmp: Operator) -> None:
    assert mmp.deregister(MARIA).status == 200

    assert changes("deregister") == [(number_of(MMP), masked(MARIA), {"supplier": [MMP, None]})]


def test_a_move_says_from_where_and_to_where_and_who_asked(kivra: Operator) -> None:
    assert kivra.change(MARIA, to=KIVRA).status == 200

    assert changes("changeServiceSupplier") == [
        (number_of(KIVRA), masked(MARIA), {"supplier": [MMP, KIVRA]}),
    ]


def test_preferences_say_which_senders_are_refused_and_accepted_anew(mmp: Operator) -> None:
    every = set(mmp.preferences(ARVID))
    assert mmp.store(ARVID, every - {KOMMUN_A}).status == 200
    assert mmp.store(ARVID, every - {KOMMUN_B}).status == 200
    assert mmp.store(ARVID, every - {KOMMUN_B}).status == 200

    first, second, third = (changed for _, _, changed in changes("storeAccountPreferences"))

    assert first == {"accepted": "0", "refused": f"1: {KOMMUN_A}"}
    assert second == {"accepted": f"1: {KOMMUN_A}", "refused": f"1: {KOMMUN_B}"}
    assert third == {"accepted": "0", "refused": "0"}


def test_a_request_that_waits_is_a_change_and_so_is_its_withdrawal(kivra: Operator) -> None:
    without_account(FJALLBACK)
    assert kivra.register(FJALLBACK, LENA).status == 200

    [(actor, subject, changed)] = changes("register")
    assert (actor, subject) == (number_of(KIVRA), FJALLBACK)
    assert changed == {"signatures": 1, "supplier": KIVRA, "waits": True}

    assert kivra.withdraw(FJALLBACK, LENA).status == 200
    assert changes("deletePendingAccountRequest") == [(number_of(KIVRA), FJALLBACK, None)]


def test_a_request_that_expires_is_a_change_of_the_clock(kivra: Operator, later: Later) -> None:
    without_account(FJALLBACK)
    assert kivra.register(FJALLBACK, LENA).status == 200

    later(days=40)
    pending.delete_expired()

    assert changes("expireRequest") == [("clock", FJALLBACK, {"kind": RequestKind.CREATE.value})]


def test_names_of_companies_and_domains_are_not_masked_and_persons_are(kivra: Operator, post: Post) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)
    Operator(DIGIMAIL, post).ask_pending(LENA, FJALLBACK, BJORKEN)

    everything = " ".join(str(vars(entry)) for entry in LogEntry.objects.all()) + str(entries("register"))
    assert LENA not in everything
    assert FJALLBACK in everything
