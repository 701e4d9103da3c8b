"""Whether a holder may have an account, and with which operator.

Source: features.md, "The register" 1.1 and 6 (ages, protected, deceased and unknown persons, agencies);
facts.md 4.1 (codes); docs/registration.md.
"""

from collections.abc import Mapping
from typing import Final

from django.conf import settings

from far.accounts.identities import mask_user
from far.accounts.signing.signers import PrivateSignatories, Signatories, company_of, signatories_of_company
from far.base_registers.companies import BusinessStatus, Company
from far.base_registers.people import Person, find_person
from far.models import ServiceSupplier
from infra import clock
from infra.errors import CompanyFormNotSupported, IdentityDoesNotExist, ProtectedIdentity, RegistrationFailed
from infra.identity import RecipientId
from infra.texts import Text

_OUT_OF_BUSINESS: Final[Mapping[BusinessStatus, Text]] = {
    BusinessStatus.DISSOLVED: Text("är upplöst", "is dissolved"),
    # The officers no longer act for it. Source: konkurslagen (1987:672) 3:1.
    BusinessStatus.BANKRUPT: Text("är i konkurs", "is bankrupt"),
}


def require_eligible(holder: RecipientId, supplier: ServiceSupplier) -> Signatories:
    """Return the signers of the holder, if it may have an account with the operator.

    Raises:
        RegistrationFailed: a person too young, or a company that is dissolved or bankrupt (5009).
        ProtectedIdentity: a person with protected personal data (6006).
        IdentityDoesNotExist: the population register has no such person, or no living one (6007).
        CompanyFormNotSupported: an organisation that can have no mailbox (6004).
        PopulationRegisterFailed, CompanyRegisterFailed: no usable answer (5017, 5018).
    """
    if holder.is_person:
        return _eligible_person(holder, supplier)
    company = company_of(holder)
    require_form(company)
    _require_business(company)
    return signatories_of_company(company)


def minimum_age(supplier: ServiceSupplier) -> int:
    """The age in whole years from which the operator takes private persons.

    Source: settings MM_MINIMUM_AGE, MM_OPERATOR_MINIMUM_AGES.
    """
    return max(settings.MINIMUM_AGE, settings.OPERATOR_MINIMUM_AGES.get(supplier.name, 0))


def _eligible_person(holder: RecipientId, supplier: ServiceSupplier) -> Signatories:
    person = _existing(holder)
    if person.is_protected:
        raise ProtectedIdentity(
            f"{holder} har skyddade personuppgifter och kan inte registreras.",
            f"{holder} has protected personal data and cannot be registered.",
            slug="holder-is-protected",
        )
    _require_age(holder, supplier)
    return PrivateSignatories(holder, person.name)


def _existing(holder: RecipientId) -> Person:
    person = find_person(holder.value)
    if person is None:
        raise IdentityDoesNotExist(
            f"Folkbokföringsregistret har ingen person {holder}. Lägg till personen under Register, eller välj en "
            "av dem som manage.py people visar.",
            f"The population register has no person {holder}. Add the person under Registers, or choose one of "
            "those that manage.py people shows.",
            slug="person-unknown",
            fix=Text(
                "POST /api/v1/people gör en person med det numret (number), eller med ett ledigt nummer om du "
                "lämnar bort det.",
                "POST /api/v1/people makes a person with that number, or with a free one if you leave it out.",
            ),
        )
    if person.deceased_on is not None:
        raise IdentityDoesNotExist(
            f"{holder} är avliden enligt folkbokföringsregistret.",
            f"{holder} is deceased, says the population register.",
            slug="person-deceased",
            fix=Text(
                "Välj en levande person, eller ta bort dödsdatumet: PATCH "
                "/api/v1/registers/people/<nummer> med deceased_on null.",
                "Choose a living person, or remove the day of death: PATCH "
                "/api/v1/registers/people/<number> with deceased_on null.",
            ),
        )
    if person.changed_to:
        words = _changed_number(holder, person.changed_to)
        raise IdentityDoesNotExist.saying(words, slug="person-has-new-number")
    return person


def _changed_number(old: RecipientId, new: str) -> Text:
    """Which number was replaced by which, though the masked ones may look alike."""
    if mask_user(new) == mask_user(old.value):
        difference = Text("samma födelsedag, andra slutsiffror", "the same day of birth, other last digits")
    else:
        difference = Text("en annan födelsedag", "another day of birth")
    return Text(
        f"Det gamla numret {mask_user(old.value)} gäller inte längre. Personen har ett nytt, {mask_user(new)} "
        f"({difference.swedish}). Använd det nya.",
        f"The old number {mask_user(old.value)} is not valid any longer. The person has a new one, "
        f"{mask_user(new)} ({difference.english}). Use the new one.",
    )


def _require_age(holder: RecipientId, supplier: ServiceSupplier) -> None:
    age, least = holder.age_at(clock.today()), minimum_age(supplier)
    if age is not None and age < least:
        raise RegistrationFailed(
            f"{holder} är {age} år. Ett konto hos {supplier.name} kan man ha från {least} års ålder.",
            f"{holder} is {age} years old. An account at {supplier.name} can be had from the age of {least}.",
            slug="person-too-young",
            fix=Text(
                f"Registrera någon som är minst {least} år (POST /api/v1/people med age), eller flytta "
                "fram klockan.",
                f"Register somebody of at least {least} years (POST /api/v1/people with age), or move the "
                "clock ahead.",
            ),
        )


def _require_business(company: Company) -> None:
    if state := _OUT_OF_BUSINESS.get(company.status):
        raise RegistrationFailed(
            f"{company.name} ({company.number}) {state.swedish} enligt Bolagsverket: ingen brevlåda kan öppnas "
            "eller flyttas.",
            f"{company.name} ({company.number}) {state.english}, says Bolagsverket: no mailbox can be opened or "
            "moved.",
            slug="company-not-active",
        )


def require_form(company: Company) -> None:
    """Return if an organisation of this form can have a mailbox.

    Raises:
        CompanyFormNotSupported: it cannot, such as an agency (6004).
    """
    if not company.form.can_have_mailbox:
        raise CompanyFormNotSupported(
            f"{company.name} ({company.number}) har en organisationsform ({company.form.value}) som inte kan ha "
            "brevlåda.",
            f"{company.name} ({company.number}) is an organisation of a form ({company.form.value}) that can have "
            "no mailbox.",
            slug="company-form-without-mailbox",
        )
