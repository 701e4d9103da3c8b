"""The exchanges that are kept. Their bytes stand in files: `recording/bodies.py`."""

import json
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from django.db import models

from infra.texts import EMPTY, Text

INDEX_TABLE: Final = "journal_words"
"""The full-text index, keyed by `rowid`: a virtual table of SQLite's FTS5, a table with a tsvector on
PostgreSQL.
"""
MAX_SHORT: Final = 100
MAX_TEXT: Final = 1_000
"""Characters of a value that its listener or its caller chose."""


class Exchange(models.Model):
    """One request and its answer. Columns that are empty are not known, or do not apply."""

    id = models.BigIntegerField(primary_key=True)
    """In the order in which exchanges were written, and never used twice."""
    at = models.DateTimeField(db_index=True)
    """When it ended, by the simulator's clock."""
    edge = models.CharField(max_length=8)
    direction = models.CharField(max_length=3)
    address = models.CharField(max_length=MAX_TEXT)
    service = models.CharField(max_length=MAX_SHORT)
    operation = models.CharField(max_length=MAX_SHORT)
    caller = models.CharField(max_length=12)
    certificate = models.CharField(max_length=64)
    sender = models.CharField(max_length=12)
    recipient = models.CharField(max_length=12)
    """The first one."""
    recipients = models.PositiveIntegerField()
    """How many it names."""
    subject = models.CharField(max_length=MAX_TEXT)
    status = models.PositiveIntegerField()
    octets_in = models.PositiveIntegerField()
    """Of the request as it came, also where not all of it is kept."""
    octets_out = models.PositiveIntegerField()
    duration_ms = models.FloatField()
    content_type = models.CharField(max_length=MAX_SHORT)
    verdict = models.CharField(max_length=8)
    failed_check = models.CharField(max_length=16)
    reason = models.CharField(max_length=MAX_SHORT)
    at_fault = models.CharField(max_length=16)
    retry = models.BooleanField(null=True)
    where = models.CharField(max_length=MAX_TEXT)
    said = models.TextField()
    """JSON with `text`, `expected`, `received` and `fix`, each in both languages; empty: it was accepted."""
    code = models.PositiveIntegerField()
    call_id = models.CharField(max_length=MAX_SHORT)
    trace = models.CharField(max_length=32)
    label = models.CharField(max_length=MAX_SHORT)
    file = models.CharField(max_length=64)
    """With the bytes; empty: there are none."""
    request_place = models.BigIntegerField()
    request_kept = models.PositiveIntegerField()
    """Bytes of the request that the file has, from its place on. The answer follows it."""
    response_kept = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.pk} {self.edge} {self.direction} {self.operation} {self.verdict}"

    @property
    def began_at(self) -> datetime:
        return self.at - timedelta(milliseconds=self.duration_ms)

    @cached_property
    def _texts(self) -> dict[str, Text]:
        stored = json.loads(self.said) if self.said else {}
        return {name: Text.from_json(value) for name, value in stored.items()}

    @property
    def text(self) -> Text:
        """The reason that it was refused or failed."""
        return self._texts.get("text", EMPTY)

    @property
    def expected(self) -> Text:
        return self._texts.get("expected", EMPTY)

    @property
    def received(self) -> Text:
        return self._texts.get("received", EMPTY)

    @property
    def fix(self) -> Text:
        """The advice on what to do."""
        return self._texts.get("fix", EMPTY)


class Numbering(models.Model):
    """One row: the last key that an exchange was given."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)
