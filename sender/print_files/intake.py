"""Read a print file: its directory and its index, into one row for each letter. Nothing is sent yet."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Final

from django.conf import settings

from infra import clock
from infra.database.write_transaction import write_transaction
from infra.texts import EMPTY, Text
from sender.print_files import states
from sender.print_files.archive import print_file
from sender.print_files.archive.index import encoding
from sender.print_files.archive.index.lines import IndexLine
from sender.print_files.archive.refusals import PrintFileRefused
from sender.print_files.archive.zips import zip_names
from sender.print_files.archive.zips.zip_directory import ZipDirectory
from sender.print_files.archive.zips.zip_entries import ZipEntry
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.states import State

logger = logging.getLogger(__name__)

LOT: Final = 1_000
"""Letters that are stored together."""
MAX_LEFT_OVER_NAMED: Final = 20


def read_file(file: BatchFile) -> None:
    """Bring a received file to running, or refuse it as a whole. Begins again when it was cut off before.

    Raises:
        LeaseLost: another worker has taken over.
    """
    states.move_file(file, State.READING, lines=0, reason=EMPTY)
    _delete_lines(file)
    try:
        remarks = _read_lines(file)
    except PrintFileRefused as refusal:
        _refuse_file(file, refusal)
        return
    states.move_file(file, State.RUNNING, remarks=remarks, read_at=clock.now())


def _read_lines(file: BatchFile) -> list[Text]:
    def renew() -> None:
        states.renew_lease(file)

    with (
        file.archive.open("rb") as archive,
        ZipDirectory.build(archive, file.directory, tick=renew) as directory,
    ):
        index = print_file.index_of(directory)
        directory.find_beside(index.name)
        found = print_file.text_encoding(archive, index, tick=renew)
        if directory.has_old_names():
            directory.read_old_names(_named_pdfs(archive, index, found, tick=renew))
            index = print_file.index_of(directory)
            directory.find_beside(index.name)
        count = 0
        for some in _lots(print_file.lines_of(archive, index, found)):
            count += len(some)
            _require_allowed(count)
            _store_lines(file, _matched(directory, some), count)
        if not count:
            raise PrintFileRefused(
                "Indexet har inga brev. Inget att skicka.", "The index has no letters. Nothing to send."
            )
        return [*_remarks_on_encoding(found), *_remarks_on_left_over(directory, index)]


def _named_pdfs(archive: BinaryIO, index: ZipEntry, found: str, tick: Callable[[], None]) -> Iterator[str]:
    """The PDFs that the index names. `tick` is called now and then: a large index takes a while."""
    for some in _lots(print_file.lines_of(archive, index, found)):
        yield from (line.pdf for line in some)
        tick()


def _require_allowed(count: int) -> None:
    allowed = settings.BATCH_MAX_LETTERS
    if count > allowed:
        raise PrintFileRefused(
            f"Indexet har fler än {allowed} brev, som är det högsta som tas emot (MM_BATCH_MAX_LETTERS). "
            "Dela upp filen. Inget har skickats.",
            f"The index has more than {allowed} letters, the most that are taken (MM_BATCH_MAX_LETTERS). "
            "Split the file. Nothing was sent.",
        )


def _lots(letters: Iterable[IndexLine]) -> Iterator[list[IndexLine]]:
    rest = iter(letters)
    while some := list(islice(rest, LOT)):
        yield some


def _matched(directory: ZipDirectory, some: Sequence[IndexLine]) -> list[tuple[IndexLine, Text]]:
    """Each letter with its error, which is empty when it can be sent and has a PDF of its own."""
    taken = directory.take_pdfs((line.pdf, line.number) for line in some if not line.problem)
    directory.note_named(zip_names.comparable_name(line.pdf.strip()) for line in some if line.problem)
    return [(line, line.problem or _problem(line, taken[line.number])) for line in some]


def _problem(line: IndexLine, owner: int | None) -> Text:
    if owner is None:
        return print_file.missing_pdf_error(line.pdf).text
    return EMPTY if owner == line.number else print_file.pdf_used_before(line.pdf, owner).text


def _store_lines(file: BatchFile, some: Sequence[tuple[IndexLine, Text]], count: int) -> None:
    now = clock.now()
    with write_transaction():
        states.renew_lease(file, lines=count)
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
                state=BatchLine.State.REFUSED if problem else BatchLine.State.WAITING,
                reason=problem,
                at=now,
            )
            for line, problem in some
        )


def _remarks_on_encoding(found: str) -> list[Text]:
    title = encoding.TITLES.get(found, "UTF-8")
    return [] if title == "UTF-8" else [Text(f"indexet lästes som {title}", f"the index was read as {title}")]


def _remarks_on_left_over(directory: ZipDirectory, index: ZipEntry) -> list[Text]:
    count, first = directory.left_over(index.name, MAX_LEFT_OVER_NAMED)
    if not count:
        return []
    listed = ", ".join(first) + (", …" if count > len(first) else "")
    swedish, english = ("fil", "file in the ZIP belongs") if count == 1 else ("filer", "files in the ZIP belong")
    return [
        Text(
            f"{count} {swedish} i ZIP-filen hör inte till något brev i indexet: {listed}",
            f"{count} {english} to no letter of the index: {listed}",
        )
    ]


def _refuse_file(file: BatchFile, refusal: PrintFileRefused) -> None:
    logger.info("print file %s of %s is refused: %s", file.name, file.sender, refusal)
    _delete_lines(file)
    states.move_file(file, State.REFUSED, reason=refusal.text, lines=0)


def _delete_lines(file: BatchFile) -> None:
    """A lot at a time: a million rows must not keep others from writing."""
    while keys := list(BatchLine.objects.filter(file=file).values_list("pk", flat=True)[: 5 * LOT]):
        with write_transaction():
            states.renew_lease(file)
            BatchLine.objects.filter(pk__in=keys).delete()
