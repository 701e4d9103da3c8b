"""The full-text index of the journal, on both databases."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from infra.database.copying import copy_rows
from testbed.journal.models import INDEX_TABLE, Exchange

SQLITE_TABLE: Final = (
    f"CREATE VIRTUAL TABLE {INDEX_TABLE} USING fts5(words, facets, columnsize=0, prefix='4 5', "
    'tokenize="unicode61 remove_diacritics 0")'
)
POSTGRESQL_TABLES: Final = (
    f"CREATE TABLE {INDEX_TABLE} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"CREATE INDEX {INDEX_TABLE}_words ON {INDEX_TABLE} USING gin (words)",
)
# The name of the table is our own; values are passed apart.
_INSERT_SQLITE: Final = f"INSERT INTO {INDEX_TABLE} (rowid, words, facets) VALUES (%s, %s, %s)"  # noqa: S608 (names, no values)
_WORD: Final = re.compile(r"[^\W_]+")
_MARKS: Final = re.compile("[\u0300-\u0331]")
"""Marks that FTS5 takes for parts of a word. Most of them are composed with their letter."""
SEGMENTS_MERGED: Final = 8
"""So many parts of FTS5's index become one. With its default, 4, writing took a quarter more time; with 16 some
writer had to merge all of it at once, for a third of a second."""
MAX_WORD: Final = 200
MAX_PLACE: Final = 16_383
"""The largest place of a word that PostgreSQL keeps."""


def add_words(rows: Sequence[tuple[int, str, str]]) -> None:
    """Add exchanges: key, words and facets of each. Call it in the transaction that adds the exchanges."""
    if connection.vendor != "sqlite":
        vectors = [(key, _as_tsvector(words, facets)) for key, words, facets in rows]
        copy_rows(INDEX_TABLE, ("rowid", "words"), vectors)
        return
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT_SQLITE, rows)


def words_of(text: str) -> list[str]:
    """The words of a text as both databases tell them apart: letters and digits, without regard to case."""
    return [word.lower()[:MAX_WORD] for word in _WORD.findall(compose_characters(text))]


def compose_characters(text: str) -> str:
    """The text with each letter as one character, as programs do not all send it."""
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFC", text))


def _as_tsvector(words: str, facets: str) -> str:
    """Composed here, since PostgreSQL's own parser makes other words of addresses, dates and numbers."""
    placed = [f"{word}:{place}" for place, word in enumerate(words_of(words)[:MAX_PLACE], start=1)]
    return " ".join([*placed, *facets.split()])


def remove_words(keys: Sequence[int]) -> None:
    """Forget the exchanges with these keys."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {INDEX_TABLE} WHERE rowid = %s", [(key,) for key in keys])  # noqa: S608 (names, no values)


def forget_words_left_behind() -> None:
    """Empty the index when all exchanges are gone."""
    if INDEX_TABLE in connection.introspection.table_names() and not Exchange.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {INDEX_TABLE}")  # noqa: S608 (a name of our own)


def create_index(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A step of a migration: make the index."""
    vendor = schema_editor.connection.vendor
    for statement in (SQLITE_TABLE,) if vendor == "sqlite" else POSTGRESQL_TABLES:
        schema_editor.execute(statement)


def drop_index(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The step back."""
    schema_editor.execute(f"DROP TABLE {INDEX_TABLE}")


def merge_seldom(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A step of a migration: let SQLite merge the parts of the index less often."""
    if schema_editor.connection.vendor == "sqlite":
        setting = f"({INDEX_TABLE}, rank) VALUES ('automerge', {SEGMENTS_MERGED})"
        schema_editor.execute(f"INSERT INTO {INDEX_TABLE} {setting}")


def rebuild_index(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A step of a migration: make SQLite's index anew, by the definition of today, with all that is in it."""
    if schema_editor.connection.vendor != "sqlite":
        return
    earlier = f"{INDEX_TABLE}_earlier"
    schema_editor.execute(f"ALTER TABLE {INDEX_TABLE} RENAME TO {earlier}")
    schema_editor.execute(SQLITE_TABLE)
    merge_seldom(apps, schema_editor)
    rows = f"SELECT rowid, words, facets FROM {earlier}"  # noqa: S608 (names, no values)
    schema_editor.execute(f"INSERT INTO {INDEX_TABLE} (rowid, words, facets) {rows}")
    schema_editor.execute(f"DROP TABLE {earlier}")
