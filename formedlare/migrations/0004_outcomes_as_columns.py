"""What was read from sentences becomes columns: outcome, operator and address of an event, the problem of a leg.

Texts in two languages become JSON. The old sentences are read here and nowhere else.
"""

import json
from typing import Any, ClassVar

from django.db import migrations, models

import formedlare.models.outcome
import infra.database.columns.text_field
import infra.database.columns.value_list

OUTCOMES = [
    "delivered", "accepted", "refused", "not_delivered", "system_fault", "no_connection", "no_answer",
    "unusable_answer", "channel_away", "postponed", "lookup_failed", "held_back", "internal_error",
]
HELD_BACK = (
    "kön till operatören är pausad, så ingen försöker just nu; senast: ",
    "the queue to the operator is paused, so nobody tries just now; latest: ",
)
OBSTACLES = [
    ("mottagaren har ingen digital brevlåda", "no_mailbox"),
    ("mottagarens registrering är inte klar", "registration_pending"),
    ("mottagaren tar inte emot avsändaren", "sender_not_accepted"),
    ("FaR har ingen adress till", "no_operator_address"),
    ("skyddsklass 2 och 3 får aldrig", "protection_class"),
    ("ett säkert meddelande lämnar aldrig", "protection_class"),
    ("ingen e-postadress i avsändarens register", "no_contact_address"),
    ("inget mobilnummer i avsändarens register", "no_contact_address"),
    ("ingen adress för kanalen i avsändarens register", "no_contact_address"),
    ("adressen bekräftades för", "contact_address_outdated"),
    ("operatören svarade Delivered=false", "not_delivered"),
    ("gick inte att leverera före", "deadline_passed"),
    ("brevet blir ", "too_large"),
    ("mottagaren har skyddade personuppgifter", "protected_identity"),
    ("mottagaren är avliden", "deceased"),
    ("mottagaren finns varken i folkbokföringen", "not_registered"),
    ("mottagaren har ingen fullständig postadress", "no_postal_address"),
]
"""By how the Swedish sentence begins; others are refusals."""

MOVE_EVENTS = """
    UPDATE formedlare_event SET
        text = {text},
        operator = CASE
            WHEN channel IN ('email', 'sms') AND state = 'delivered' THEN ''
            WHEN {position}(address, ' ') > 0 THEN substr(address, 1, {position}(address, ' ') - 1)
            ELSE substr(address, 1, 255) END,
        address = CASE
            WHEN channel IN ('email', 'sms') AND state = 'delivered' THEN address
            WHEN {position}(address, ' ') > 0 THEN substr(address, {position}(address, ' ') + 1)
            ELSE '' END,
        outcome = CASE
            WHEN state IN ('received', 'sealed', 'sending', 'printed') THEN ''
            WHEN state = 'delivered' THEN 'delivered'
            WHEN text LIKE 'i utskriftskön: %' THEN 'accepted'
            WHEN text LIKE 'kön till operatören är pausad%' THEN 'held_back'
            WHEN text LIKE 'operatören svarar inte%' THEN 'no_connection'
            WHEN text LIKE 'operatören svarade inte%' THEN 'no_answer'
            WHEN text LIKE 'operatören gav inget användbart svar%' THEN 'unusable_answer'
            WHEN text LIKE 'operatören svarade Delivered=false%' THEN 'not_delivered'
            WHEN text LIKE 'fel i simulatorn%' THEN 'internal_error'
            WHEN text LIKE 'folkbokföringsregistret svarade inte%' THEN 'channel_away'
            WHEN address = 'FaR' AND code IS NOT NULL THEN 'lookup_failed'
            WHEN code >= 5000 THEN 'refused'
            WHEN code IS NOT NULL THEN 'system_fault'
            WHEN state = 'waiting' AND duration_ms IS NOT NULL THEN 'postponed'
            ELSE '' END
"""
MOVE_LEGS = """
    UPDATE formedlare_leg SET
        problem = CASE WHEN state = 'waiting' THEN {problem} ELSE {nothing} END,
        reason = {text}
"""
MOVE_LANES = "UPDATE formedlare_lane SET last_problem = {text}"


def _as_json(column: str, vendor: str) -> str:
    """SQL: the JSON form of a column that holds both languages with a bar between, or one language."""
    position, make = ("strpos", "json_build_object") if vendor == "postgresql" else ("instr", "json_object")
    bar = f"{position}({column}, ' | ')"
    swedish = f"CASE WHEN {bar} > 0 THEN substr({column}, 1, {bar} - 1) ELSE {column} END"
    english = f"CASE WHEN {bar} > 0 THEN substr({column}, {bar} + 3) ELSE {column} END"
    made = f"CAST({make}('sv', {swedish}, 'en', {english}) AS text)"
    return f"CASE WHEN {column} = '' THEN '{{}}' ELSE {made} END"


