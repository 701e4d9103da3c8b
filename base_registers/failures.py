"""A register that testers have told to fail, as a whole or about one number."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from base_registers.models import SourceFailure
from infra.database.prepared_sql import Rows
from infra.database.write_transaction import write_transaction
from infra.errors import InternalError
from infra.hooks import runs
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues

Register = SourceFailure.Register
Problem = SourceFailure.Problem

MAX_FAILURES: Final = 1_000
TOO_MANY_FAILURES: Final = Text(
    f"{MAX_FAILURES} fel är inställda; ta bort något", f"{MAX_FAILURES} failures are set; take one away"
)
_FAILURES: Final = Rows(SourceFailure, ["number", "problem"], where=["register", "number"])


def find_problem(register: Register, number: str) -> Problem | None:
    """The problem of a register's data about the number, or None. A problem of one number precedes that of all.

    Raises:
        InternalError: the register is told to be inaccessible, as a whole or about the number (4999).
    """
    problems = dict(_FAILURES.find(register.value, {"", number}))
    problem = problems.get(number) or problems.get("")
    if problem == Problem.SOURCE_INACCESSIBLE:
        raise _no_answer(register)
    return Problem(problem) if problem else None


def failing_numbers(register: Register, numbers: Collection[str]) -> set[str]:
    """Those of the numbers about which the register has no usable data. One query.

    Raises:
        InternalError: the register is told to be inaccessible as a whole (4999).
    """
    if not numbers:
        return set()
    rows = SourceFailure.objects.filter(register=register, number__in=["", *numbers])
    problems = dict(rows.values_list("number", "problem"))
    if problems.get("") == Problem.SOURCE_INACCESSIBLE:
        raise _no_answer(register)
    return set(numbers) if "" in problems else set(problems)


def _no_answer(register: Register) -> InternalError:
    return InternalError(
        f"{register.label} svarar inte: det är inställt så i simulatorn.",
        f"The register of {register.value} does not answer: the simulator has been set so.",
        slug="base-register-set-to-fail",
    )


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure that has been set: of a register as a whole, or about one number."""

    register: Register
    number: str
    """Empty: about all."""
    problem: Problem


def list_failures() -> list[Failure]:
    """All that have been set, those of whole registers first."""
    rows = SourceFailure.objects.order_by("register", "number")
    return [Failure(Register(row.register), row.number, Problem(row.problem)) for row in rows]


def set_failure(failure: Failure) -> None:
    """Let the register fail in this way, and in no other about the same number.

    Raises:
        InvalidValues: there are MAX_FAILURES already (5001).
    """
    with write_transaction():
        _note_change(failure.register, failure.number)
        others = SourceFailure.objects.exclude(register=failure.register, number=failure.number)
        if others.count() >= MAX_FAILURES:
            raise InvalidValues([InvalidValue(("number",), TOO_MANY_FAILURES)])
        SourceFailure.objects.update_or_create(
            register=failure.register, number=failure.number, defaults={"problem": failure.problem}
        )


def clear_failure(register: Register, number: str = "") -> bool:
    """Let the register answer again about the number; without one, about those that have no failure of their own.

    Returns whether it had been set to fail.
    """
    with write_transaction():
        _note_change(register, number)
        removed, _ = SourceFailure.objects.filter(register=register, number=number).delete()
    return removed > 0


def _note_change(register: Register, number: str) -> None:
    runs.note_change(runs.ItemKind.FAILURE, f"{register.value}/{number}")
