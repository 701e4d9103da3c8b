"""The rights of a person in the mailboxes of others and of companies, as the register (FaR) gives them.

Source: contract Authority getUserAccessRights; docs/consent.md has the activities of each grant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache

from contracts import authority, authority_service
from infra.errors import InternalError
from infra.errors.codes import ErrorCode
from infra.far_client import RegisterRefused
from infra.pki import store
from infra.versions import rights_version
from mailbox_operator import register

GrantType = authority.GrantTypes

KEPT_SECONDS: Final = 5
"""How long an answer is used again. A consent that ends in this installation ends it at once."""
WITHOUT_RIGHTS: Final = frozenset(
    {
        ErrorCode.INVALID_INPUT,
        ErrorCode.PROTECTED_IDENTITY,
        ErrorCode.IDENTITY_DOES_NOT_EXIST,
        ErrorCode.ACCESS_DENIED,
    }
)
"""The register says so of a person who can have no rights, or to an operator that it does not know: an answer."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A right of a person to the mailbox of another holder."""

    account: str
    """The holder's identity number."""
    account_name: str
    """Of a company; else empty."""
    kind: GrantType
    may_view: bool
    """False: the mailbox is not with this operator, or no longer."""
    role: str
    """What the person is for the holder, in Swedish, such as "Styrelseordförande" or "God man"; or empty."""


@dataclass(frozen=True, slots=True)
class Grants:
    """All that a person was granted at an operator."""

    all: Sequence[Grant]
    is_complete: bool
    """False: the company register failed, and there may be more."""

    def to(self, account: str) -> Grant | None:
        """The greatest grant to this holder's mailbox; None: there is none."""
        found = [grant for grant in self.all if grant.account == account]
        return min(found, key=lambda grant: list(GrantType).index(grant.kind), default=None)


def grants_of(operator: str, person: str) -> Grants:
    """The rights of the person in mailboxes of others at the operator. The person's own mailbox is left out.

    Raises:
        InternalError: the register did not answer, or not this question (4999).
    """
    key = f"rights {rights_version.current()} {operator} {person}".replace(" ", "_")
    found: Grants | None = cache.get(key)
    if found is None:
        found = _ask(operator, person)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _ask(operator: str, person: str) -> Grants:
    request = authority_service.GetUserAccessRights(arg0=person)
    if not _has_certificate(operator):
        return Grants((), is_complete=True)
    try:
        answer = register.ask_register(
            operator, "Authority", request, authority_service.GetUserAccessRightsResponse
        )
    except RegisterRefused as refusal:
        if refusal.fault_code in WITHOUT_RIGHTS:
            return Grants((), is_complete=True)
        raise InternalError.saying(refusal.text, **refusal.facts) from refusal
    found = answer.return_value
    grants = [_read_grant(right) for right in found.rights if right.id != person]
    return Grants(grants, is_complete=not found.problems)


def _has_certificate(operator: str) -> bool:
    """Whether the operator can ask at all. One that was only written into the database has no customers in FaR."""
    try:
        store.load_identity(operator)
    except LookupError:
        return False
    return True


def _read_grant(right: authority.UserAccessRights) -> Grant:
    return Grant(
        account=right.id,
        account_name=right.organization_name or "",
        kind=right.grant_type,
        may_view=authority.UserActivities.VIEW in right.granted_access,
        role=right.role or "",
    )
