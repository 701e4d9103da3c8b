"""`manage.py print_run`: print the letters in the print queue now."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from infra.pdf.problems import PdfError
from print_supplier import prices, runs
from print_supplier.models import PrintRun


class Command(BaseCommand):
    help = "Prints the letters in the print queue, run after run until it is empty."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--most", type=int, default=runs.MAX_LETTERS, metavar="N", help="letters in a run (%(default)s)"
        )
        parser.add_argument(
            "--to", type=Path, metavar="FOLDER", help="also write each run as a PDF into the folder"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["most"] < 1:
            raise CommandError(f"--most {options['most']}: a run has at least one letter.")
        if options["to"] and not options["to"].is_dir():
            raise CommandError(f"--to {options['to']}: there is no such folder.")
        printed = 0
        for run in runs.print_all(options["most"]):
            printed += 1
            self.stdout.write(_describe_run(run))
            if options["to"]:
                self._write_pdf(run, options["to"])
        if not printed:
            self.stdout.write("The print queue is empty.")

    def _write_pdf(self, run: PrintRun, folder: Path) -> None:
        path = folder / f"run-{run.number}.pdf"
        try:
            path.write_bytes(runs.pdf_of_run(run) or b"")
        except PdfError as failure:
            raise CommandError(
                f"The letters are printed, but {path} could not be put together: {failure}"
            ) from failure
        except OSError as problem:
            raise CommandError(f"The letters are printed, but {path} could not be written: {problem}") from problem
        self.stdout.write(f"  {path}")


def _describe_run(run: PrintRun) -> str:
    return f"Run {run.number}: letters {run.letters}, sheets {run.sheets}, {prices.format_kronor(run.cost_ore)}"
