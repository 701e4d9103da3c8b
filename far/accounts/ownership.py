"""Whose customer a holder is: an operator acts for its own, and for those who come to it."""

from far.models import Account, ServiceSupplier
from far.operators import is_same_operator, named_operator
from infra.errors import AccessDenied
from infra.identity import RecipientId


def require_named_self(operator: ServiceSupplier, name: str) -> ServiceSupplier:
    """The operator that the request names, if it is the one that calls.

    Raises:
        ServiceProviderDoesNotExist: no operator has this name (8004).
        AccessDenied: it is another one's (5002).
    """
    named = named_operator(name)
    if not is_same_operator(named, operator):
        raise AccessDenied(
            f"Begäran gäller {named}, men anropet kommer från {operator}. En operatör registrerar och "
            "avregistrerar konton hos sig själv.",
            f"The request is about {named}, but the call comes from {operator}. An operator registers and "
            "deregisters accounts of its own.",
        )
    return named


def require_customer(operator: ServiceSupplier, account: Account) -> None:
    """Return if the account is one of the operator's.

    Raises:
        AccessDenied: it is another's (5002).
    """
    if not is_same_operator(account.supplier, operator):
        holder = RecipientId(account.recipient)
        raise AccessDenied(
            f"{holder} är kund hos {account.supplier}, inte hos {operator}. Bara innehavarens egen operatör får "
            "göra detta.",
            f"{holder} is a customer of {account.supplier}, not of {operator}. Only the holder's own operator may "
            "do this.",
        )
