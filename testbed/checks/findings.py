"""What a check has found, in the order in which a service would come upon it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from infra.errors import InvalidInput, MinaMeddelandenError
from infra.errors.explanation import Check, Explanation
from infra.texts import Text
from testbed.refusals.catalogue import address_of

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class EnvelopeProblem:
    """A reason for which the envelope would be refused."""

    code: int
    text: Text
    explanation: Explanation
    where: str

    @property
    def check(self) -> Check:
        return self.explanation.check

    @property
    def reason(self) -> str:
        return self.explanation.reason

    @property
    def docs(self) -> str:
        """The address of the reason's page."""
        return address_of(self.reason)


@dataclass
class Findings:
    """The problems of an envelope, and what is accepted but should be mended."""

    operation: str = ""
    """Which operation the envelope calls; empty where that cannot be seen."""
    problems: list[EnvelopeProblem] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)

    @property
    def is_ok(self) -> bool:
        return not self.problems

    def add(self, error: MinaMeddelandenError, where: str = "", *, is_exact: bool = False) -> None:
        """Note the refusal, once; `where` it holds unless the refusal says it itself, or `is_exact`."""
        explanation = error.explanation
        place = where if is_exact else explanation.where or where
        problem = EnvelopeProblem(int(error.code), error.text, explanation, place)
        if problem not in self.problems:
            self.problems.append(problem)

    def add_soap_problem(self, reason: str, text: Text, where: str) -> None:
        """Note what a service refuses with a fault that has no code."""
        refusal = InvalidInput.saying(text, slug=reason, check=Check.TRANSPORT)
        self.problems.append(EnvelopeProblem(0, text, refusal.explanation, where))

    @contextmanager
    def noted(self, where: str = "", *, is_exact: bool = False) -> Iterator[None]:
        """Note the refusal that the block is ended by, and go on after it."""
        try:
            yield
        except MinaMeddelandenError as error:
            self.add(error, where, is_exact=is_exact)

    def result_of(self, ask: Callable[[], Value], where: str = "") -> Value | None:
        """What the function returns; None, and its refusal noted, where it refuses."""
        try:
            return ask()
        except MinaMeddelandenError as error:
            self.add(error, where)
            return None

    def warn(self, texts: Sequence[Text]) -> None:
        self.warnings.extend(text for text in texts if text not in self.warnings)
