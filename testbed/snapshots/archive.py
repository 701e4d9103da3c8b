"""A snapshot as a file: a ZIP with a table of contents and one file of rows for each table.

The certificates' keys are not in it, but the authority is: an installation that reads the snapshot trusts what was
signed where it was made.
"""

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, models, transaction

from far.actor_entries.lock import changing_actors
from infra import clock
from infra.authorship import Author, Origin
from infra.database.read_transaction import read_transaction
from infra.errors import InvalidInput, MaximumExceeded
from infra.identity import OrganisationNumber
from infra.pki import store, trusted_authorities
from infra.pki.issuing import orders
from infra.pki.issuing.certificate_order import CertificateOrder
from mailbox_operator.models import Operator
from testbed.faults.finding import version as fault_version
from testbed.runs import party_owners
from testbed.snapshots.tables import row_from, rows_of, snapshot_tables
from testbed.timing.modes import version as timing_version

FORMAT: Final = "mina-meddelanden-simulator-snapshot"
VERSION: Final = 1
"""Grows when a file of the version before cannot be read as it is."""
CONTENTS: Final = "snapshot.json"
AUTHORITY: Final = "ca.pem"
AT_ONCE: Final = 500
"""Rows that are written by one statement."""
MAX_BYTES: Final = 4 * 2**30
"""Of all rows together, unpacked."""
MAX_ROW: Final = 64 * 2**20
"""Bytes of one row."""
MAX_CONTENTS: Final = 2**20
"""Bytes of the table of contents, and of the authority."""
METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError)
_ENCRYPTED: Final = 0x1
"""A flag of an entry. Source: APPNOTE.TXT, 4.4.4."""


def write_snapshot(out: IO[bytes]) -> dict[str, int]:
    """Write the world as it is at one moment, while others write. Returns the number of rows of each table."""
    counts: dict[str, int] = {}
    with read_transaction(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, model in snapshot_tables().items():
            counts[name] = 0
            with archive.open(f"{name}.jsonl", "w") as file:
                for line in rows_of(model):
                    file.write(f"{line}\n".encode())
                    counts[name] += 1
        contents = {"format": FORMAT, "version": VERSION, "made_at": clock.now().isoformat(), "rows": counts}
        archive.writestr(CONTENTS, json.dumps(contents, indent=1))
        archive.write(Path(settings.PKI_DIR) / AUTHORITY, AUTHORITY)
    return counts


def read_snapshot(source: IO[bytes]) -> dict[str, int]:
    """Put the world of the snapshot in place of what is here. Returns the number of rows of each table.

    Simulated operators without a certificate here get one.

    Raises:
        InvalidInput: it is no snapshot, or of a version that cannot be read; nothing has changed (5001).
        MaximumExceeded: it is too large (5005).
    """
    try:
        with zipfile.ZipFile(source) as archive:
            _require_readable(archive, _contents_of(archive))
            return _put_in_place(archive)
    except _BROKEN as problem:
        raise _no_snapshot() from problem
    except (IntegrityError, DataError) as problem:
        raise InvalidInput(
            "Filens rader går inte ihop: något som en rad hänvisar till saknas, eller står två gånger.",
            "The rows of the file do not fit together: something that a row refers to is missing or stands twice.",
            slug="snapshot-rows-do-not-fit",
        ) from problem


def _contents_of(archive: zipfile.ZipFile) -> Any:
    if any(entry.compress_type not in METHODS or entry.flag_bits & _ENCRYPTED for entry in archive.infolist()):
        raise _no_snapshot()
    try:
        for name in {CONTENTS, AUTHORITY} & set(archive.namelist()):
            _require_small(archive.getinfo(name))
        return json.loads(archive.read(CONTENTS))
    except (KeyError, ValueError, RecursionError) as problem:
        raise _no_snapshot() from problem


def _require_small(entry: zipfile.ZipInfo) -> None:
    if entry.file_size > MAX_CONTENTS:
        raise MaximumExceeded(
            f"{entry.filename} är uppackad större än {MAX_CONTENTS} byte.",
            f"Unpacked, {entry.filename} is larger than {MAX_CONTENTS} bytes.",
            slug="snapshot-part-too-large",
        )


def _put_in_place(archive: zipfile.ZipFile) -> dict[str, int]:
    with changing_actors():
        counts = _replace_rows(archive)
        # Now, rather than when the transaction ends: another may be around this one.
        connection.check_constraints()
        transaction.on_commit(party_owners.VERSION.advance)
        transaction.on_commit(fault_version.advance)
        transaction.on_commit(timing_version.advance)
        if AUTHORITY in archive.namelist():
            _trust(archive.read(AUTHORITY))
        _issue_missing_certificates()
    return counts


def _replace_rows(archive: zipfile.ZipFile) -> dict[str, int]:
    tables = snapshot_tables()
    # Constraints between tables are checked when the transaction ends.
    for model in reversed(tables.values()):
        model._default_manager.all()._raw_delete(model._default_manager.db)
    counts = {name: _write_rows(archive, f"{name}.jsonl", model) for name, model in tables.items()}
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables.values())):
            cursor.execute(statement)
    return counts


