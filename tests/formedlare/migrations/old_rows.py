"""Rows as the version before stored them, and what a migration made of them: run by test_0004 in its own process."""

import json
from typing import Any

import django
from django.core.management import call_command

ADDRESS = "https://kivra.com/Service/v3"
KIVRA = f"kivra.com {ADDRESS}"
PAUSED = (
    "kön till operatören är pausad, så ingen försöker just nu; senast: operatören svarar inte: nere | "
    "the queue to the operator is paused, so nobody tries just now; latest: the operator does not answer: down"
)
EVENTS: list[tuple[str, str, str, str, int | None, int | None]] = [
    # state, channel, where, words, code, duration_ms
    ("looked_up", "mina_meddelanden", "kivra.com", "", None, None),
    ("sending", "mina_meddelanden", "kivra.com", "", None, None),
    ("waiting", "mina_meddelanden", KIVRA, "operatören svarar inte: nere | the operator …: down", None, 3),
    ("waiting", "mina_meddelanden", KIVRA, "operatören svarade inte: tyst | the operator …: silent", None, 3),
    ("waiting", "mina_meddelanden", KIVRA, "operatören gav inget användbart svar: x | y", None, 3),
    ("waiting", "mina_meddelanden", KIVRA, "upptagen | busy", 4999, 3),
    ("waiting", "mina_meddelanden", "kivra.com", PAUSED, None, None),
    ("waiting", "", "FaR", "Registret (FaR) svarade inte: x | The register (FaR) …: x", 4999, 3),
    ("waiting", "print", "", "folkbokföringsregistret svarade inte: x | the population register …", None, 3),
    ("waiting", "email", "", "451 Greylisted", None, 3),
    ("waiting", "", "", "fel i simulatorn: a | error in the simulator: a", 4999, None),
    ("rerouted", "mina_meddelanden", KIVRA, "operatören svarade Delivered=false: x | the operator …", None, 3),
    ("rerouted", "mina_meddelanden", KIVRA, "fel i brevet | wrong letter", 5001, 3),
    ("rerouted", "print", "", "i utskriftskön: 1 blad, C5, 20 g | in the print queue: 1 sheets, C5, 20 g", None, None),
    ("printed", "print", "", "utskriven i körning 1 | printed in run 1", None, None),
    ("delivered", "email", "t***@example.org", "", None, None),
    ("delivered", "mina_meddelanden", KIVRA, "", None, 12),
]
PASSED_OVER = [
    {"channel": "mina_meddelanden", "reason": "mottagaren har ingen digital brevlåda | the recipient has no mailbox"},
    {"channel": "email", "reason": "550 No such user"},
]
WARNINGS = ["Avsändarens signatur är svag | The sender's signature is weak"]


def fill() -> None:
    """Store a delivery with one leg, its events, and a lane."""
    from django.db import connection

    now = "2026-01-01 12:00:00+00:00"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO formedlare_distribution (id, distribution_id, kind, origin, sender, sender_name, caller, "
            "content_digest, reference, correlation_id, protection_class, size, warnings, received_at, deadline, "
            "trace, label) VALUES (1, %s, 'secure', 'soap', '1', 'A', '1', 'x', '', '', 2, 1, %s, %s, %s, '', '')",
            ["0" * 32, json.dumps(WARNINGS), now, now],
        )
        cursor.execute(
            "INSERT INTO formedlare_leg (id, distribution_id, recipient, state, channel, operator, address, lane, "
            "due_at, deadline, claimed_by, attempts, rule, passed_over, trans_id, notified_by, reason, received_at) "
            "VALUES (1, 1, '2', 'waiting', 'mina_meddelanden', 'kivra.com', %s, 'kivra.com', %s, %s, '', 1, 'R', "
            "%s, '', '[]', %s, %s)",
            [ADDRESS, now, now, json.dumps(PASSED_OVER), PAUSED, now],
        )
        for state, channel, where, words, code, duration_ms in EVENTS:
            cursor.execute(
                'INSERT INTO formedlare_event (leg_id, at, state, channel, "where", words, code, duration_ms) '
                "VALUES (1, %s, %s, %s, %s, %s, %s, %s)",
                [now, state, channel, where, words, code, duration_ms],
            )
        cursor.execute(
            "INSERT INTO formedlare_lane (name, concurrency, breaker, failures, opened, average_ms, last_problem) "
            "VALUES ('kivra.com', 4, 'open', 5, 1, 20, 'nere | down'), ('sms', 4, 'closed', 0, 0, 0, '')"
        )


def read() -> dict[str, Any]:
    """What today's models say of it."""
    from formedlare.models import Distribution, Lane, Leg

    leg = Leg.objects.get()
    return {
        "events": [
            [event.state, event.outcome, event.operator, event.address, event.text.on_wire]
            for event in leg.events.all()
        ],
        "reason": leg.reason.on_wire,
        "problem": leg.problem.on_wire,
        "passed_over": [[item.channel, item.code, item.reason.on_wire] for item in leg.passed_over],
        "warnings": [warning.on_wire for warning in Distribution.objects.get().warnings],
        "lanes": {lane.name: lane.last_problem.on_wire for lane in Lane.objects.all()},
    }


if __name__ == "__main__":
    django.setup()
    call_command("migrate", "formedlare", "0003", verbosity=0)
    fill()
    call_command("migrate", "formedlare", verbosity=0)
    print(json.dumps(read()))
