"""A text in both languages is the same value after it was stored, in every way of writing and reading it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import serializers
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.outbox.models import OutboxMessage
from infra.texts import EMPTY, Text

pytestmark = pytest.mark.django_db

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
texts = st.builds(Text, words, words)
in_one_database = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def message(**changes: Any) -> OutboxMessage:
    fields = {"channel": "email", "address": "a@example.org", "text": "Hej", "key": "key-1", "trace": "0" * 32}
    return OutboxMessage(**fields, recipient="192705178354", due_at=datetime(2026, 3, 2, tzinfo=UTC), **changes)


def stored(item: OutboxMessage) -> Text:
    text: Text = OutboxMessage.objects.get(pk=item.pk).last_error
    return text


@in_one_database
@given(text=texts)
def test_a_text_is_read_as_it_was_saved_updated_or_inserted_in_bulk(text: Text) -> None:
    with transaction.atomic():
        saved = message(last_error=text)
        saved.save()
        assert stored(saved) == text

        OutboxMessage.objects.filter(pk=saved.pk).update(last_error=EMPTY)
        assert stored(saved) == EMPTY
        OutboxMessage.objects.filter(pk=saved.pk).update(last_error=text)
        assert stored(saved) == text

        saved.delete()
        OutboxMessage.objects.bulk_create([message(last_error=text)])
        assert list(OutboxMessage.objects.values_list("last_error", flat=True)) == [text]
        transaction.set_rollback(True)


@in_one_database
@given(text=texts)
def test_a_text_survives_a_dump_of_the_database(text: Text) -> None:
    dumped = serializers.serialize("json", [message(pk=1, last_error=text)])
    [loaded] = serializers.deserialize("json", dumped)

    assert isinstance(loaded.object, OutboxMessage)
    assert loaded.object.last_error == text


def test_rows_can_be_asked_for_by_their_text() -> None:
    message(last_error=Text("Nej", "No")).save()

    assert OutboxMessage.objects.filter(last_error=Text("Nej", "No")).exists()
    assert not OutboxMessage.objects.filter(last_error=Text("Nej", "Yes")).exists()
    assert OutboxMessage.objects.exclude(last_error=EMPTY).exists()