def _write_rows(archive: zipfile.ZipFile, name: str, model: type[models.Model]) -> int:
    if name not in archive.namelist():
        return 0
    count = 0
    with archive.open(name) as file:
        rows = (row_from(model, line) for line in _lines_of(file))
        while some := list(islice(rows, AT_ONCE)):
            model._default_manager.bulk_create(some)
            count += len(some)
    return count


def _lines_of(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(MAX_ROW + 1):
        if len(line) > MAX_ROW:
            raise MaximumExceeded(
                f"En rad i filen är större än {MAX_ROW} byte.",
                f"A row of the file is larger than {MAX_ROW} bytes.",
                slug="snapshot-row-too-large",
            )
        yield line


def _require_readable(archive: zipfile.ZipFile, contents: Any) -> None:
    if not isinstance(contents, dict) or contents.get("format") != FORMAT:
        raise _no_snapshot()
    if contents.get("version") != VERSION:
        raise InvalidInput(
            f"Filen har version {contents.get('version')!s:.20}; den här simulatorn läser version {VERSION}.",
            f"The file has version {contents.get('version')!s:.20}; this simulator reads version {VERSION}.",
            slug="snapshot-version-unknown",
        )
    known = {CONTENTS, AUTHORITY, *(f"{name}.jsonl" for name in snapshot_tables())}
    if unknown := sorted(set(archive.namelist()) - known):
        raise InvalidInput(
            f"Filen har {unknown[0][:60]}, som den här versionen inte känner. Den är gjord av en nyare version.",
            f"The file has {unknown[0][:60]}, which this version does not know. A newer version made it.",
            slug="snapshot-file-unknown",
        )
    if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
        raise MaximumExceeded(
            f"Filen är uppackad större än {MAX_BYTES} byte.",
            f"Unpacked, the file is larger than {MAX_BYTES} bytes.",
            slug="snapshot-too-large",
        )


def _no_snapshot() -> InvalidInput:
    return InvalidInput(
        f"Filen är ingen ögonblicksbild: en ZIP med {CONTENTS} väntas, som GET /api/v1/snapshot ger.",
        f"The file is no snapshot: a ZIP with {CONTENTS} is expected, as GET /api/v1/snapshot gives it.",
        slug="not-a-snapshot",
    )


def _trust(authority: bytes) -> None:
    """Letters under way were signed with certificates of the installation that made the snapshot."""
    pki_dir = Path(settings.PKI_DIR)
    if authority != (pki_dir / AUTHORITY).read_bytes():
        trusted_authorities.add_authorities(pki_dir, authority)


def _issue_missing_certificates() -> None:
    """Operators that the simulator plays ask the register with certificates of their own."""
    for operator in Operator.objects.all():
        with suppress(LookupError):
            store.load_identity(operator.name)
            continue
        order = CertificateOrder(
            OrganisationNumber(operator.organisation), operator.display_name[:64], folder=operator.name
        )
        orders.issue_certificate(Path(settings.PKI_DIR), order, Author(Origin.REST))
