"""Checks the signatures of letters that somebody has saved, by the rule that letters are received by.

What is put in may be anything. So everything is bounded before it is read: the file, the number of its entries,
each entry, their sum, and the number of signatures and the time they take.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import Enum
from time import monotonic
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from contracts import message as message_v1
from contracts import message_v3
from infra.errors import MinaMeddelandenError, SignatureFault
from infra.identity import IdentityError, OrganisationNumber
from infra.pki.trust import current_trust
from infra.soap.messages import parser
from infra.soap.messages.reading import first_argument, read_message
from infra.texts import Text
from infra.xmlsig import SignedName, require_signer, verify_sealed
from infra.xmlsig.names import DELIVERY_V3
from infra.xmlsig.verification.remarks import seal_remarks, sender_remarks

MAX_FILE: Final = 200 * 2**20
MAX_ENTRIES: Final = 60_000
MAX_ENTRY: Final = 2**21 + 2**16
"""Bytes of an entry when it is unpacked. A letter is at most 2 MiB."""
MAX_UNPACKED: Final = 2**30
MAX_ORIGINALS: Final = 1_000
"""Signatures that are verified at a time."""
MAX_SECONDS: Final = 10.0
"""After so long no further signature is begun: what looks like a letter may take a second."""
METHODS: Final = frozenset({ZIP_STORED, ZIP_DEFLATED})
"""Of packing. The standard library unpacks others without a limit: 1 MB of bzip2 can become 20 GB."""
CHUNK: Final = 1_048_576
CENTRAL_ENTRY: Final = b"PK\x01\x02"
ORIGINALS: Final = "original/"
ATTACHMENT: Final = "/bilaga-"
SEAL: Final = "{http://minameddelanden.gov.se/schema/Message/v3}Seal"


class FileVerdict(Enum):
    """The result of a check of one file."""

    HOLDS = "holds"
    HELD = "held"
    """Both signatures hold, and a certificate has ceased to be valid since the letter was sealed."""
    BROKEN = "broken"
    UNREADABLE = "unreadable"


class Refusal(Enum):
    """The reasons that nothing in the file was checked."""

    TOO_LARGE = "too-large"
    TOO_MANY_ENTRIES = "too-many-entries"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    ENCRYPTED = "encrypted"
    PACKED_OTHERWISE = "packed-otherwise"
    DAMAGED = "damaged"
    NOTHING_SIGNED = "nothing-signed"


class NotChecked(Exception):
    """Nothing in the file can be checked."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class SignedFile:
    """An attachment as the sender signed it."""

    filename: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Original:
    """A signed delivery and what the check of it found. The facts are empty where they cannot be trusted."""

    name: str
    verdict: FileVerdict
    why: Text | None = None
    sender: str = ""
    sender_name: str = ""
    recipient: str = ""
    relay: str = ""
    sealed_on: str = ""
    subjects: Sequence[str] = ()
    files: Sequence[SignedFile] = ()
    remarks: Sequence[Text] = ()

    @property
    def is_genuine(self) -> bool:
        return self.verdict in (FileVerdict.HOLDS, FileVerdict.HELD)


@dataclass(slots=True)
class CheckResult:
    """All that was found in a file."""

    originals: list[Original] = field(default_factory=list)
    total: int = 0
    """Signed deliveries in the file; more than `originals` if there are too many to check at a time."""
    start: int = 1
    """The first of them that was checked, counted from 1."""
    strangers: list[str] = field(default_factory=list)
    """Attachments beside the deliveries that no genuine one of them contains: changed, or of unsigned letters."""
    compared: int = 0
    """Attachments that are, octet by octet, those that were signed."""

    @property
    def genuine(self) -> int:
        return sum(original.is_genuine for original in self.originals)

    @property
    def next(self) -> int | None:
        """The place to go on from. None: all are checked."""
        after = self.start + len(self.originals)
        return after if after <= self.total else None

    @property
    def is_whole(self) -> bool:
        return len(self.originals) == self.total


def check_file(file: IO[bytes], name: str, *, start: int = 1) -> CheckResult:
    """Check a ZIP file of an export, or a single delivery in XML.

    `start`: the first signed delivery to check, counted from 1; at most MAX_ORIGINALS are.

    Raises:
        NotChecked
    """
    if _size_of(file) > MAX_FILE:
        raise NotChecked(Refusal.TOO_LARGE)
    if file.read(2) == b"PK":
        return _check_zip(file, start)
    file.seek(0)
    content = file.read(MAX_ENTRY + 1)
    if len(content) > MAX_ENTRY:
        raise NotChecked(Refusal.TOO_LARGE)
    return CheckResult([check_original(name, content)], total=1)


def check_original(name: str, content: bytes) -> Original:
    """Check a delivery as it was kept, or the whole SOAP message that carried it."""
    try:
        root = _delivery_in(content)
    except (MinaMeddelandenError, parser.VersionMismatch, parser.MustUnderstand, StopIteration) as problem:
        return Original(name, FileVerdict.UNREADABLE, getattr(problem, "text", None))
    try:
        return _genuine(name, root, FileVerdict.HOLDS, at=None)
    except SignatureFault as problem:
        return _if_sealed_then(name, root) or Original(name, FileVerdict.BROKEN, problem.text)
    except (MinaMeddelandenError, IdentityError) as problem:
        return Original(name, FileVerdict.UNREADABLE, getattr(problem, "text", None))


