"""`manage.py check FILE`: all that is wrong in a SOAP envelope. Without a file: Django's check of the project."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import check
from django.utils.translation import get_language

from infra.texts import Text
from testbed.checks.envelope import check_envelope
from testbed.checks.findings import EnvelopeProblem, Findings

OK = Text("Inget fel hittades.", "Nothing wrong was found.")
TO_MEND = Text("Tas emot, men bör rättas", "Accepted, but should be mended")


class Command(check.Command):
    help = "Checks a SOAP envelope in a file, all that is wrong at once, or, without a file, the project."

    def handle(self, *app_labels: Any, **options: Any) -> None:
        if not app_labels or not _names_file(app_labels[0]):
            super().handle(*app_labels, **options)
            return
        found = [self._check(Path(name)) for name in app_labels]
        if not all(found):
            raise CommandError(_shown(Text("Kuvertet skulle nekas.", "The envelope would be refused.")))

    def _check(self, file: Path) -> bool:
        findings = check_envelope(_read(file))
        self.stdout.write(f"{file}: {findings.operation or '-'}")
        for line in _lines(findings):
            self.stdout.write(line)
        return findings.is_ok


def _names_file(argument: str) -> bool:
    """Labels of apps have neither dots that end a name nor slashes; what exists as a file is meant as one."""
    return Path(argument).suffix == ".xml" or "/" in argument or Path(argument).is_file()


def _read(file: Path) -> bytes:
    limit = settings.MAX_SOAP_BYTES
    try:
        with file.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise CommandError(
            _shown(Text(f"{file} går inte att läsa: {why}.", f"{file} cannot be read: {why}."))
        ) from problem
    if len(data) > limit:
        raise CommandError(
            _shown(
                Text(
                    f"{file} är större än {limit} byte (2 MiB), som ett SOAP-meddelande får vara.",
                    f"{file} is larger than {limit} bytes (2 MiB), which a SOAP message may be.",
                )
            )
        )
    return data


def _lines(findings: Findings) -> list[str]:
    problems = [line for problem in findings.problems for line in _lines_of(problem)]
    warnings = [f"  {_shown(TO_MEND)}: {_shown(warning)}" for warning in findings.warnings]
    return [*(problems or [f"  {_shown(OK)}"]), *warnings]


def _lines_of(problem: EnvelopeProblem) -> list[str]:
    where = f" {problem.where}" if problem.where else ""
    lines = [f"  {problem.code} [{problem.reason}] {problem.check.value}{where}", f"    {_shown(problem.text)}"]
    if fix := problem.explanation.fix:
        lines.append(f"    {_shown(fix)}")
    return lines


def _shown(text: Text) -> str:
    return text.in_language(get_language())
