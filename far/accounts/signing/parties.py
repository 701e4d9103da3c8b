"""The right to see and withdraw a request that waits for signatures.

The people that may sign have it, and nobody else: a co-signer who has left the board sees nothing. But where
nobody can complete the request any longer (the company is dissolved, too few officers are left), its signers
and the people that the rule counts may still end it.
"""

from collections.abc import Collection

from far.accounts.signing.signers import CompanySignatories, Signatories, named_signatories_of
from far.base_registers.companies import BusinessStatus, Company
from far.models import PendingRequest
from far.signatories import AccountAction
from infra.errors import CompanyFormNotSupported
from infra.identity import RecipientId


def is_party(signatories: Signatories, user: str, request: PendingRequest | None, action: AccountAction) -> bool:
    """Whether the user may see and withdraw the request. None: nothing waits."""
    if signatories.includes(user, action):
        return True
    signers = request.signatures.values_list("person", flat=True) if request else ()
    return is_left_with(signatories, user, signers, action)


def is_left_with(signatories: Signatories, user: str, signers: Collection[str], action: AccountAction) -> bool:
    """Whether nobody can complete what these have signed, and the user is one of them or counted by the rule."""
    return not signatories.can_complete(action) and (user in signers or signatories.names(user, action))


def signatories_of_waiting(holder: RecipientId) -> Signatories:
    """The people that may sign today: nobody where the company register no longer has the company.

    Raises:
        CompanyRegisterFailed, PopulationRegisterFailed: no usable answer (5018, 5017).
    """
    try:
        return named_signatories_of(holder)
    except CompanyFormNotSupported:
        return CompanySignatories(Company(holder.value, name="", status=BusinessStatus.DISSOLVED), people={})
