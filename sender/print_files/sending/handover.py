"""Hand the letters of a print file to the relay: ask FaR about a thousand, sign them for the sender, store them.

Every letter is signed, also one that goes on paper today: the channel switch may decide otherwise when a
channel cannot carry it. A letter and the line that says it has been handed over are stored in one
transaction, so a line becomes one letter, also when a worker is killed at any moment.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from formedlare import intake, register, routing
from formedlare.rights import require_rights
from infra import clock, trace
from infra.database.errors import DATABASE_UNAVAILABLE
from infra.database.write_transaction import write_transaction
from infra.errors import MinaMeddelandenError
from infra.far_client import Reachability, RegisterRefused
from infra.pki.peer import caller_of_identity
from infra.pki.store import Identity
from infra.texts import EMPTY, Text
from sender import signers
from sender.print_files.archive.zips.zip_directory import ZipDirectory
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.sending import letters
from sender.print_files.sending.letters import INTERNAL_ERROR, LineLetter
from sender.print_files.sending.line_leases import LineLeases, leases_of_worker

logger = logging.getLogger(__name__)

State = BatchLine.State

LOOKUP_LOT: Final = 1_000
"""Source: contract Recipient v3 isReachable, recipientId maxOccurs."""
STORE_LOT: Final = 25
MAX_STORE_LOT_BYTES: Final = 8_000_000
"""Letters in one transaction, and their XML; a larger letter goes alone. Others write in between."""
_CONCERNS_ALL: Final = (OSError, *DATABASE_UNAVAILABLE, MinaMeddelandenError, RegisterRefused)
"""Errors that stop all letters: the disk, the database or the register is not available."""
_CHANGED: Final = ("state", "reason", "leg", "at", "claimed_by", "claimed_until")


class HandoverPostponed(Exception):
    """The file cannot go on now, and is tried again later."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.english)
        self.reason = reason


def hand_over(file: BatchFile, for_seconds: float) -> bool:
    """Hand over letters that wait, for some seconds at most; says whether there may be more.

    Raises:
        HandoverPostponed: the register does not answer, or does not let this sender send; or there is no key.
    """
    ends = time.monotonic() + for_seconds
    try:
        signer = _signer(file)
        with (
            leases_of_worker(file) as leases,
            file.archive.open("rb") as archive,
            ZipDirectory(file.directory) as directory,
        ):
            worker = _Worker(file, signer, leases, archive, directory)
            while time.monotonic() < ends:
                if not worker.hand_over_some(ends):
                    return False
    except MinaMeddelandenError as problem:
        raise HandoverPostponed(problem.text) from problem
    except RegisterRefused as refusal:
        raise HandoverPostponed(refusal.text) from refusal
    return True


def _signer(file: BatchFile) -> Identity:
    signer = signers.find_signer(file.signer)
    require_rights(file.sender, caller_of_identity(signer))
    return signer


class _Worker:
    """One worker at one file."""

    def __init__(
        self, file: BatchFile, signer: Identity, leases: LineLeases, archive: BinaryIO, directory: ZipDirectory
    ) -> None:
        self._file = file
        self._signer = signer
        self._name = register.list_actors().senders[file.sender]
        self._leases = leases
        self._archive = archive
        self._directory = directory

    def hand_over_some(self, ends: float) -> bool:
        """Claim up to a thousand letters and hand over as many as there is time for. False: none wait."""
        claimed = self._leases.claim_lines(LOOKUP_LOT)
        if not claimed:
            return False
        recipients = list(dict.fromkeys(line.recipient for line in claimed))
        found = register.reachability_of(self._file.sender, recipients)
        for lot in _lots(self._made_letters(claimed)):
            self._store(lot, found)
            if time.monotonic() > ends:
                self._leases.release_lines()
                break
        return True

    def _made_letters(self, lines: Sequence[BatchLine]) -> Iterator[LineLetter]:
        return letters.make_letters(self._file, lines, self._archive, self._directory, self._name, self._signer)

    def _store(self, made: Sequence[LineLetter], found: Mapping[str, Reachability]) -> None:
        """Store the letters together; or one by one, when one of them cannot be stored."""
        try:
            self._store_together(made, found)
        except _CONCERNS_ALL:
            raise
        except Exception as problem:
            if len(made) > 1:
                for one in made:
                    self._store([one], found)
            else:
                self._refuse(made[0], problem)

    def _store_together(self, made: Sequence[LineLetter], found: Mapping[str, Reachability]) -> None:
        with write_transaction(), trace.use_label(self._file.label or None):
            held = self._leases.still_held([one.line for one in made])
            _store_held([one for one in made if one.line.pk in held], found)

    def _refuse(self, letter: LineLetter, problem: Exception) -> None:
        if letter.draft is None:
            raise problem
        line = letter.line
        logger.error("letter %s of print file %s cannot be stored", line.number, line.file_id, exc_info=problem)
        line.leg = None
        self._store_together([LineLetter(line, None, INTERNAL_ERROR.format(problem=repr(problem)))], {})


def _lots(made: Iterable[LineLetter]) -> Iterator[Sequence[LineLetter]]:
    lot: list[LineLetter] = []
    size = 0
    for one in made:
        if lot and (len(lot) == STORE_LOT or size + one.size > MAX_STORE_LOT_BYTES):
            yield lot
            lot, size = [], 0
        lot.append(one)
        size += one.size
    if lot:
        yield lot


def _store_held(made: Sequence[LineLetter], found: Mapping[str, Reachability]) -> None:
    """Store letters of lines that this worker holds, choose their channels, and note the state of the lines."""
    now = clock.now()
    good = [(one.line, one.draft) for one in made if one.draft is not None]
    legs = intake.store_deliveries([draft for _, draft in good]) if good else []
    for one in made:
        if one.draft is None:
            _note_state(one.line, State.REFUSED, one.problem)
    for (line, _), leg in zip(good, legs, strict=True):
        line.leg = leg
        _note_state(line, State.HANDED_OVER)
    for one in made:
        one.line.at, one.line.claimed_by, one.line.claimed_until = now, "", None
    # The lines first: legs that can go nowhere are finished by being sent on, and their lines follow them.
    BatchLine.objects.bulk_update([one.line for one in made], _CHANGED)
    if legs:
        routing.decide_all(legs, found)


def _note_state(line: BatchLine, state: State, reason: Text = EMPTY) -> None:
    line.state, line.reason = state, reason
