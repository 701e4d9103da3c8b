"""The cases: for an operation, what is asked in which situation, and what is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.operations.clients import Clients

Situation = Callable[..., object]


@dataclass(frozen=True)
class Case:
    """One situation, for one operation in one version of its service."""

    path: str
    operation: str
    situation: Situation
    answer: str
    """What is answered, in words; of a refusal, empty."""
    fault: int
    """The code of the refusal; 0: none."""

    @property
    def title(self) -> str:
        """The name of the function, as a sentence."""
        return self.situation.__name__.replace("_s_", "'s_").replace("_", " ")

    def play(self, clients: Clients) -> object:
        """Ask, and return what is answered."""
        return self.situation(PORTS[self.path](self.path, clients))


CASES: Final[list[Case]] = []
PORTS: Final[dict[str, Callable[[str, Clients], Any]]] = {}
"""By service: what its cases are called with."""


def case(operation: str, *paths: str, answer: str = "", fault: int = 0) -> Callable[[Situation], Situation]:
    """Register a situation of the operation in these services. The function asks, and words the answer."""

    def register(situation: Situation) -> Situation:
        CASES.extend(Case(path, operation, situation, answer, fault) for path in paths)
        return situation

    return register


def cases_of(path: str) -> Sequence[Case]:
    return [each for each in CASES if each.path == path]
