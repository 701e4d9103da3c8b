"""The operator that a holder is a customer of: an operator acts for its customers, and for new ones."""

from far.models import Account, ServiceSupplier
from far.operators import is_same_operator, named_operator
from infra.errors import AccessDenied, AccountDoesNotExist, IllegalState
from infra.errors.explanation import Check
from infra.identity import RecipientId
from infra.texts import Text


def require_account(account: Account | None, holder: RecipientId) -> Account:
    """The account, begun or waiting for signatures.

    Raises:
        AccountDoesNotExist: there is none (8002).
    """
    if account is None:
        raise AccountDoesNotExist(
            f"{holder} har inget konto i FaR, och ingen registrering som väntar.",
            f"{holder} has no account in FaR, and no registration that waits.",
            slug="no-account",
            fix=Text(
                "Registrera innehavaren först med register, eller gör en med brevlåda: POST /api/v1/people.",
                "Register the holder first with register, or make one with a mailbox: POST /api/v1/people.",
            ),
        )
    return account


def require_active(account: Account | None, holder: RecipientId) -> Account:
    """The account, if it has begun.

    Raises:
        AccountDoesNotExist: there is none (8002).
        IllegalState: it still waits for signatures (5011).
    """
    account = require_account(account, holder)
    if account.pending:
        raise IllegalState(
            f"Registreringen av {holder} väntar på underskrifter hos {account.supplier}. Skriv under den, eller "
            "ta bort den med deletePendingAccountRequest.",
            f"The registration of {holder} waits for signatures at {account.supplier}. Sign it, or withdraw it "
            "with deletePendingAccountRequest.",
            slug="registration-waits-for-signatures",
            check=Check.STATE,
        )
    return account


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
            slug="customer-of-another-operator",
        )


def require_named_self(operator: ServiceSupplier, name: str) -> ServiceSupplier:
    """The operator that a request names, if it is the one that calls.

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
            slug="request-names-another-operator",
        )
    return named


def require_party(operator: ServiceSupplier, account: Account, to: ServiceSupplier) -> None:
    """Return if the operator may move the account: it is the holder's own, or the one that the holder comes to.

    Raises:
        AccessDenied: it is neither (5002).
    """
    if not is_same_operator(operator, to) and not is_same_operator(operator, account.supplier):
        holder = RecipientId(account.recipient)
        raise AccessDenied(
            f"{holder} är kund hos {account.supplier} och ska byta till {to}; anropet kommer från {operator}. "
            "Bara de två får begära bytet.",
            f"{holder} is a customer of {account.supplier} and is to change to {to}; the call comes from "
            f"{operator}. Only those two may ask for the change.",
            slug="change-between-other-operators",
        )
