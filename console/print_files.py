"""Print files: the progress of each, and the lines that were not sent with the reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from console import state_names
from console.rules import senders
from infra.validation.unstorable import number_in_address
from infra.web.renewal import version_of
from sender.print_files import progress, retention
from sender.print_files.arrival import uploads
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.progress import Progress

FILES_LISTED: Final = 20
LINES_LISTED: Final = 50
STATES: Final[Mapping[str, state_names.LazyText]] = {
    BatchFile.State.UPLOADING: _("Laddas upp"),
    BatchFile.State.RECEIVED: _("Mottagen"),
    BatchFile.State.READING: _("Läses"),
    BatchFile.State.RUNNING: _("Körs"),
    BatchFile.State.DONE: _("Klar"),
    BatchFile.State.REFUSED: _("Avvisad"),
}
DONE_WITH_ERRORS: Final[state_names.LazyText] = _("Klar med fel")
TONES: Final = {BatchFile.State.DONE: "good", BatchFile.State.REFUSED: "bad"}
LINE_STATES: Final[Mapping[str, state_names.LazyText]] = {
    BatchLine.State.WAITING: _("väntar på att signeras"),
    BatchLine.State.HANDED_OVER: _("på väg"),
    BatchLine.State.DELIVERED: _("levererade"),
    BatchLine.State.PRINTED: _("utskrivna"),
    BatchLine.State.FAILED: _("misslyckade"),
    BatchLine.State.REFUSED: _("avvisade"),
}


@dataclass(frozen=True)
class ShownPrintFile:
    """A file in the list and on its own page."""

    file: BatchFile
    progress: Progress
    received_bytes: int
    sender: str
    """Its name, while the register knows one."""

    @property
    def state(self) -> state_names.LazyText:
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
    def counts(self) -> list[tuple[str, state_names.LazyText, int]]:
        """State, words and number of the letters that there are any of."""
        states = self.progress.states
        return [(state, text, states[state]) for state, text in LINE_STATES.items() if states.get(state)]

    @property
    def channels(self) -> list[tuple[state_names.LazyText, int]]:
        return [(state_names.CHANNELS.get(name, name), count) for name, count in self.progress.channels.items()]


@dataclass(frozen=True)
class FileFilter:
    """The filter of the list of print files."""

    sender: str = ""
    state: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "FileFilter":
        """Read the filter from an address; nonsense counts as absent."""
        sender, state = query.get("avsandare", ""), query.get("lage", "")
        return cls(sender if sender.isascii() and sender.isdigit() else "", state if state in STATES else "")

    @property
    def query(self) -> str:
        """The filter as the query of an address."""
        return urlencode(
            {name: value for name, value in (("avsandare", self.sender), ("lage", self.state)) if value}
        )

    @property
    def columns(self) -> dict[str, str]:
        """The values that files must have."""
        return {name: value for name, value in (("sender", self.sender), ("state", self.state)) if value}

    @property
    def senders(self) -> list[tuple[state_names.LazyText, "FileFilter"]]:
        """The other choices of sender, with their names."""
        names = senders.registered_senders()
        return [
            (_("Alla"), replace(self, sender="")),
            *((names[number], replace(self, sender=number)) for number in names),
        ]

    @property
    def states(self) -> list[tuple[state_names.LazyText, "FileFilter"]]:
        return [
            (_("Alla lägen"), replace(self, state="")),
            *((text, replace(self, state=name)) for name, text in STATES.items()),
        ]


@dataclass(frozen=True)
class PrintFilesPage:
    """Some files, the newest first."""

    shown: list[ShownPrintFile]
    older: int | None
    """Key after which the next page begins; None: these are the last."""
    filter: FileFilter

    @property
    def version(self) -> str:
        return version_of_files(self.shown)


@dataclass(frozen=True)
class UnsentLinesPage:
    """Some letters of a file that were not sent, in the order of the index."""

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
        self.fields["sender"].choices = list(senders.registered_senders().items())  # type: ignore[attr-defined]  # the field is typed without choices


def print_files_page(query: Mapping[str, str]) -> PrintFilesPage:
    """A page of files. The query as written in an address; nonsense counts as absent."""
    shown, before = FileFilter.from_query(query), query.get("fore", "")
    key = number_in_address(before)
    found, older = progress.list_files(FILES_LISTED, key, **shown.columns)
    return PrintFilesPage([view_file(file) for file in found], older, shown)


def view_file(file: BatchFile) -> ShownPrintFile:
    name = senders.registered_senders().get(file.sender, file.sender)
    return ShownPrintFile(file, progress.count_letters(file), uploads.received_bytes(file), name)


def version_of_files(shown: Iterable[ShownPrintFile]) -> str:
    """Changes when a page that shows these files would look different."""
    return version_of([(each.file.pk, each.file.state, each.progress, each.received_bytes) for each in shown])


def unsent_lines_page(file: BatchFile, after: str) -> UnsentLinesPage:
    """The lines that were refused or have failed. `after` as written in an address; nonsense counts as absent."""
    shown = number_in_address(after) or 0
    return UnsentLinesPage(*progress.list_unsent_lines(file, LINES_LISTED, shown))


def store_upload(sender: str, upload: "UploadedFile[Any]") -> tuple[BatchFile, bool]:
    """Take an uploaded file in, and say whether it is new. Raises as uploads.take_in_upload."""
    return uploads.take_in_upload(upload, sender)
