"""Print files: how far each has come, and which of its lines were not sent and why."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from console import state_names
from console.rules import senders
from infra.database.pages import page_of
from sender.print_files import progress, retention
from sender.print_files.arrival import uploads
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.progress import Progress

PAGE: Final = 20
LINES: Final = 50
STATES: Final[Mapping[str, state_names.Text]] = {
    BatchFile.State.UPLOADING: _("Laddas upp"),
    BatchFile.State.RECEIVED: _("Mottagen"),
    BatchFile.State.READING: _("Läses"),
    BatchFile.State.RUNNING: _("Körs"),
    BatchFile.State.DONE: _("Klar"),
    BatchFile.State.REFUSED: _("Avvisad"),
}
DONE_WITH_ERRORS: Final[state_names.Text] = _("Klar med fel")
TONES: Final = {BatchFile.State.DONE: "good", BatchFile.State.REFUSED: "bad"}
LINE_STATES: Final[Mapping[str, state_names.Text]] = {
    BatchLine.State.WAITING: _("väntar på att signeras"),
    BatchLine.State.HANDED_OVER: _("på väg"),
    BatchLine.State.DELIVERED: _("levererade"),
    BatchLine.State.PRINTED: _("utskrivna"),
    BatchLine.State.FAILED: _("misslyckade"),
    BatchLine.State.REFUSED: _("avvisade"),
}


@dataclass(frozen=True)
class FileView:
    """A file in the list and on its own page."""

    file: BatchFile
    progress: Progress
    came: int
    """Bytes."""
    sender: str
    """Its name, while the register knows one."""

    @property
    def state(self) -> state_names.Text:
        return DONE_WITH_ERRORS if self._has_errors else STATES[self.file.state]

    @property
    def tone(self) -> str:
        if self._has_errors:
            return "bad" if self.progress.not_sent == self.progress.lines else "wait"
        return TONES.get(BatchFile.State(self.file.state), "moving")

    @property
    def _has_errors(self) -> bool:
        return self.file.state == BatchFile.State.DONE and self.progress.not_sent > 0

    @property
    def is_removable(self) -> bool:
        return retention.is_removable(self.file)

    @property
    def counts(self) -> list[tuple[str, state_names.Text, int]]:
        """State, words and number of the letters that there are any of."""
        states = self.progress.states
        return [(state, text, states[state]) for state, text in LINE_STATES.items() if states.get(state)]

    @property
    def channels(self) -> list[tuple[state_names.Text, int]]:
        return [(state_names.CHANNELS.get(name, name), count) for name, count in self.progress.channels.items()]


@dataclass(frozen=True)
class Picked:
    """What the list is narrowed to."""

    sender: str = ""
    state: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Picked":
        """As written in an address; nonsense counts as absent."""
        sender, state = query.get("avsandare", ""), query.get("lage", "")
        return cls(sender if sender.isascii() and sender.isdigit() else "", state if state in STATES else "")

    @property
    def query(self) -> str:
        """For an address."""
        return urlencode(
            {name: value for name, value in (("avsandare", self.sender), ("lage", self.state)) if value}
        )

    @property
    def rows(self) -> QuerySet[BatchFile]:
        given = {name: value for name, value in (("sender", self.sender), ("state", self.state)) if value}
        return BatchFile.objects.filter(**given)

    @property
    def senders(self) -> list[tuple[state_names.Text, "Picked"]]:
        """What else one can choose, with the words for it."""
        names = senders.registered()
        return [(_("Alla"), replace(self, sender="")), *((names[who], replace(self, sender=who)) for who in names)]

    @property
    def states(self) -> list[tuple[state_names.Text, "Picked"]]:
        return [
            (_("Alla lägen"), replace(self, state="")),
            *((text, replace(self, state=name)) for name, text in STATES.items()),
        ]


@dataclass(frozen=True)
class Files:
    shown: list[FileView]
    older: int | None
    picked: Picked

    @property
    def standing(self) -> str:
        return standing(self.shown)


@dataclass(frozen=True)
class Lines:
    """Letters of a file that were not sent."""

    shown: list[BatchLine]
    after: int | None


class UploadForm(forms.Form):
    """A print file from this browser."""

    sender = forms.ChoiceField(label=_("Avsändare"))
    file = forms.FileField(
        label=_("ZIP-fil"),
        help_text=_("Med en indexfil och en PDF per brev."),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.fields["sender"].choices = list(senders.registered().items())  # type: ignore[attr-defined]


def files(query: Mapping[str, str]) -> Files:
    """A page of files, the newest first. The query as written in an address; nonsense counts as absent."""
    picked, before = Picked.of(query), query.get("fore", "")
    rows = picked.rows.order_by("-pk")
    if before.isascii() and before.isdigit():
        rows = rows.filter(pk__lt=int(before))
    found, last = page_of(rows, PAGE)
    return Files([view(file) for file in found], last.pk if last else None, picked)


def view(file: BatchFile) -> FileView:
    name = senders.registered().get(file.sender, file.sender)
    return FileView(file, progress.count_letters(file), uploads.received_bytes(file), name)


def standing(shown: Iterable[FileView]) -> str:
    """Changes when the page would look different."""
    seen = [(each.file.pk, each.file.state, each.progress, each.came) for each in shown]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def not_sent(file: BatchFile, after: str) -> Lines:
    """The lines that were refused or have failed, in the order of the index."""
    shown = int(after) if after.isascii() and after.isdigit() else 0
    rows = file.letters.filter(state__in=progress.NOT_SENT, number__gt=shown).order_by("number")
    lines, last = page_of(rows.select_related("leg__distribution").defer("body"), LINES)
    return Lines(lines, last.number if last else None)


def take_in(sender: str, upload: "UploadedFile[Any]") -> tuple[BatchFile, bool]:
    """Take an uploaded file in, and say whether it is new. Raises as uploads.take_in_upload."""
    return uploads.take_in_upload(upload, sender)
