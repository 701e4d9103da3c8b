"""A base register without a usable answer: the four kinds of problem, and the refusals that carry them."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from infra import errors
from infra.texts import Text


class SourceProblem(Enum):
    """Why a register has no usable answer. Source: contract type UserAccessRightsProblemType."""

    DATA_MISSING = "DataMissing"
    DATA_UNCERTAIN = "DataUncertain"
    DATA_UNEXPECTED = "DataUnexpected"
    SOURCE_INACCESSIBLE = "SourceInaccessible"


PROBLEM_TEXTS: Final[Mapping[SourceProblem, Text]] = {
    SourceProblem.DATA_MISSING: Text("uppgifter saknas", "data are missing"),
    SourceProblem.DATA_UNCERTAIN: Text("uppgifterna är osäkra", "the data are uncertain"),
    SourceProblem.DATA_UNEXPECTED: Text("svaret har oväntad form", "the answer has an unexpected form"),
    SourceProblem.SOURCE_INACCESSIBLE: Text("registret går inte att nå", "the register cannot be reached"),
}


class PopulationRegisterFailed(errors.PopulationRegisterFailed):
    """The population register gave no usable answer (5017)."""

    def __init__(self, problem: SourceProblem, reason: Text | None = None) -> None:
        super().__init__(*_POPULATION.format(problem=_explain(problem, reason)))
        self.problem = problem


class CompanyRegisterFailed(errors.CompanyRegisterFailed):
    """The company register gave no usable answer (5018)."""

    def __init__(self, problem: SourceProblem, reason: Text | None = None) -> None:
        super().__init__(*_COMPANIES.format(problem=_explain(problem, reason)))
        self.problem = problem


_POPULATION: Final = Text(
    "Folkbokföringsregistret gav inget användbart svar: {problem}. Försök igen senare; i simulatorn ställs "
    "källans fel in under Register.",
    "The population register gave no usable answer: {problem}. Try again later; in the simulator, failures of the "
    "source are set under Registers.",
)
_COMPANIES: Final = Text(
    "Bolagsregistret gav inget användbart svar: {problem}. Försök igen senare; i simulatorn ställs källans fel in "
    "under Register.",
    "The company register gave no usable answer: {problem}. Try again later; in the simulator, failures of the "
    "source are set under Registers.",
)


def _explain(problem: SourceProblem, reason: Text | None) -> Text:
    text = PROBLEM_TEXTS[problem] + f" ({problem.value})"
    # What another system says may end its sentence itself; this one goes on.
    return text + ": " + Text(*(words.rstrip(".") for words in reason)) if reason else text
