"""Replies as the version before stored them, and what a migration made of them: run by test_0002 in its own process."""

import json
from typing import Any

import django
from django.core.management import call_command

REASONS = [
    "- Mina meddelanden: mottagaren är avliden | - Mina meddelanden: the recipient has died",
    "- E-post: a\n- Utskrift: b | - e-mail: a\n- print: b",
    "550 No such user",
    "",
]
LONG = "x" * 4_000 + " | " + "y" * 4_000
COUNT = 2_100
"""More replies than the migration moves at once."""


def fill() -> None:
    """Store a mail and its reply for each reason, and many more."""
    from django.db import connection

    now = "2026-01-01 12:00:00+00:00"
    reasons = [*REASONS, LONG, *REASONS[:1] * COUNT]
    with connection.cursor() as cursor:
        for number, reason in enumerate(reasons, 1):
            cursor.execute(
                "INSERT INTO formedlare_distribution (id, distribution_id, kind, origin, sender, sender_name, "
                "caller, content_digest, reference, correlation_id, protection_class, size, warnings, received_at, "
                "deadline, trace, label) VALUES (%s, %s, 'secure', 'office', '1', 'A', '1', %s, '', '', 2, 1, '[]', "
                "%s, %s, '', '')",
                [number, f"{number:032d}", str(number), now, now],
            )
            cursor.execute(
                "INSERT INTO formedlare_office_officemail (id, address, key, recipient, addressed_to, message_id, "
                "subject, automatic, receipt, distribution_id, received_at) VALUES (%s, 'a@b.example', %s, '2', "
                "'2@mm.local', '', 'Ämne', %s, %s, %s, %s)",
                [number, str(number), False, False, number, now],
            )
            cursor.execute(
                "INSERT INTO formedlare_office_officereply (id, mail_id, channel, address, sender_name, "
                "sender_address, subject, text, state, due_at, attempts, last_error, left_the_simulator, kind, "
                "printed, reason, created_at) VALUES (%s, %s, 'email', 'a@b.example', '', '', 'Kom inte fram', "
                "'Brevet kom inte fram.', 'due', %s, 0, '', %s, 'bounce', %s, %s, %s)",
                [number, number, now, False, False, reason, now],
            )


def read() -> dict[str, Any]:
    """What today's models say of the replies."""
    from sender.office.models import OfficeReply

    replies = list(OfficeReply.objects.order_by("pk"))
    return {
        "reasons": [reply.reason.on_wire for reply in replies],
        "first": reply_as_json(replies[0]),
        "texts": sorted({reply.text for reply in replies}),
        "states": sorted({reply.state for reply in replies}),
    }


def reply_as_json(reply: Any) -> dict[str, str]:
    """The reason by language."""
    reason: dict[str, str] = reply.reason.as_json()
    return reason


if __name__ == "__main__":
    django.setup()
    call_command("migrate", "formedlare_office", "0001", verbosity=0)
    fill()
    call_command("migrate", "formedlare_office", verbosity=0)
    print(json.dumps(read()))
