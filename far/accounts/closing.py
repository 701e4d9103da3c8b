"""End the account of a holder who is gone: a person who is dead or has another number, or a dissolved company.

FaR asks the base registers only about the holders that a call concerns. So the account stays until somebody ends
it, and until then `isReachable` names it. Reasons: docs/decisions.md.
"""

from far.accounts.identities import require_possible
from far.accounts.locking import change_account, find_account, lock_account
from far.accounts.ownership import require_account
from far.accounts.states import TRANSITIONS, AccountState, state_of
from far.base_registers.companies import BusinessStatus, find_company
from far.base_registers.people import find_person
from far.callbacks.removals import flag_removed_account, flag_removed_request
from far.consents.ending import end_all_of
from far.models import RemovalFlag, ServiceSupplier
from far.supervision import record_change
from infra.authorship import current_actor
from infra.errors import IllegalState
from infra.identity import RecipientId

OPERATION = "endAccountOfGone"
"""In the register's log."""


def is_gone(holder: RecipientId) -> bool:
    """Whether the base register says that the person is dead or the company dissolved, or no longer has them.

    A holder with another identity number is gone, too: nobody has the old one (facts.md 4.2, Deactivation).

    Raises:
        CompanyRegisterFailed, PopulationRegisterFailed: no usable answer (5018, 5017).
    """
    if holder.is_organisation:
        company = find_company(holder.value)
        return company is None or company.status is BusinessStatus.DISSOLVED
    person = find_person(holder.value)
    return person is None or person.deceased_on is not None or bool(person.changed_to)


def end_account_of_gone(holder: RecipientId) -> ServiceSupplier:
    """End the account, or the registration that waits, of a holder who is gone. Returns the operator it was with.

    What waits of it goes with it, its consents end, and the operator is told by flagRemovedAccounts.

    Raises:
        InvalidInput: a number that nobody can have (5001).
        AccountDoesNotExist: there is no account (8002).
        IllegalState: the base register says that the holder is alive or in business (5011).
        CompanyRegisterFailed, PopulationRegisterFailed: no usable answer (5018, 5017).
    """
    require_possible(holder)
    require_account(find_account(holder), holder)
    if not is_gone(holder):
        raise IllegalState(
            f"{holder} lever och har kvar sitt nummer, eller är ett företag som inte är upplöst, enligt "
            "basregistret. Ändra det där först, eller avsluta kontot med deregister.",
            f"{holder} is alive and has this number still, or is a company that is not dissolved, says the base "
            "register. Change that there first, or end the account with deregister.",
            slug="holder-is-not-gone",
        )

    def end() -> ServiceSupplier:
        account = require_account(lock_account(holder), holder)
        supplier = account.supplier
        TRANSITIONS.require_allowed(state_of(account), AccountState.NONE)
        end_all_of(holder.value)
        flag = flag_removed_request if account.pending else flag_removed_account
        flag(supplier, holder.value, RemovalFlag.Reason.HOLDER_GONE)
        account.delete()
        record_change(current_actor(), OPERATION, holder.value, changed={"supplier": [supplier.name, None]})
        return supplier

    return change_account(end)
