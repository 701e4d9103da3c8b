"""What a person may do in which mailboxes: the own one, those of companies, and those that others have opened.

Source: contract UserAccessRights, GrantTypes, UserActivities; api-6.3 §3.2. The contract does not say which
activities a grant has: docs/consent.md gives the table and its reasons.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from far.accounts.identities import is_foreign, require_possible_user
from far.accounts.signing.signers import signatories_of_company
from far.base_registers.companies import BusinessStatus, Company, OfficerRole, companies_of, find_company
from far.base_registers.people import GuardianshipKind, Person, find_person
from far.base_registers.problems import CompanyRegisterFailed, SourceProblem
from far.consents import uses
from far.consents.expiry import in_force
from far.consents.uses import Kind
from far.models import Account, Consent, ServiceSupplier
from far.signatories import AccountAction, AuthorizationStatus
from infra.errors import IdentityDoesNotExist, ProtectedIdentity
from infra.identity import RecipientId
from infra.texts import Text


class GrantType(Enum):
    """What a right comes from. The contract's words."""

    AUTHORIZED_SIGNATORY = "AuthorizedSignatory"
    """The owner, or somebody who signs for the company alone."""
    AUTHORIZED_ROLE = "AuthorizedRole"
    """An officer who signs only together with another, or by a rule that no machine can interpret."""
    CONSENT_MANAGE = "ConsentManage"
    CONSENT_READ_EXTEND_UNREAD = "ConsentReadExtendUnread"
    CONSENT_READ = "ConsentRead"


class Activity(Enum):
    """What may be done. The contract's words."""

    VIEW = "View"
    FORWARD_MESSAGE = "ForwardMessage"
    INITIATE_ACCOUNT_ACTION = "InitiateAccountAction"
    INITIATE_CONSENT_READ_ACTION = "InitiateConsentReadAction"
    INITIATE_CONSENT_MANAGE_ACTION = "InitiateConsentManageAction"
    EDIT_SETTINGS = "EditSettings"
    EDIT_SETTINGS_FROM = "EditSettingsFrom"
    EDIT_SETTINGS_FORWARD = "EditSettingsForward"
    EDIT_SETTINGS_CONTACT = "EditSettingsContact"
    EDIT_SETTINGS_CONSENT = "EditSettingsConsent"
    EDIT_SETTINGS_ADDRESSBOOK = "EditSettingsAddressbook"
    EDIT_SETTINGS_INACTIVATE = "EditSettingsInactivate"
    INITIATE_CONSENT_ACTION = "InitiateConsentAction"


