"""Every call of the register stands in its log; deliveries and look-ups are counted."""

from typing import Any

from django.db import connection

from contracts import recipient_v3
from far.models import CallCount, LogEntry
from far.supervision.call_log import call_log
from infra import clock
from infra.clock import today
from infra.soap.reports.calls import Call
from tests.cast import ARVID, MARIA, SERVICE, TOLVAN, Sender

KOMMUN_A = "162021004748"
OUTSIDER = "162021003898"


def ask(sender: Sender, *numbers: str, about: str = KOMMUN_A) -> int:
    question = recipient_v3.IsReachable(sender_org_nr=about, recipient_id=list(numbers))
    return sender.ask("Recipient/v3", question).status


def written_entries() -> list[LogEntry]:
    call_log.write()
    return list(LogEntry.objects.order_by("sequence"))


def test_a_question_stands_in_the_log_with_who_asked_and_about_whom(kommun_a: Sender) -> None:
    ask(kommun_a, ARVID)

    [entry] = written_entries()

    assert (entry.sequence, entry.kind, entry.actor) == (1, "call", KOMMUN_A)
    assert (entry.service, entry.operation, entry.code) == ("Recipient/v3", "isReachable", 0)
    assert (entry.subject, entry.subjects) == (f"{ARVID[:8]}****", 1)
    assert entry.trace


def test_no_number_of_a_person_stands_in_the_log(kommun_a: Sender) -> None:
    ask(kommun_a, ARVID, MARIA)

    [entry] = written_entries()

    everything = " ".join(str(value) for value in vars(entry).values())
    assert ARVID not in everything
    assert MARIA not in everything
    assert entry.subjects == 2


def test_a_refused_question_stands_there_with_its_code_and_whom_it_was_about(kommun_b: Sender) -> None:
    assert ask(kommun_b, ARVID, about=KOMMUN_A) == 500

    [entry] = written_entries()

    assert (entry.actor, entry.code) == (OUTSIDER, 6005)
    assert entry.subject == f"{ARVID[:8]}****"


def test_a_question_of_nobody_is_not_logged(world: None, kommun_a: Sender) -> None:
    nobody = kommun_a.post("/webservice/accao/Recipient/v3", b"<nonsense/>", kommun_a.identity)

    assert nobody.status == 500
    assert written_entries() == []


def test_calls_are_counted_by_actor_operation_day_and_outcome(kommun_a: Sender, kommun_b: Sender) -> None:
    ask(kommun_a, ARVID, TOLVAN)
    ask(kommun_a, MARIA)
    ask(kommun_b, ARVID, about=KOMMUN_A)

    call_log.write()
    ask(kommun_a, MARIA)
    call_log.write()

    counts = CallCount.objects.order_by("actor", "code").values_list(
        "actor", "operation", "code", "calls", "subjects"
    )
    assert set(counts) == {(KOMMUN_A, "isReachable", 0, 3, 4), (OUTSIDER, "isReachable", 6005, 1, 1)}
    assert {count.day for count in CallCount.objects.all()} == {today()}


def test_deliveries_to_an_operator_are_counted_and_not_logged(kommun_a: Sender) -> None:
    letter = kommun_a.letter()
    assert kommun_a.post(SERVICE, letter.request, kommun_a.identity).status == 200

    assert {entry.service for entry in written_entries()} == {"Authority", "Recipient/v3"}, (
        "what the operator asks"
    )
    [count] = CallCount.objects.filter(service="Service/v3")
    assert (count.actor, count.operation) == (KOMMUN_A, "deliverSecure")
    assert (count.code, count.calls, count.subjects) == (0, 1, 1)


def test_a_call_that_comes_while_the_log_is_written_is_written_the_next_time(kommun_a: Sender) -> None:
    """Under load one always comes: a writer that took it at once would write all the time, a few in a block."""

    def call_meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT INTO") and LogEntry._meta.db_table in sql:
            call_log.note(Call(clock.now(), "Recipient/v3", "isReachable", KOMMUN_A, None, 0, "0" * 32))
        return execute(sql, *rest)

    ask(kommun_a, ARVID)
    with connection.execute_wrapper(call_meanwhile):
        call_log.write()

    assert LogEntry.objects.count() == 1
    assert len(written_entries()) == 2