def _size_of(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


def _delivery_in(content: bytes) -> etree._Element:
    root = parser.parse_document(content)
    return (
        first_argument(parser.parse_envelope(content).body)
        if root.tag == f"{{{parser.SOAP_11}}}Envelope"
        else root
    )


def _genuine(name: str, root: etree._Element, verdict: FileVerdict, at: datetime | None) -> Original:
    proof = verify_sealed(root, SignedName.SEALED_DELIVERY_V3, current_trust(), at=at)
    content = proof.inner.element.find(DELIVERY_V3)
    seal = proof.outer.element.find(SEAL)
    if content is None or seal is None:
        return Original(name, FileVerdict.UNREADABLE)
    delivery = read_message(message_v3.SecureDelivery, content)
    sender = delivery.header.sender
    require_signer(proof.inner, OrganisationNumber(sender.id))
    return Original(
        name,
        verdict,
        sender=sender.id,
        sender_name=sender.name,
        recipient=delivery.header.recipient,
        relay=proof.outer.organisation.value,
        sealed_on=str(read_message(message_v1.Seal, seal).received_time),
        subjects=[message.header.subject for message in delivery.message],
        files=[_signed_file(file) for message in delivery.message for file in message.attachment],
        remarks=[*sender_remarks(proof.inner), *seal_remarks(proof.outer)],
    )


def _if_sealed_then(name: str, root: etree._Element) -> Original | None:
    """Check the signatures as of the day of the seal. None: they did not hold then either."""
    try:
        written = root.findtext(f"{SEAL}/{{http://minameddelanden.gov.se/schema/Message}}ReceivedTime", "")
        evening = datetime.combine(date.fromisoformat(written[:10]), time(23, 59), UTC)
        return _genuine(name, root, FileVerdict.HELD, at=evening)
    except (MinaMeddelandenError, IdentityError, ValueError):
        return None


def _signed_file(file: message_v1.Attachment) -> SignedFile:
    return SignedFile(file.filename, hashlib.sha256(file.body).hexdigest())


def _check_zip(file: IO[bytes], start: int) -> CheckResult:
    _require_few_entries(file)
    try:
        with ZipFile(file) as archive:
            return _check_archive(archive, start)
    except (BadZipFile, NotImplementedError, EOFError, ValueError, OSError, zlib.error) as problem:
        raise NotChecked(Refusal.DAMAGED) from problem


def _check_archive(archive: ZipFile, start: int) -> CheckResult:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotChecked(Refusal.ENCRYPTED)
    if any(entry.compress_type not in METHODS for entry in entries):
        raise NotChecked(Refusal.PACKED_OTHERWISE)
    originals = [entry for entry in entries if _is_original(entry.filename)]
    if not originals:
        raise NotChecked(Refusal.NOTHING_SIGNED)
    contents = _Contents(archive)
    wanted = originals[start - 1 : start - 1 + MAX_ORIGINALS]
    checked = CheckResult(total=len(originals), start=start)
    until = monotonic() + MAX_SECONDS
    for entry in wanted:
        checked.originals.append(check_original(entry.filename, contents.read(entry)))
        if monotonic() > until:
            break
    if checked.is_whole:
        _compare_attachments(checked, contents, entries)
    return checked


def _is_original(name: str) -> bool:
    return name.endswith(".xml") and (name.startswith(ORIGINALS) or f"/{ORIGINALS}" in name)


def _compare_attachments(checked: CheckResult, contents: "_Contents", entries: Sequence[ZipInfo]) -> None:
    signed = {file.sha256 for original in checked.originals if original.is_genuine for file in original.files}
    for entry in entries:
        if ATTACHMENT in entry.filename:
            if hashlib.sha256(contents.read(entry)).hexdigest() in signed:
                checked.compared += 1
            else:
                checked.strangers.append(entry.filename)


class _Contents:
    """Unpacks entries, each and all together within limits. What the entries say of their sizes is not used."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._left = MAX_UNPACKED

    def read(self, entry: ZipInfo) -> bytes:
        with self._archive.open(entry) as file:
            content = file.read(MAX_ENTRY + 1)
        self._left -= len(content)
        if len(content) > MAX_ENTRY or self._left < 0:
            raise NotChecked(Refusal.UNPACKS_TOO_LARGE)
        return content


def _require_few_entries(file: IO[bytes]) -> None:
    """Count the entries before ZipFile makes an object of each."""
    found, tail = 0, b""
    file.seek(0)
    for piece in _pieces(file):
        found += (tail + piece).count(CENTRAL_ENTRY)
        tail = piece[-3:]
    if found > MAX_ENTRIES:
        raise NotChecked(Refusal.TOO_MANY_ENTRIES)
    file.seek(0)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece
