"""The parties of a consent: which people may give or get one, and through which operator."""

from collections.abc import Iterable

from far.accounts.locking import find_account
from far.accounts.ownership import require_active
from far.base_registers.people import Person, find_person
from far.models import Account, ServiceSupplier
from infra.errors import (
    AccessDenied,
    IdentityDoesNotExist,
    InvalidInput,
    ProtectedIdentity,
)
from infra.identity import RecipientId


def require_account(account: RecipientId) -> Account:
    """The account, which can give consents when its registration is complete.

    Raises:
        AccountDoesNotExist: there is none (8002).
        IllegalState: it waits for signatures (5011).
    """
    return require_active(find_account(account), account)


def require_served(operator: ServiceSupplier, numbers: Iterable[str]) -> None:
    """Return if one of these people or companies has an account with the operator.

    Raises:
        AccessDenied: none has (5002).
    """
    customers = Account.objects.filter(supplier__organisation=operator.organisation)
    if not customers.filter(recipient__in=list(numbers)).exists():
        raise AccessDenied(
            f"Varken den som gav samtycket eller den som fick det är kund hos {operator}. Bara deras operatörer "
            "får göra det här.",
            f"Neither the one who gave the consent nor the one who got it is a customer of {operator}. Only their "
            "operators may do this.",
            slug="consent-between-other-operators-customers",
        )


def require_holder(holder: RecipientId, account: RecipientId) -> Person:
    """The person who is to get a consent to the account.

    Raises:
        InvalidInput: a company, the owner, or a number that cannot be (5001).
        IdentityDoesNotExist: nobody has the number any longer, or ever had (6007).
        ProtectedIdentity: the person's data are protected (6006).
        PopulationRegisterFailed: the register gave no usable answer (5017).
    """
    _require_other_person(holder, account)
    person = find_person(holder.value)
    if person is None or person.deceased_on is not None or person.changed_to:
        raise IdentityDoesNotExist(
            f"Samtyckets mottagare {holder} finns inte i folkbokföringen, är avliden eller har bytt nummer. "
            "Ange en levande persons gällande nummer.",
            f"The receiver of the consent, {holder}, is not in the population register, is deceased or has a "
            "new number. Give the present number of a living person.",
            slug="consent-receiver-unknown",
        )
    if person.is_protected:
        raise ProtectedIdentity(
            f"Samtyckets mottagare {holder} har skyddade personuppgifter och kan inte få samtycke.",
            f"The receiver of the consent, {holder}, has protected personal data and can get no consent.",
            slug="consent-receiver-is-protected",
        )
    return person


def _require_other_person(holder: RecipientId, account: RecipientId) -> None:
    if holder.is_organisation:
        raise InvalidInput(
            f"Samtyckets mottagare {holder} är en organisation. Bara personer kan få samtycke.",
            f"The receiver of the consent, {holder}, is an organisation. Only people can get one.",
            slug="consent-receiver-is-a-company",
        )
    if holder == account:
        raise InvalidInput(
            f"{holder} kan inte ge sig själv samtycke: ägaren har redan alla rättigheter.",
            f"{holder} cannot give itself a consent: the owner has all rights already.",
            slug="consent-to-oneself",
        )
    if not holder.has_possible_day or not holder.has_valid_check_digit:
        raise InvalidInput(
            f"Samtyckets mottagare {holder} har ett nummer som inte kan finnas. Rätta numret.",
            f"The receiver of the consent, {holder}, has a number that cannot exist. Correct the number.",
            slug="consent-receiver-number-invalid",
        )
