"""`manage.py distribute`: send a print file, and show its progress.

The file is copied to where the simulator keeps print files, and the running simulator's workers do the work; this
only looks. When no worker runs, it does the work itself. Either way the rows in the database say how far it
has come, so it may be stopped at any time: the file goes on, or can be gone on with by the same command.
"""

import argparse
import threading
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from formedlare import dispatch
from formedlare.lanes import leases
from infra import trace
from infra.errors import MinaMeddelandenError
from infra.queue import worker_heartbeat
from infra.texts import Text
from sender.print_files import processing, results, states
from sender.print_files.arrival import uploads
from sender.print_files.management.progress_display import ProgressDisplay
from sender.print_files.models import BatchFile
from sender.print_files.progress import Progress, count_letters

LOOK_EVERY: Final = 0.5
MAX_WORK_SECONDS: Final = 1.0
"""Seconds between two reports, and of work of its own between them."""
NOT_ALL_SENT, INTERRUPTED = 2, 130
"""Exit codes; 1 says that the file was not accepted."""


class Command(BaseCommand):
    help = "Sends a print file (ZIP with index and PDFs) for a sender, and shows how far it has come."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--sender", required=True, help="certificate folder (kommun-a) or organisation number")
        parser.add_argument("--label", help="label for all letters of the file")
        parser.add_argument("--result", type=Path, metavar="CSV", help="also write the result file here")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            file = self._take_in(options["file"], options["sender"], options["label"])
        except KeyboardInterrupt:
            raise CommandError(
                f"Stopped while {options['file']} was taken in. The same command goes on; nothing is sent twice.",
                returncode=INTERRUPTED,
            ) from None
        try:
            counted = self._follow(file)
        except KeyboardInterrupt:
            raise CommandError(
                f"Stopped looking. {file.name} is safe; the same command goes on with it.", returncode=INTERRUPTED
            ) from None
        if file.state == BatchFile.State.REFUSED:
            raise CommandError(f"{file.name} was refused: {file.reason.on_wire}")
        self._write_summary(file, counted, options["result"])
        if counted.not_sent:
            raise CommandError(
                f"{_letters(counted.not_sent, 'was', 'were')} not sent. Why stands in the result, column orsak.",
                returncode=NOT_ALL_SENT,
            )

    def _take_in(self, path: Path, sender: str, label: str | None) -> BatchFile:
        if wrong := trace.wrong_with_label(label or ""):
            raise CommandError(Text(*wrong).on_wire)
        try:
            with trace.use_trace(), trace.use_label(label):
                file, is_new = uploads.take_in(path, sender)
        except MinaMeddelandenError as refusal:
            raise CommandError(refusal.text.on_wire) from refusal
        except OSError as problem:
            raise CommandError(f"{path} cannot be read: {problem}") from problem
        if not is_new:
            self.stdout.write(
                f"This file has come before, as {file.name}: going on with it, nothing is sent twice."
            )
        return file

    def _follow(self, file: BatchFile) -> Progress:
        display = ProgressDisplay(self.stdout)
        try:
            while True:
                file.refresh_from_db()
                counted = count_letters(file)
                display.show(file.state, counted)
                if _is_over(file, counted):
                    return counted
                _wait_or_work(file)
        finally:
            display.close()

    def _write_summary(self, file: BatchFile, counted: Progress, copy: Path | None) -> None:
        for text in (*file.remarks, *([file.reason] if file.reason else [])):
            self.stdout.write(f"Note: {text.on_wire}")
        for name, count in sorted(counted.states.items()):
            self.stdout.write(f"{name:14}{count:10}")
        for name, count in sorted(counted.sent.items()):
            self.stdout.write(f"{'by ' + name:24}{count:10}")
        if copy:
            copy.write_text("".join(results.as_csv(file)), encoding="utf-8", newline="")
        if file.state == BatchFile.State.DONE:
            self.stdout.write(f"Result: {copy or file.result_csv}")
        else:
            self._write_what_is_missing(file, counted, copy)
        self.stdout.write(f"Each letter: {settings.WEB_BASE_URL}api/v1/batches/{file.file_id}/result.csv")

    def _write_what_is_missing(self, file: BatchFile, counted: Progress, copy: Path | None) -> None:
        waiting = _letters(counted.in_print_queue, "waits", "wait")
        self.stdout.write(f"{waiting} for the next print run. After it the final result is {file.result_csv}")
        if copy:
            self.stdout.write(f"Result so far: {copy}")


def _letters(count: int, one: str, many: str) -> str:
    return f"1 letter {one}" if count == 1 else f"{count} letters {many}"


def _is_over(file: BatchFile, counted: Progress) -> bool:
    if file.state in states.FINAL:
        return True
    waits_for_print = file.state == BatchFile.State.RUNNING and counted.settled == counted.lines
    return waits_for_print and counted.in_print_queue > 0


def _wait_or_work(file: BatchFile) -> None:
    """Wait for the simulator's workers; or, where there are none, do what is due."""
    if worker_heartbeat.is_alive(worker_heartbeat.RELAY) or not _work_on(file):
        threading.Event().wait(LOOK_EVERY)


def _work_on(file: BatchFile) -> bool:
    """Take the file a step further, and the letters that are due. Says whether there was anything to do."""
    more = processing.advance_file(file.pk, MAX_WORK_SECONDS)
    due = leases.lanes_with_work()
    for lane, _, _ in due:
        dispatch.work_lane(lane, MAX_WORK_SECONDS)
    return more or bool(due)
