"""Rows of a snapshot as JSON: each is read back as it was, and nothing else is ever made of any bytes."""

import base64
import json
import uuid
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from base_registers.models import Person
from far.models import Sender
from infra.database.columns.text_field import BilingualField
from infra.database.columns.value_list import TextListField, ValueListField
from infra.errors import InvalidInput
from infra.texts import Text
from mailbox_operator.models import Attachment, Message
from testbed.faults.models import FaultRule
from testbed.snapshots import tables
from testbed.snapshots.tables import row_from, rows_of, snapshot_tables

texts = st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), max_size=40)
days = st.none() | st.dates(date(1900, 1, 1), date(2900, 1, 1))
moments = st.integers(0, 2**34).map(lambda second: datetime.fromtimestamp(second, UTC))
QUICK = how(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def again(row: models.Model) -> models.Model:
    """The row, written and read back, by a table of its own."""
    type(row)._default_manager.all().delete()
    row.save(force_insert=True)
    [line] = rows_of(type(row))
    return row_from(type(row), line.encode())


def values(row: models.Model) -> dict[str, Any]:
    found = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in found.items()}


@given(texts, days, st.booleans())
@QUICK
def test_a_person_of_any_name_is_read_as_she_was_written(
    db: None, name: str, day: date | None, flag: bool
) -> None:
    person = Person(number="198101052382", name=name, deceased_on=day, protected=flag, city=name[:50])

    assert values(again(person)) == values(person)


@given(st.times(), st.times())
@QUICK
def test_a_rule_with_any_opening_hours_is_read_as_it_was_written(db: None, opens: time, closes: time) -> None:
    rule = FaultRule(place="far", steps=[], created_at=datetime.now(UTC), opens=opens, closes=closes)

    assert values(again(rule)) == values(rule)


WRITABLE = (
    models.BooleanField,
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.DateField,
    models.TimeField,
    models.UUIDField,
    models.BinaryField,
    models.JSONField,
    models.ForeignKey,
    BilingualField,
    TextListField,
    ValueListField,
)
"""Kinds of columns that can be written and read. Add one with a row that has it."""


def test_every_column_of_a_snapshot_is_of_a_kind_that_is_written() -> None:
    columns = [field for model in snapshot_tables().values() for field in model._meta.concrete_fields]

    assert [field for field in columns if not isinstance(field, WRITABLE)] == []


@given(st.lists(st.dictionaries(texts, texts | st.integers() | st.none(), max_size=3), max_size=3), moments)
@QUICK
def test_a_rule_with_any_steps_is_read_as_it_was_written(
    db: None, steps: list[dict[str, Any]], moment: datetime
) -> None:
    rule = FaultRule(place="far", steps=steps, created_at=moment, rule_id=uuid.uuid4(), quota_per_second=None)

    assert values(again(rule)) == values(rule)


@given(st.binary(max_size=200))
@QUICK
def test_bytes_are_read_as_they_were_written(octets: bytes) -> None:
    line = json.dumps({"id": 1, "filename": "a", "content": base64.b64encode(octets).decode()})

    assert bytes(row_from(Attachment, line.encode()).content) == octets  # type: ignore[attr-defined]  # the row is an attachment


@given(st.binary(max_size=100))
def test_any_bytes_are_a_row_or_refused_in_both_languages(line: bytes) -> None:
    said = Text.same("far.Sender")
    try:
        row_from(Sender, line)
    except InvalidInput as refusal:
        said = refusal.text
    assert all("far.Sender" in words for words in said)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[]",
        b"1",
        b'"a"',
        b'{"organisation": 1',
        b"\xff",
        b'{"id": "x"}',
        b"[" * 10_000,
        b"{" * 10_000,
    ],
)
def test_what_is_no_row_is_refused_as_unreadable(line: bytes) -> None:
    with pytest.raises(InvalidInput) as refusal:
        row_from(Sender, line)
    assert refusal.value.explanation.reason == "snapshot-row-unreadable"


@pytest.mark.parametrize("name", ["colour", "__class__", "pk", "_state", "objects", "Organisation"])
def test_a_column_that_a_table_has_not_is_named(name: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        row_from(Sender, json.dumps({name: 1}).encode())
    assert refusal.value.explanation.reason == "snapshot-column-unknown"
    assert name in refusal.value.text.english


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "\0"])
def test_a_text_that_no_database_keeps_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        row_from(Sender, json.dumps({"name": text}).encode())


def test_a_row_that_says_nothing_has_its_usual_values() -> None:
    assert values(row_from(Sender, b"{}")) == values(Sender())


def test_what_is_refused_names_the_table_and_not_its_content() -> None:
    with pytest.raises(InvalidInput) as refusal:
        row_from(Message, b'{"received_at": "198101052382"}')
    assert "198101052382" not in refusal.value.text.on_wire


def test_tables_stand_after_those_that_they_refer_to() -> None:
    seen: set[type[models.Model]] = set()
    for model in snapshot_tables().values():
        seen.add(model)
    for model in seen:
        for field in model._meta.concrete_fields:
            if field.is_relation:
                assert field.related_model in seen, f"{model._meta.label}.{field.name}"


def test_each_table_of_the_simulator_is_in_the_snapshot_or_left_out_on_purpose() -> None:
    left_out = {model._meta.label for model in apps.get_models()} - set(snapshot_tables())

    assert left_out >= tables.LEFT_OUT
    for label in left_out - tables.LEFT_OUT:
        assert label.partition(".")[0] in tables.APPS_LEFT_OUT


def test_rows_are_written_in_the_order_of_their_keys(world: None) -> None:
    keys = [json.loads(line)["number"] for line in rows_of(Person)]

    assert keys == sorted(keys)
    assert len(keys) == Person.objects.count()


def test_swedish_letters_stand_as_they_are(world: None) -> None:
    Person.objects.filter(number="198101052382").update(name="Åsa Öberg")

    assert any("Åsa Öberg" in line for line in rows_of(Person))
