"""What changes in the register stands in its log, written in the same transaction."""

import json
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from far.actor_entries import changes as actor_changes
from far.actor_entries.log import ChangeNote
from far.consents import administration, ending
from far.models import Account, LogEntry, UnchainedEntry
from far.supervision import record_change
from far.supervision.chain import append_all_changes
from far.supervision.log_search import LogFilter, find_entries
from infra.authorship import Author, Origin
from infra.identity import RecipientId
from tests.cast import ARVID, MARIA

KOMMUN_B = "162021003898"
pytestmark = pytest.mark.usefixtures("world")


def logged(operation: str) -> list[tuple[str, str, Any]]:
    """Actor, subject and what changed, the oldest first."""
    append_all_changes()
    rows = LogEntry.objects.filter(operation=operation, kind="change").order_by("sequence")
    return [(row.actor, row.subject, json.loads(row.changed or "null")) for row in rows]


def masked(number: str) -> str:
    return f"{number[:8]}****"


def test_a_change_of_an_actor_is_logged_with_its_reason() -> None:
    actor_changes.suspend_actor(KOMMUN_B, ChangeNote(Author(Origin.REST, "eva"), "Fel mottagare"))

    [(actor, subject, changed)] = logged("actor_suspended")

    assert (actor, subject) == ("rest", KOMMUN_B)
    assert changed == {"by": "eva", "reason": "Fel mottagare", "state": ["connected", "suspended"]}


def test_consents_are_logged_as_they_are_given_and_ended() -> None:
    consent = administration.make_consent(RecipientId(MARIA), RecipientId(ARVID), level="ConsentRead")
    ending.end_by_owner(consent)

    given, ended = logged("changeConsent")

    assert given[:2] == ("command", masked(MARIA))
    assert (given[2]["holder"], given[2]["level"]) == (masked(ARVID), "ConsentRead")
    assert ended[2]["ending"]


def test_a_change_over_rest_is_logged_as_one(client: Client) -> None:
    answer = client.post(f"/api/v1/actors/{KOMMUN_B}/suspend", {"reason": "Prov"}, content_type="application/json")
    assert answer.status_code == 200, answer.content

    [(actor, subject, _)] = logged("actor_suspended")
    assert (actor, subject) == ("rest", KOMMUN_B)


def test_several_holders_in_one_change_are_each_found() -> None:
    record_change("command", "loadAccounts", ARVID, others=[MARIA])

    for number in (ARVID, MARIA):
        [entry] = find_entries(LogFilter(subject=number), 10)[0]
        assert (entry.subject, entry.subjects) == (masked(ARVID), 2)


def test_a_change_without_a_holder_concerns_nobody() -> None:
    record_change("command", "cleanUp")

    [entry] = find_entries(LogFilter(), 10)[0]
    assert (entry.subject, entry.subjects) == ("", 0)


def test_a_change_and_its_entry_happen_together_or_not_at_all() -> None:
    with transaction.atomic():
        Account.objects.filter(recipient=ARVID).delete()
        record_change("console", "deregister", ARVID)
        transaction.set_rollback(True)

    assert Account.objects.filter(recipient=ARVID).exists()
    assert not UnchainedEntry.objects.exists()


def test_a_change_that_comes_while_others_get_their_place_gets_its_own_the_next_time() -> None:
    """Under load one always comes: to take each at once would be one commit for every few of them."""

    def change_meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT INTO") and f'"{LogEntry._meta.db_table}"' in sql:
            record_change(KOMMUN_B, "meanwhile")
        return execute(sql, *rest)

    record_change(KOMMUN_B, "first")
    with connection.execute_wrapper(change_meanwhile):
        append_all_changes()

    assert LogEntry.objects.latest("sequence").operation == "first"
    assert [change.operation for change in UnchainedEntry.objects.all()] == ["meanwhile"]