_ALL: Final = tuple(Activity)
_READING: Final = (Activity.VIEW,)
_MANAGING: Final = (
    *_READING,
    Activity.FORWARD_MESSAGE,
    Activity.EDIT_SETTINGS,
    Activity.EDIT_SETTINGS_FROM,
    Activity.EDIT_SETTINGS_FORWARD,
    Activity.EDIT_SETTINGS_CONTACT,
    Activity.EDIT_SETTINGS_ADDRESSBOOK,
)
ACTIVITIES: Final[Mapping[GrantType, tuple[Activity, ...]]] = {
    GrantType.AUTHORIZED_SIGNATORY: _ALL,
    # What an officer initiates, the others complete with their signatures. Closing the mailbox is theirs together.
    GrantType.AUTHORIZED_ROLE: tuple(each for each in _ALL if each is not Activity.EDIT_SETTINGS_INACTIVATE),
    # No account and no consent: what somebody was given is not passed on.
    GrantType.CONSENT_MANAGE: _MANAGING,
    GrantType.CONSENT_READ_EXTEND_UNREAD: _READING,
    GrantType.CONSENT_READ: _READING,
}
"""Of a mailbox that is with the operator that asks."""
ELSEWHERE: Final = (Activity.INITIATE_ACCOUNT_ACTION,)
"""Of the own mailbox or a company's that is with another operator, or does not exist: it can come here."""
GUARDIAN_ROLES: Final[Mapping[GuardianshipKind, str]] = {
    GuardianshipKind.GOD_MAN: "God man",
    GuardianshipKind.ADMINISTRATOR: "Förvaltare",
}
OFFICER_ROLES: Final[Mapping[OfficerRole, str]] = {
    OfficerRole.CHAIR: "Styrelseordförande",
    OfficerRole.BOARD_MEMBER: "Styrelseledamot",
    OfficerRole.DEPUTY: "Styrelsesuppleant",
    OfficerRole.MANAGING_DIRECTOR: "Verkställande direktör",
    OfficerRole.DEPUTY_MANAGING_DIRECTOR: "Vice verkställande direktör",
    OfficerRole.SIGNATORY: "Särskild firmatecknare",
    OfficerRole.PARTNER: "Bolagsman",
    OfficerRole.GENERAL_PARTNER: "Komplementär",
    OfficerRole.LIMITED_PARTNER: "Kommanditdelägare",
    OfficerRole.OWNER: "Ägare",
    OfficerRole.LIQUIDATOR: "Likvidator",
    OfficerRole.AUDITOR: "Revisor",
    OfficerRole.OTHER: "Funktionär",
}
"""As Bolagsverket writes them; `Role` is a text without a list in the contract."""
MANAGING_ROLES: Final = frozenset(
    {
        OfficerRole.CHAIR,
        OfficerRole.BOARD_MEMBER,
        OfficerRole.MANAGING_DIRECTOR,
        OfficerRole.SIGNATORY,
        OfficerRole.PARTNER,
        OfficerRole.GENERAL_PARTNER,
        OfficerRole.OWNER,
        OfficerRole.LIQUIDATOR,
    }
)
"""The officers who may use a company's mailbox where no machine can interpret the company's rule."""


@dataclass(frozen=True)
class AccessRight:
    """A person's right to one mailbox."""

    account: str
    user: str
    grant: GrantType
    activities: tuple[Activity, ...]
    organisation_name: str = ""
    role: str = ""


@dataclass(frozen=True)
class RegisterProblem:
    """The company register did not say all. `about`: the number that was asked for."""

    kind: SourceProblem
    text: Text
    about: str


@dataclass(frozen=True)
class AccessRights:
    """The rights that are known, and what could not be found out."""

    rights: tuple[AccessRight, ...]
    problems: tuple[RegisterProblem, ...] = ()


def find_access_rights(operator: ServiceSupplier, user: str, *, with_consents: bool) -> AccessRights:
    """The person's rights, the own mailbox first, then companies, then what others have given.

    Consents and guardianships are told to the operator that has the mailbox, and each is logged as used. When the
    company register fails, the other rights are told, with the problem.

    Raises:
        InvalidInput: a number that nobody can have (5001).
        IdentityDoesNotExist: nobody living has the number (6007).
        ProtectedIdentity: the person's data are protected (6006).
        PopulationRegisterFailed: no usable answer (5017).
    """
    person = _require_user(user)
    companies, problems = _company_rights(person)
    rights = [AccessRight(user, user, GrantType.AUTHORIZED_SIGNATORY, _ALL), *companies]
    here = _customers_of(operator, [right.account for right in rights])
    rights = [right if right.account in here else replace(right, activities=ELSEWHERE) for right in rights]
    if with_consents:
        rights += _given_rights(person, operator)
    return AccessRights(tuple(rights), tuple(problems))


def _require_user(user: str) -> Person:
    require_possible_user(user)
    person = None if is_foreign(user) else find_person(user)
    if person is None or person.deceased_on is not None or person.changed_to:
        raise IdentityDoesNotExist(
            "Folkbokföringen har ingen levande person med det numret. Ange personens gällande nummer; utländska "
            "identiteter är inte anslutna.",
            "The population register has no living person with that number. Give the person's present number; "
            "foreign identities are not connected.",
            slug="no-living-person",
        )
    if person.is_protected:
        raise ProtectedIdentity(
            "Personen har skyddade personuppgifter och kan inte använda brevlådor i Mina meddelanden.",
            "The person has protected personal data and cannot use mailboxes in Mina meddelanden.",
            slug="person-is-protected",
        )
    return person


