"""The errors with which an endpoint refuses a call: unknown operation, broken schema, a failure of its own."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.db import DatabaseError, OperationalError

from contracts import catalogue, schemas
from infra import trace
from infra.errors import InternalError, InvalidInput, MaximumExceeded, MinaMeddelandenError
from infra.errors.explanation import Check
from infra.texts import Text

logger = logging.getLogger(__name__)
MAX_OF_A_KIND = 1_000
"""Recipients in a question or a delivery. The contracts limit the number of no other elements."""


def error_of(problem: Exception) -> MinaMeddelandenError:
    """The error for the caller. A problem of the simulator is logged, and becomes an InternalError (5000)."""
    if isinstance(problem, MinaMeddelandenError):
        return problem
    if isinstance(problem, DatabaseError):
        _log("the database refused", problem)
        return _database_error(problem)
    _log("a call failed in the simulator itself", problem)
    return _simulator_error()


def _log(what: str, problem: Exception) -> None:
    logger.error(what, exc_info=problem, extra={"trace": trace.current_trace()})


def unknown_operation_error(service: catalogue.Service, name: str) -> InvalidInput:
    """The refusal of a body with an element that is no request of the service.

    `name`: the qualified name of the element. Another service may have it as a request.
    """
    if elsewhere := [path for path, other in catalogue.ALL_SERVICES.items() if name in other.operations]:
        return _at_another_address_error(service.path, _local(name), elsewhere)
    # Most often the caller means the operation of the same name in another version's namespace.
    alike = [known for known in service.operations if _local(known) == _local(name)]
    known = ", ".join(alike or sorted(item.name for item in service.operations.values()))
    return InvalidInput(
        f"Tjänsten {service.path} har ingen operation {name}. Den har: {known}.",
        f"The service {service.path} has no operation {name}. It has: {known}.",
        slug="operation-unknown",
        fix=Text(
            f"Byt elementet i Body från {name} till en av: {known}. Namnrymden säger versionen.",
            f"Change the element in Body from {name} to one of: {known}. The namespace says the version.",
        ),
        where="Body",
        expected=known,
        received=name,
        check=Check.TRANSPORT,
    )


def schema_error(service: catalogue.Service, violation: schemas.SchemaViolation) -> MinaMeddelandenError:
    """The refusal of a request that breaks the schema: 5005 if only the number of elements is wrong, else 5001."""
    if violation.number_of_its_kind > MAX_OF_A_KIND:
        return _too_many_error(violation)
    return InvalidInput(
        violation.swedish,
        violation.english,
        slug="schema-violated",
        fix=Text(
            f"Rätta <{violation.element}> på rad {violation.line}. POST /api/v1/check visar alla brott på en "
            f"gång, och {service.path}?xsd ger schemat.",
            f"Correct <{violation.element}> in line {violation.line}. POST /api/v1/check shows all violations at "
            f"once, and {service.path}?xsd gives the schema.",
        ),
        where=f"<{violation.element}>, {violation.line}",
    )


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _at_another_address_error(here: str, operation: str, paths: Sequence[str]) -> InvalidInput:
    addresses = ", ".join(f"{settings.SOAP_BASE_PATH}{path}" for path in paths)
    return InvalidInput(
        f"Operationen {operation} finns inte i {here}. Den finns på {addresses}.",
        f"The operation {operation} is not in {here}. It is at {addresses}.",
        slug="operation-at-another-address",
        fix=Text(
            f"Skicka {operation} till {addresses} i stället för {here}.",
            f"Send {operation} to {addresses} instead of {here}.",
        ),
        where="Body",
        expected=addresses,
        received=here,
        check=Check.TRANSPORT,
    )


def _too_many_error(violation: schemas.SchemaViolation) -> MaximumExceeded:
    what, number, most = violation.element, violation.number_of_its_kind, MAX_OF_A_KIND
    return MaximumExceeded(
        f"<{what}>: minst {number} stycken; högst {most} får plats i ett anrop. Dela upp dem på flera anrop.",
        f"<{what}>: at least {number} of them; at most {most} fit in a call. Divide them into several calls.",
        slug="too-many-of-a-kind",
        where=what,
        expected=Text(f"högst {most}", f"at most {most}"),
        received=Text(f"minst {number}", f"at least {number}"),
        check=Check.SCHEMA,
    )


def _database_error(problem: DatabaseError) -> InternalError:
    # Other kinds of error quote the values that were to be stored.
    why = f" ({problem})" if isinstance(problem, OperationalError) else ""
    return InternalError(
        f"Simulatorns databas kunde inte läsas eller skrivas{why}. Inget har sparats; försök igen senare.",
        f"The simulator's database could not be read or written{why}. Nothing was stored; try again later.",
        slug="database-unavailable",
    )


def _simulator_error() -> InternalError:
    return InternalError(
        "Ett fel i simulatorn själv. Inget har sparats; felet står i loggen med detta CallId.",
        "An error in the simulator itself. Nothing was stored; the log has the error with this CallId.",
        slug="simulator-failed",
    )
