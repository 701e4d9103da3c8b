"""The full-text index of letters: a virtual table of SQLite's FTS5, on PostgreSQL a table with a tsvector.

Both tell words apart alike: `query_language.words_of`. A row has the key of its message.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from mailbox_operator.models import Message
from mailbox_operator.search.query_language import LetterCondition, Part, SearchQuery, words_of

TABLE: Final = "mailbox_words"
SQLITE_TABLE: Final = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(mailbox, sender, subject, body, files, columnsize=0, "
    'prefix="3", tokenize="unicode61 remove_diacritics 0")'
)
POSTGRESQL_TABLES: Final = (
    f"CREATE TABLE {TABLE} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)",
)
# The name of the table is our own; values are passed apart.
_INSERT_SQLITE: Final = (
    f"INSERT OR REPLACE INTO {TABLE} (rowid, mailbox, sender, subject, body, files) "  # noqa: S608 (names, no values)
    "VALUES (%s, %s, %s, %s, %s, %s)"
)
_INSERT_POSTGRESQL: Final = (
    f"INSERT INTO {TABLE} (rowid, words) VALUES (%s, %s::tsvector) "  # noqa: S608 (names, no values)
    "ON CONFLICT (rowid) DO UPDATE SET words = EXCLUDED.words"
)
_WEIGHTS: Final = {Part.SENDER: "A", Part.SUBJECT: "B", Part.BODY: "C", Part.FILES: "D"}
MAX_PLACE: Final = 16_383
"""The largest place of a word that PostgreSQL keeps."""
MAX_VECTOR: Final = 800_000
"""Octets of a tsvector: PostgreSQL takes a megabyte."""
GAP: Final = 10
"""Places between two parts, so that no phrase reaches from one into the next."""


@dataclass(frozen=True, slots=True)
class MessageWords:
    """The words by which a message is found, part by part."""

    message: int
    mailbox: int
    sender: str
    subject: str
    body: str
    files: str

    @property
    def parts(self) -> dict[Part, str]:
        return {
            Part.SENDER: self.sender,
            Part.SUBJECT: self.subject,
            Part.BODY: self.body,
            Part.FILES: self.files,
        }


def add_words(rows: Sequence[MessageWords]) -> None:
    """Add messages, or replace what stands there of them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(_INSERT_SQLITE, [_fts5_row(each) for each in rows])
        else:
            cursor.executemany(_INSERT_POSTGRESQL, [(each.message, _tsvector(each)) for each in rows])


def remove_words(message: int) -> None:
    """Forget a message."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE rowid = %s", [message])  # noqa: S608 (names, no values)


def forget_words_left_behind() -> None:
    """Empty the index when all messages are gone."""
    if TABLE in connection.introspection.table_names() and not Message.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 (names, no values)


def matching_keys(mailbox: int, query: SearchQuery) -> tuple[str, list[str]]:
    """SQL for the keys of the mailbox's messages that match, with its values. The query has conditions."""
    if connection.vendor == "sqlite":
        return f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [_in_fts5(mailbox, query)]  # noqa: S608 (names, no values)
    return f"SELECT rowid FROM {TABLE} WHERE words @@ %s::tsquery", [_in_tsquery(mailbox, query)]  # noqa: S608 (names, no values)


def create_index(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A step of a migration: make the index."""
    for statement in (SQLITE_TABLE,) if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_TABLES:
        schema_editor.execute(statement)


def drop_index(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The step back."""
    schema_editor.execute(f"DROP TABLE {TABLE}")


def _fts5_row(row: MessageWords) -> tuple[int | str, ...]:
    texts = (" ".join(words_of(text)) for text in row.parts.values())
    return (row.message, str(row.mailbox), *texts)


def _in_fts5(mailbox: int, query: SearchQuery) -> str:
    """Words stand in quotation marks, so none of them is an operator."""
    wanted = [_fts5_term(each) for each in query.conditions if not each.is_excluded]
    unwanted = [_fts5_term(each) for each in query.conditions if each.is_excluded]
    return " NOT ".join(
        [f'(mailbox : "{mailbox}" AND {" AND ".join(wanted)})' if wanted else f'mailbox : "{mailbox}"', *unwanted]
    )


def _fts5_term(condition: LetterCondition) -> str:
    columns = "{sender subject body files}" if condition.part is Part.ANY else condition.part.value
    return f'{columns} : "{" ".join(condition.words)}"{"" if condition.is_exact else "*"}'


def _in_tsquery(mailbox: int, query: SearchQuery) -> str:
    terms = (f"{'!' if each.is_excluded else ''}({_tsquery_term(each)})" for each in query.conditions)
    return " & ".join([f"'{_mailbox_word(mailbox)}'", *terms])


def _tsquery_term(condition: LetterCondition) -> str:
    weight = _WEIGHTS.get(condition.part, "")
    last = len(condition.words) - 1
    terms = (
        f"'{word}':{'*' if place == last and not condition.is_exact else ''}{weight}".rstrip(":")
        for place, word in enumerate(condition.words)
    )
    return " <-> ".join(terms)


def _mailbox_word(mailbox: int) -> str:
    """A word that no text has: words have no underscores."""
    return f"_{mailbox}"


def _tsvector(row: MessageWords) -> str:
    """Composed here, since PostgreSQL's own parser makes other words of addresses, dates and numbers."""
    return " ".join([f"'{_mailbox_word(row.mailbox)}'", *_placed_words(row)])


def _placed_words(row: MessageWords) -> Iterator[str]:
    place, octets = 1, 0
    for part, text in row.parts.items():
        for word in words_of(text):
            octets += len(word.encode()) + 12
            if octets > MAX_VECTOR:
                return
            yield f"'{word}':{min(place, MAX_PLACE)}{_WEIGHTS[part]}"
            place += 1
        place += GAP
