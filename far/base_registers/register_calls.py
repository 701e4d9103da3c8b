"""One question to a base register, with FaR's identity; what goes wrong becomes one of the four problems."""

from typing import Final, TypeVar

from far.base_registers.problems import CompanyRegisterFailed, PopulationRegisterFailed, SourceProblem
from infra.pki import store
from infra.soap import call_failures, client
from infra.soap.messages import faults

Response = TypeVar("Response")
ASKS_AS: Final = "far"
"""The identity with which FaR asks."""


def ask_register(
    address: str,
    request: object,
    response_class: type[Response],
    failure: type[PopulationRegisterFailed] | type[CompanyRegisterFailed],
) -> Response:
    """The register's typed answer.

    Raises:
        PopulationRegisterFailed, CompanyRegisterFailed: as `failure` says. SourceInaccessible: no answer, or
            a system fault. DataUnexpected: an answer that is not the contract's, or a refusal of the question.
    """
    try:
        return client.call_service(address, request, response_class, identity=store.load_identity(ASKS_AS))
    except faults.FaultReceived as refusal:
        is_permanent = refusal.fault.is_permanent
        problem = SourceProblem.DATA_UNEXPECTED if is_permanent else SourceProblem.SOURCE_INACCESSIBLE
        raise failure(problem, refusal.fault.text) from refusal
    except call_failures.NoAnswer as silence:
        raise failure(SourceProblem.SOURCE_INACCESSIBLE, silence.text) from silence
    except call_failures.CallFailed as unreadable:
        raise failure(SourceProblem.DATA_UNEXPECTED, unreadable.text) from unreadable
