"""A register that testers have told to fail, as a whole or about one number."""

from base_registers.models import SourceFailure
from infra.errors import InternalError

Register = SourceFailure.Register
Problem = SourceFailure.Problem


def find_problem(register: Register, number: str) -> Problem | None:
    """The problem of a register's data about the number, or None. A problem of one number precedes that of all.

    Raises:
        InternalError: the register is told to be inaccessible (4999).
    """
    found = SourceFailure.objects.filter(register=register, number__in=("", number)).order_by("-number").first()
    if found is None:
        return None
    if found.problem == Problem.SOURCE_INACCESSIBLE:
        raise InternalError(
            f"{Register(register).label} svarar inte: det är inställt så i simulatorn.",
            f"The register of {Register(register).value} does not answer: the simulator has been set so.",
        )
    return Problem(found.problem)
