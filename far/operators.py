"""Mailbox operators as they call the register: found by certificate, or named by internet domain."""

from far import actors
from far.models import ServiceSupplier
from far.suspended import require_not_suspended
from infra.errors import AccessDenied, ServiceProviderDoesNotExist
from infra.pki.peer import Caller
from infra.texts import Text
from infra.xmlsig.faults import quote


def calling_operator(caller: Caller) -> ServiceSupplier:
    """The operator with the organisation number of the caller's certificate.

    An organisation that is several operators acts as any of them: see `is_same_operator`.

    Raises:
        AccessDenied: the organisation is no mailbox operator, or is suspended (5002).
    """
    number = caller.organisation.value
    for supplier in actors.current_actors().suppliers.values():
        if supplier.organisation == number:
            return supplier
    require_not_suspended(str(number))
    raise AccessDenied(
        f"{number} är ingen brevlådeoperatör i FaR, och den här operationen är till för operatörer: anropa med "
        "certifikatet för en, till exempel var/pki/clients/kivra.",
        f"{number} is no mailbox operator in FaR, and this operation is for operators: call with the certificate "
        "of one, for instance var/pki/clients/kivra.",
        slug="caller-is-no-operator",
        fix=Text(
            f"Anropa med en operatörs certifikat (var/pki/clients/kivra), eller ge {number} rollen: POST "
            f'/api/v1/actors med organisation {number} och roles ["supplier"].',
            f"Call with an operator's certificate (var/pki/clients/kivra), or give {number} the role: POST "
            f'/api/v1/actors with organisation {number} and roles ["supplier"].',
        ),
        where="certificate/serialNumber",
        expected=Text("en brevlådeoperatör i FaR", "a mailbox operator in FaR"),
        received=str(number),
    )


def named_operator(name: str) -> ServiceSupplier:
    """The operator with this internet domain, as the contracts write it: minmyndighetspost.se.

    Raises:
        ServiceProviderDoesNotExist: there is none, or it is suspended (8004).
    """
    wanted = name.strip().lower()
    known = actors.current_actors().suppliers.values()
    for supplier in known:
        if supplier.name.lower() == wanted:
            return supplier
    names = ", ".join(sorted(supplier.name for supplier in known))
    given = repr(quote(name))
    raise ServiceProviderDoesNotExist(
        f"Det finns ingen brevlådeoperatör {given}. De som finns: {names}.",
        f"There is no mailbox operator {given}. There are: {names}.",
        slug="operator-unknown",
        fix=Text(
            f"Skriv domänen för en av dem som finns i stället för {given}: {names}. POST "
            "/api/v1/operators gör en ny.",
            f"Write the domain of one of those that there are instead of {given}: {names}. POST "
            "/api/v1/operators makes a new one.",
        ),
        expected=names,
        received=given,
    )


def is_same_operator(one: ServiceSupplier, other: ServiceSupplier) -> bool:
    """Whether both belong to the same organisation, which is what a certificate proves."""
    return one.organisation == other.organisation
