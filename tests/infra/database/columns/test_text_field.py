"""A column holds both languages of a text, and nothing else."""

import pytest
from django.db import connection

from infra import clock
from infra.texts import EMPTY, Text
from webhooks.models import Subscription

pytestmark = pytest.mark.django_db


def made(**columns: object) -> Subscription:
    return Subscription.objects.create(
        url="https://x.example/", secret="s", events=[], created_at=clock.now(), **columns
    )


def test_a_text_is_read_back_as_it_was_stored() -> None:
    stored = made(last_problem=Text("nere | eller så", "down"))

    assert Subscription.objects.get(pk=stored.pk).last_problem == Text("nere | eller så", "down")


def test_without_a_text_it_is_the_empty_one() -> None:
    assert Subscription.objects.get(pk=made().pk).last_problem == EMPTY


def test_the_database_holds_an_object_with_both_languages() -> None:
    made(last_problem=Text("nere", "down"))

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST(last_problem AS TEXT) FROM {Subscription._meta.db_table}")
        [stored] = cursor.fetchone()

    assert '"sv": "nere"' in stored
    assert '"en": "down"' in stored


def test_an_update_stores_a_text_too() -> None:
    stored = made()
    Subscription.objects.filter(pk=stored.pk).update(last_problem=Text("nere", "down"))

    assert Subscription.objects.get(pk=stored.pk).last_problem == Text("nere", "down")


def test_a_string_is_not_stored_where_a_text_belongs() -> None:
    with pytest.raises(TypeError, match=r"give it an infra\.texts\.Text"):
        made(last_problem="nere | down")
