"""Read a print file: its directory and its index, into one row for each letter. Nothing is sent yet."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from django.conf import settings

from infra import clock
from infra.database.sqlite_write_lock import writing
from sender.print_files import states
from sender.print_files.archive import encoding, print_file, zip_names
from sender.print_files.archive.lines import Line
from sender.print_files.archive.refusals import Refused
from sender.print_files.archive.zip_directory import Directory
from sender.print_files.archive.zip_entries import Entry
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.states import State

logger = logging.getLogger(__name__)

AT_ONCE: Final = 1_000
"""Letters that are stored together."""
LEFT_OVER_NAMED: Final = 20
READY: Final = BatchLine.State.WAITING


def read(file: BatchFile) -> None:
    """Bring a received file to running, or refuse it as a whole. Begins anew when it was cut off before.

    Raises:
        LostClaim: another worker has taken over.
    """
    states.move(file, State.READING, lines=0, reason="")
    _forget_lines(file)
    try:
        remarks = _read(file)
    except Refused as refusal:
        _refuse(file, refusal)
        return
    states.move(file, State.RUNNING, remarks=remarks, read_at=clock.now())


def _read(file: BatchFile) -> list[str]:
    with (
        file.archive.open("rb") as archive,
        Directory.build(archive, file.directory, tick=lambda: states.renew(file)) as directory,
    ):
        index = print_file.index_of(directory)
        directory.look_beside(index.name)
        found = print_file.text_encoding(archive, index, tick=lambda: states.renew(file))
        count = 0
        for some in _lots(print_file.letters(archive, index, found)):
            count += len(some)
            _require_allowed(count)
            _keep(file, _matched(directory, some), count)
        if not count:
            raise Refused("Indexet har inga brev. Inget att skicka.", "The index has no letters. Nothing to send.")
        return [*_encoding(found), *_left_over(directory, index)]


def _require_allowed(count: int) -> None:
    most = settings.BATCH_MAX_LETTERS
    if count > most:
        raise Refused(
            f"Indexet har fler än {most} brev, som är det högsta som tas emot (MM_BATCH_MAX_LETTERS). "
            "Dela upp filen. Inget har skickats.",
            f"The index has more than {most} letters, the most that are taken (MM_BATCH_MAX_LETTERS). "
            "Split the file. Nothing was sent.",
        )


def _lots(letters: Iterable[Line]) -> Iterator[list[Line]]:
    rest = iter(letters)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _matched(directory: Directory, some: Sequence[Line]) -> list[tuple[Line, str]]:
    """Each letter with what is wrong with it; empty when it can be sent and its PDF is there and its own."""
    taken = directory.take((line.pdf, line.number) for line in some if not line.problem)
    directory.note_named(zip_names.plain(line.pdf.strip()) for line in some if line.problem)
    return [(line, line.problem or _problem(line, taken[line.number])) for line in some]


def _problem(line: Line, owner: int | None) -> str:
    if owner is None:
        return print_file.missing(line.pdf).reason
    return "" if owner == line.number else print_file.twice(line.pdf, owner).reason


def _keep(file: BatchFile, some: Sequence[tuple[Line, str]], count: int) -> None:
    now = clock.now()
    with writing():
        states.renew(file, lines=count)
        BatchLine.objects.bulk_create(
            BatchLine(
                file=file,
                number=line.number,
                identity=line.identity,
                recipient=line.recipient,
                pdf=line.pdf,
                subject=line.subject,
                body=line.body,
                reference=line.reference,
                correlation_id=line.correlation_id,
                protection_class=line.protection_class,
                state=BatchLine.State.REFUSED if problem else READY,
                reason=problem,
                at=now,
            )
            for line, problem in some
        )


def _encoding(found: str) -> list[str]:
    title = encoding.TITLES.get(found, "UTF-8")
    return [] if title == "UTF-8" else [f"indexet lästes som {title} | the index was read as {title}"]


def _left_over(directory: Directory, index: Entry) -> list[str]:
    count, first = directory.left_over(index.name, LEFT_OVER_NAMED)
    if not count:
        return []
    listed = ", ".join(first) + (", …" if count > len(first) else "")
    swedish, english = ("fil", "file in the ZIP belongs") if count == 1 else ("filer", "files in the ZIP belong")
    words = f"{count} {swedish} i ZIP-filen hör inte till något brev i indexet: {listed}"
    return [f"{words} | {count} {english} to no letter of the index: {listed}"]


def _refuse(file: BatchFile, refusal: Refused) -> None:
    logger.info("print file %s of %s is refused: %s", file.name, file.sender, refusal)
    _forget_lines(file)
    states.move(file, State.REFUSED, reason=refusal.reason, lines=0)


def _forget_lines(file: BatchFile) -> None:
    """A lot at a time: a million rows must not keep others from writing."""
    while keys := list(BatchLine.objects.filter(file=file).values_list("pk", flat=True)[: 5 * AT_ONCE]):
        with writing():
            states.renew(file)
            BatchLine.objects.filter(pk__in=keys).delete()
