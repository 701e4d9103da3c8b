"""The index of an export: what each letter is and where its files lie, in JSON, in CSV and as a page."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Final

from django.template.loader import render_to_string

from infra.csv_lines import BOM, csv_line, without_formula

FORMAT: Final = "mina-meddelanden-export-1"
IN_MEMORY: Final = 1_048_576
"""Bytes of an index that are held in memory; more lies in a temporary file."""
CHUNK: Final = 65_536
HERE: Final = "letters-stand-here"
"""Where in the page of the index the letters are written."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """An attachment in the export."""

    path: str
    filename: str
    """As the sender wrote it."""
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class LetterEntry:
    """A letter in the export."""

    number: int
    id: str
    received_at: str
    read_at: str
    kind: str
    sender: str
    sender_name: str
    dispatcher: str
    dispatcher_name: str
    subject: str
    trans_id: str
    reference: str
    correlation_id: str
    matter_id: str
    matter_subject: str
    body: str
    """Path of the letter's own text."""
    original: str
    """Path of the signed delivery. Empty: nobody signed it (protection class 1)."""
    original_sha256: str
    attachments: Sequence[FileEntry]


class Index:
    """Collects the letters' entries without holding them in memory."""

    def __init__(self) -> None:
        self._kinds = [_JsonIndex(), _CsvIndex(), _PageIndex()]

    def add(self, entry: LetterEntry) -> None:
        for kind in self._kinds:
            kind.add(entry)

    def files(self, *, mailbox: str, holder: str, made_at: datetime) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Name and content of each file."""
        facts = {"mailbox": mailbox, "holder": holder, "made_at": made_at}
        for kind in self._kinds:
            yield kind.name, kind.content(facts)

    def close(self) -> None:
        for kind in self._kinds:
            kind.spool.close()


class _Spooled:
    """One form of the index. What stands before and after the entries is made last, when their number is known."""

    name = ""
    separator = ""

    def __init__(self) -> None:
        self.spool = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by Index.close)
        self.count = 0

    def add(self, entry: LetterEntry) -> None:
        if self.count:
            self.spool.write(self.separator.encode())
        self.spool.write(self.written(entry).encode())
        self.count += 1

    def content(self, facts: dict[str, object]) -> Iterator[bytes]:
        before, after = self.around(facts)
        yield before.encode()
        self.spool.seek(0)
        while piece := self.spool.read(CHUNK):
            yield piece
        yield after.encode()

    def written(self, entry: LetterEntry) -> str:
        raise NotImplementedError

    def around(self, facts: dict[str, object]) -> tuple[str, str]:
        raise NotImplementedError


class _JsonIndex(_Spooled):
    name = "index.json"
    separator = ",\n"

    def written(self, entry: LetterEntry) -> str:
        return json.dumps(asdict(entry), ensure_ascii=False)

    def around(self, facts: dict[str, object]) -> tuple[str, str]:
        head = {"format": FORMAT, "letter_count": self.count, **facts}
        opening = json.dumps(head, ensure_ascii=False, default=_moment).removesuffix("}")
        return f'{opening}, "letters": [\n', "\n]}\n"


class _CsvIndex(_Spooled):
    name = "index.csv"
    columns = (
        "number",
        "received_at",
        "read_at",
        "sender",
        "sender_name",
        "subject",
        "kind",
        "matter_id",
        "body",
        "original",
        "original_sha256",
        "trans_id",
    )

    def written(self, entry: LetterEntry) -> str:
        values = [without_formula(getattr(entry, name)) for name in self.columns]
        return csv_line([*values, without_formula(" | ".join(file.path for file in entry.attachments))])

    def around(self, facts: dict[str, object]) -> tuple[str, str]:  # noqa: ARG002 (a table has no head of its own)
        return BOM + csv_line([*self.columns, "attachments"]), ""


class _PageIndex(_Spooled):
    name = "index.html"

    def written(self, entry: LetterEntry) -> str:
        return render_to_string("export/_letter.html", {"letter": entry})

    def around(self, facts: dict[str, object]) -> tuple[str, str]:
        page = render_to_string("export/index.html", {**facts, "count": self.count, "letters": HERE}).strip()
        before, _, after = page.partition(HERE)
        return before, after


def _moment(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