def add_columns(apps: Any, schema_editor: Any) -> None:
    """Without the table being written anew for each, as Django would on SQLite."""
    json_type = "jsonb" if schema_editor.connection.vendor == "postgresql" else "text"
    for table, column, kind, default in (
        ("formedlare_event", "outcome", "varchar(20)", "''"),
        ("formedlare_event", "operator", "varchar(255)", "''"),
        ("formedlare_leg", "problem", json_type, "'{}'"),
    ):
        schema_editor.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} NOT NULL DEFAULT {default}")
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT")


def drop_columns(apps: Any, schema_editor: Any) -> None:
    for table, column in (("event", "outcome"), ("event", "operator"), ("leg", "problem")):
        schema_editor.execute(f"ALTER TABLE formedlare_{table} DROP COLUMN {column}")


def move_facts(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    position = "strpos" if vendor == "postgresql" else "instr"
    bare = "reason"
    for prefix in HELD_BACK:
        bare = f"replace({bare}, '{prefix}', '')"
    problem, nothing = _as_json(bare, vendor), "'{}'"
    if vendor == "postgresql":
        problem, nothing = f"CAST({problem} AS jsonb)", f"CAST({nothing} AS jsonb)"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(MOVE_EVENTS.format(text=_as_json("text", vendor), position=position))
        cursor.execute(MOVE_LEGS.format(text=_as_json("reason", vendor), problem=problem, nothing=nothing))
        cursor.execute(MOVE_LANES.format(text=_as_json("last_problem", vendor)))
        _move_lists(cursor, vendor, "formedlare_leg", "passed_over", _passed_over)
        _move_lists(cursor, vendor, "formedlare_distribution", "warnings", _text)
        if vendor == "postgresql":
            # Rows that were changed twice have checks waiting, and no column can be altered before they are made.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _move_lists(cursor: Any, vendor: str, table: str, column: str, convert: Any) -> None:
    """Write each list anew that has something in it. Many rows have the same: each list is converted once."""
    cast = "CAST(%s AS jsonb)" if vendor == "postgresql" else "%s"
    known: dict[str, str] = {}
    last = 0
    while True:
        cursor.execute(
            f"SELECT id, CAST({column} AS text) FROM {table} "
            f"WHERE id > %s AND CAST({column} AS text) <> '[]' ORDER BY id LIMIT 5000",
            [last],
        )
        rows = cursor.fetchall()
        if not rows:
            return
        for _pk, stored in rows:
            if stored not in known:
                known[stored] = json.dumps([convert(item) for item in json.loads(stored)], ensure_ascii=False)
        cursor.executemany(
            f"UPDATE {table} SET {column} = {cast} WHERE id = %s", [(known[stored], pk) for pk, stored in rows]
        )
        last = rows[-1][0]
        if len(known) > 50_000:
            known.clear()


def _text(stored: str) -> dict[str, str]:
    swedish, _, english = stored.partition(" | ")
    return {"sv": swedish, "en": english or swedish}


def _passed_over(item: dict[str, str]) -> dict[str, str]:
    text = _text(item["reason"])
    code = next((code for beginning, code in OBSTACLES if text["sv"].startswith(beginning)), "refused")
    return {"channel": item["channel"], "code": code, **text}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("formedlare", "0003_found_by_reference_and_operator")]

    operations: ClassVar = [
        migrations.RenameField("event", "where", "address"),
        migrations.RenameField("event", "words", "text"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_columns, drop_columns)],
            state_operations=[
                migrations.AddField(
                    "event",
                    "outcome",
                    models.CharField(
                        max_length=20,
                        blank=True,
                        default="",
                        choices=[(name, name.replace("_", " ").title()) for name in OUTCOMES],
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    "event",
                    "operator",
                    models.CharField(max_length=255, blank=True, default=""),
                    preserve_default=False,
                ),
                migrations.AddField("leg", "problem", infra.database.columns.text_field.BilingualField()),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("distribution", "warnings", infra.database.columns.value_list.TextListField()),
                migrations.AlterField("leg", "passed_over", formedlare.models.outcome.PassedOverField()),
            ],
        ),
        migrations.RunPython(move_facts),
        migrations.AlterField("event", "text", infra.database.columns.text_field.BilingualField()),
        migrations.AlterField("leg", "reason", infra.database.columns.text_field.BilingualField()),
        migrations.AlterField("lane", "last_problem", infra.database.columns.text_field.BilingualField()),
    ]
