"""Lists of consents: those that concern a person, for operators, and all of them, for testers."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects

from far.access_rights import companies_of_signer
from far.accounts.signing.collecting import Collected, count_signatures
from far.accounts.signing.parties import signatories_of_waiting
from far.accounts.signing.signers import Signatories
from far.accounts.signing.waiting import GivenSignature
from far.consents import signing
from far.consents.expiry import end_overdue
from far.consents.signing import Purpose
from far.consents.states import State
from far.models import Account, Consent, ServiceSupplier
from far.signatories import AuthorizationStatus, SignatoryDecision, Signer
from infra.database.pages import page_of
from infra.errors import AccessDenied, InvalidInput, MaximumExceeded, UserNotAuthorised
from infra.errors.explanation import Check
from infra.hooks import runs
from infra.identity import RecipientId

MAX_ACCOUNTS = 1_000
"""Source: the limit of isReachable, which the contract gives for no list of ids in Consent."""


@dataclass(frozen=True)
class ListedConsent:
    """A consent that has not ended, and its signatures: those that give it, or that begin to end it."""

    consent: Consent
    is_ending: bool
    signing: Collected


def list_for(
    operator: ServiceSupplier, accounts: Sequence[RecipientId], user: str, *, private_only: bool = False
) -> list[ListedConsent]:
    """The consents that the person has, has given, or may sign for, through this operator.

    `accounts`: only those to these mailboxes. `private_only`: only those to people's mailboxes.

    Raises:
        MaximumExceeded: more than 1,000 accounts (5005).
        InvalidInput: a company where only people can be asked about (5001).
        UserNotAuthorised: the person has nothing to do with one of the accounts (8003).
        AccessDenied: the person is another operator's customer, and no consent leads here (5002).
        CompanyRegisterFailed, PopulationRegisterFailed: no usable answer (5018, 5017).
    """
    _require_possible(accounts, private_only)
    end_overdue()
    own = {user} if private_only else {user, *companies_of_signer(user)}
    wanted = {account.value for account in accounts}
    _require_related(wanted, user, own)
    found = _concerning(user, own, private_only)
    shown = list(_served_by(operator, user, found.filter(account__in=wanted) if wanted else found))
    if not shown:
        _require_no_other_operator(user, operator)
    return _with_signatures(shown)


def list_all(limit: int, before: int | None = None, **which: Any) -> tuple[list[Consent], int | None]:
    """A page of consents, ended ones too, the newest first, and the key after which the next page begins.

    `which`: what they must have: `account`, `holder`, `state`, `level`; `person`: on either side.
    Within a run, none with a person or company that another run made.
    """
    end_overdue()
    person = which.pop("person", None)
    rows = runs.without_other_holders(Consent.objects.filter(**which).order_by("-pk"), "account", "holder")
    if person is not None:
        rows = rows.filter(Q(account=person) | Q(holder=person))
    found, last = page_of(rows if before is None else rows.filter(pk__lt=before), limit)
    return found, last.pk if last else None


def find_by_id(consent_id: uuid.UUID) -> Consent | None:
    """The consent, as it stands today."""
    end_overdue()
    return Consent.objects.filter(consent_id=consent_id).first()


def _require_possible(accounts: Sequence[RecipientId], private_only: bool) -> None:
    if len(accounts) > MAX_ACCOUNTS:
        raise MaximumExceeded(
            f"Frågan gäller {len(accounts)} brevlådor; högst {MAX_ACCOUNTS} per anrop. Dela upp den.",
            f"The question is about {len(accounts)} mailboxes; at most {MAX_ACCOUNTS} a call. Split it.",
            slug="too-many-mailboxes-asked",
            check=Check.SCHEMA,
        )
    if private_only and (companies := [account for account in accounts if account.is_organisation]):
        raise InvalidInput(
            f"{companies[0]} är en organisation. getAllPrivate gäller personer; fråga getAll om företag.",
            f"{companies[0]} is an organisation. getAllPrivate is about people; ask getAll about companies.",
            slug="private-question-about-company",
        )


def _require_related(wanted: set[str], user: str, own: set[str]) -> None:
    if not wanted.difference(own):
        return
    has = Consent.objects.exclude(state=State.ENDED).filter(holder=user, account__in=wanted)
    strangers = wanted.difference(own, has.values_list("account", flat=True))
    if strangers:
        stranger = RecipientId(min(strangers))
        raise UserNotAuthorised(
            f"Personen i arg1 äger inte {stranger}, får inte teckna för den och har inget samtycke till den.",
            f"The person in arg1 does not own {stranger}, may not sign for it and has no consent to it.",
            slug="stranger-to-mailbox",
        )


def _concerning(user: str, own: Collection[str], private_only: bool) -> QuerySet[Consent]:
    rows = Consent.objects.exclude(state=State.ENDED)
    # The receiver of a right hears of it when the owner has signed.
    as_holder = Q(holder=user) & ~Q(state=State.SIGNING_INCOMPLETE)
    rows = rows.filter(Q(account__in=own) | as_holder).order_by("pk")
    return rows.exclude(account__startswith="16") if private_only else rows


def _served_by(operator: ServiceSupplier, user: str, rows: QuerySet[Consent]) -> QuerySet[Consent]:
    """Those to mailboxes with the operator; all of them, where the person's own mailbox is with it."""
    customers = Account.objects.filter(supplier__organisation=operator.organisation)
    if customers.filter(recipient=user).exists():
        return rows
    return rows.filter(account__in=customers.values("recipient"))


def _require_no_other_operator(user: str, operator: ServiceSupplier) -> None:
    elsewhere = Account.objects.exclude(supplier__organisation=operator.organisation)
    if elsewhere.filter(recipient=user).exists():
        raise AccessDenied(
            f"Personen i arg1 är kund hos en annan operatör än {operator}, och inget samtycke leder hit.",
            f"The person in arg1 is a customer of another operator than {operator}, and no consent leads here.",
            slug="person-at-another-operator",
        )


def _with_signatures(consents: Sequence[Consent]) -> list[ListedConsent]:
    prefetch_related_objects(consents, "signatures")
    known: dict[str, Signatories] = {}
    listed = []
    for consent in consents:
        if consent.account not in known:
            known[consent.account] = signatories_of_waiting(RecipientId(consent.account))
        listed.append(_with_signatures_of(consent, known[consent.account]))
    return listed


def _with_signatures_of(consent: Consent, signatories: Signatories) -> ListedConsent:
    ending = signing.signatures_of(consent, Purpose.END)
    purpose = Purpose.END if ending else Purpose.GIVE
    given = ending or signing.signatures_of(consent, Purpose.GIVE)
    collected = count_signatures(signatories, given, signing.ACTIONS[purpose])
    if not ending and consent.state != State.SIGNING_INCOMPLETE:
        collected = _complete(given, signatories, collected.decision.text)
    return ListedConsent(consent, bool(ending), collected)


def _complete(given: Mapping[str, GivenSignature], signatories: Signatories, text: str) -> Collected:
    """The signatures that have been given, also by people who may not sign any longer."""
    signers = tuple(Signer(each.number, signatories.name_of(each.number) or each.name) for each in given.values())
    decision = SignatoryDecision(AuthorizationStatus.COMPLETE, signers, (), text)
    return Collected(decision, tuple(given.values()))