def _company_rights(person: Person) -> tuple[list[AccessRight], list[RegisterProblem]]:
    """The rights in companies; where the register fails, about all of them or about one, its problem instead."""
    try:
        companies = [company.number for company in companies_of(person.number)]
    except CompanyRegisterFailed as failure:
        return [], [RegisterProblem(failure.problem, failure.text, person.number)]
    rights, problems = [], []
    for number in companies:
        try:
            company = find_company(number)
        except CompanyRegisterFailed as failure:
            problems.append(RegisterProblem(failure.problem, failure.text, number))
            continue
        if company and _has_mailbox(company) and (right := _company_right(company, person)):
            rights.append(right)
    return rights, problems


def _has_mailbox(company: Company) -> bool:
    return company.form.can_have_mailbox and company.status is not BusinessStatus.DISSOLVED


def _company_right(company: Company, person: Person) -> AccessRight | None:
    grant = _grant_in(company, person.number)
    if grant is None:
        return None
    roles = {officer.role: None for officer in company.officers if officer.number == person.number}
    role = ", ".join(OFFICER_ROLES[each] for each in roles)
    return AccessRight(company.number, person.number, grant, ACTIVITIES[grant], company.name, role)


def companies_of_signer(user: str) -> list[str]:
    """The companies with a mailbox that the person may use because of a role there. A foreign identity has none.

    Raises:
        CompanyRegisterFailed, PopulationRegisterFailed: no usable answer (5018, 5017).
    """
    if is_foreign(user):
        return []
    return [company.number for company in companies_of(user) if _grant_in(company, user)]


def _grant_in(company: Company, number: str) -> GrantType | None:
    """The grant of an officer; None: the role gives no right to sign, such as an auditor's."""
    signatories, signed = signatories_of_company(company), {number: ""}
    decision = signatories.decide(signed, AccountAction.OWNERSHIP)
    if decision.is_complete:
        return GrantType.AUTHORIZED_SIGNATORY
    if decision.status is AuthorizationStatus.RULES_NOT_SUPPORTED:
        holds_office = any(each.number == number and each.role in MANAGING_ROLES for each in company.officers)
        return GrantType.AUTHORIZED_ROLE if holds_office else None
    daily = signatories.decide(signed, AccountAction.CANCEL_CONSENT)
    return GrantType.AUTHORIZED_ROLE if decision.counts(number) or daily.counts(number) else None


def _customers_of(operator: ServiceSupplier, numbers: Collection[str]) -> frozenset[str]:
    """Those of the numbers that have a complete account with the operator."""
    accounts = Account.objects.filter(
        recipient__in=numbers, pending=False, supplier__organisation=operator.organisation
    )
    return frozenset(accounts.values_list("recipient", flat=True))


def _given_rights(person: Person, operator: ServiceSupplier) -> list[AccessRight]:
    consents = list(in_force(Consent.objects.filter(holder=person.number)).order_by("account"))
    accounts = [*(each.account for each in consents), *(each.number for each in person.principals)]
    here = _customers_of(operator, accounts)
    consents = [each for each in consents if each.account in here]
    guarded = [each for each in person.principals if each.number in here]
    asked_by = operator.organisation
    uses.record_all(
        [
            *(uses.use_of(each, Kind.ACCESS_RIGHTS, asked_by) for each in consents),
            *(
                uses.use_of_guardian(each.number, person.number, person.name, Kind.ACCESS_RIGHTS, asked_by)
                for each in guarded
            ),
        ]
    )
    return [
        *(_consent_right(each) for each in consents),
        *(_guardian_right(each.number, person.number, GUARDIAN_ROLES[each.kind]) for each in guarded),
    ]


def _consent_right(consent: Consent) -> AccessRight:
    grant = GrantType(consent.level)
    is_company = RecipientId(consent.account).is_organisation
    name = consent.account_name if is_company else ""
    return AccessRight(consent.account, consent.holder, grant, ACTIVITIES[grant], name)


def _guardian_right(principal: str, guardian: str, role: str) -> AccessRight:
    grant = GrantType.CONSENT_MANAGE
    return AccessRight(principal, guardian, grant, ACTIVITIES[grant], role=role)
