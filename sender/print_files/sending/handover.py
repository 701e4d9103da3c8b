"""Run a print file: ask FaR about a thousand letters, sign them for the sender, hand them to the relay.

Every letter is signed, also one that goes on paper today: the channel switch may decide otherwise when a
channel cannot carry it. A letter and the line that says it has been handed over are stored in one
transaction, so a line becomes one letter, whoever is killed when.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from formedlare import intake, register, routing
from infra import clock, trace
from infra.database.sqlite_write_lock import writing
from infra.errors import MinaMeddelandenError
from infra.far_client import Reachability, RegisterRefused
from infra.pki.peer import caller_of_identity
from infra.pki.store import Identity
from sender.print_files.archive.zip_directory import Directory
from sender.print_files.arrival import signers
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.sending import letters
from sender.print_files.sending.letters import Made
from sender.print_files.sending.line_leases import LineClaims, worker

State = BatchLine.State

LOOKED_UP_TOGETHER: Final = 1_000
"""Source: contract Recipient v3 isReachable, recipientId maxOccurs."""
KEPT_TOGETHER: Final = 25
BYTES_TOGETHER: Final = 8_000_000
"""Letters in one transaction, and their XML; a larger letter goes alone. Others write in between."""
_CHANGED: Final = ("state", "reason", "leg", "at", "claimed_by", "claimed_until")


class Waits(Exception):
    """The file cannot go on now, and why; nothing is lost, and it is tried again."""


def hand_over(file: BatchFile, for_seconds: float) -> bool:
    """Hand over letters that wait, for some seconds at most; says whether there may be more.

    Raises:
        Waits: the register does not answer, or does not let this sender send; or there is no key.
    """
    ends = time.monotonic() + for_seconds
    try:
        signer = _signer(file)
        with worker(file) as claims, file.archive.open("rb") as archive, Directory(file.directory) as directory:
            run = _Run(file, signer, claims, archive, directory)
            while time.monotonic() < ends:
                if not run.some(ends):
                    return False
    except MinaMeddelandenError as problem:
        raise Waits(problem.text.on_wire) from problem
    except RegisterRefused as refusal:
        raise Waits(refusal.text.on_wire) from refusal
    return True


def _signer(file: BatchFile) -> Identity:
    signer = signers.find(file.signer)
    intake.require_rights(file.sender, caller_of_identity(signer))
    return signer


class _Run:
    """One worker at one file."""

    def __init__(
        self, file: BatchFile, signer: Identity, claims: LineClaims, archive: BinaryIO, directory: Directory
    ) -> None:
        self._file = file
        self._signer = signer
        self._name = register.actors().senders[file.sender]
        self._claims = claims
        self._archive = archive
        self._directory = directory

    def some(self, ends: float) -> bool:
        """Claim up to a thousand letters and hand over as many as there is time for. False: none wait."""
        claimed = self._claims.take(LOOKED_UP_TOGETHER)
        if not claimed:
            return False
        recipients = list(dict.fromkeys(line.recipient for line in claimed))
        found = register.reachability_of(self._file.sender, recipients)
        for some in _lots(self._made(claimed)):
            self._hand_over(some, found)
            if time.monotonic() > ends:
                self._claims.let_go()
                break
        return True

    def _made(self, some: Sequence[BatchLine]) -> Iterator[Made]:
        return letters.make(self._file, some, self._archive, self._directory, self._name, self._signer)

    def _hand_over(self, made: Sequence[Made], found: Mapping[str, Reachability]) -> None:
        with writing(), trace.use_label(self._file.label or None):
            held = self._claims.held([one.line for one in made])
            _keep([one for one in made if one.line.pk in held], found)


def _lots(made: Iterable[Made]) -> Iterator[Sequence[Made]]:
    lot: list[Made] = []
    size = 0
    for one in made:
        if lot and (len(lot) == KEPT_TOGETHER or size + one.size > BYTES_TOGETHER):
            yield lot
            lot, size = [], 0
        lot.append(one)
        size += one.size
    if lot:
        yield lot


def _keep(made: Sequence[Made], found: Mapping[str, Reachability]) -> None:
    """Store the letters, send each on by its sender's rules, and write down what became of the lines."""
    now = clock.now()
    good = [(one.line, one.draft) for one in made if one.draft is not None]
    legs = intake.keep_many([draft for _, draft in good]) if good else []
    for one in made:
        if one.draft is None:
            _note(one.line, State.REFUSED, one.problem)
    for (line, _), leg in zip(good, legs, strict=True):
        line.leg = leg
        _note(line, State.HANDED_OVER)
    for one in made:
        one.line.at, one.line.claimed_by, one.line.claimed_until = now, "", None
    # The lines first: legs that can go nowhere are finished by being sent on, and their lines follow them.
    BatchLine.objects.bulk_update([one.line for one in made], _CHANGED)
    if legs:
        routing.decide_all(legs, found)


def _note(line: BatchLine, state: State, reason: str = "") -> None:
    line.state, line.reason = state, reason
