"""A register that testers have told to fail, as a whole or about one number."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from base_registers.models import SourceFailure
from infra import trace
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
_FAILURES: Final = Rows(SourceFailure, ["label", "number", "problem"], where=["register", "number", "label"])


def find_problem(register: Register, number: str) -> Problem | None:
    """The problem of a register's data about the number, or None.

    A problem of the call's run precedes that of all calls, and a problem of one number that of all numbers.

    Raises:
        InternalError: the register is told to be inaccessible, as a whole or about the number (4999).
    """
    label = trace.current_label() or ""
    found = {(row[0], row[1]): row[2] for row in _FAILURES.find(register.value, {"", number}, {"", label})}
    problem = next(
        (found[key] for key in ((label, number), (label, ""), ("", number), ("", "")) if key in found), None
    )
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
    rows = SourceFailure.objects.filter(register=register, number__in=["", *numbers], label__in=_labels())
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
    """All that have been set for the request's run and for all, those of whole registers first."""
    rows = SourceFailure.objects.filter(label__in=_labels()).order_by("register", "number", "label")
    return [Failure(Register(row.register), row.number, Problem(row.problem)) for row in rows]


def set_failure(failure: Failure) -> None:
    """Let the register fail in this way, and in no other about the same number; within a run, for the run alone.

    Raises:
        InvalidValues: there are MAX_FAILURES already (5001).
    """
    with write_transaction():
        label = _label_for(failure.number)
        runs.note_creation(runs.ItemKind.FAILURE, f"{failure.register.value}/{failure.number}")
        others = SourceFailure.objects.exclude(register=failure.register, number=failure.number, label=label)
        if others.count() >= MAX_FAILURES:
            raise InvalidValues([InvalidValue(("number",), TOO_MANY_FAILURES)])
        SourceFailure.objects.update_or_create(
            register=failure.register, number=failure.number, label=label, defaults={"problem": failure.problem}
        )


def clear_failure(register: Register, number: str = "") -> bool:
    """Let the register answer again about the number; without one, about those that have no failure of their own.

    Returns whether it had been set to fail.
    """
    with write_transaction():
        failing = SourceFailure.objects.filter(register=register, number=number, label=_label_for(number))
        removed, _ = failing.delete()
    return removed > 0


def _label_for(number: str) -> str:
    return runs.label_to_set_for(number, runs.ItemKind.PERSON, runs.ItemKind.COMPANY)


def _labels() -> set[str]:
    return {"", trace.current_label() or ""}
