"""Accounts of holders who are gone, on their pages in the base registers."""

from base_registers.models import Company, Person
from far.accounts.locking import find_account
from far.models import Account
from infra.identity import RecipientId


def account_of_gone(number: str) -> Account | None:
    """The account that is left of a dead person or a dissolved company; None: nothing needs to end."""
    is_dead = Person.objects.filter(number=number, deceased_on__isnull=False).exists()
    is_dissolved = Company.objects.filter(number=number, status=Company.Status.DISSOLVED).exists()
    return find_account(RecipientId(number)) if is_dead or is_dissolved else None
