"""Accounts of holders who are gone, on their pages in the base registers."""

from django.db.models import Q

from base_registers.models import Company, Person
from far.accounts.locking import find_account
from far.models import Account
from infra.identity import RecipientId


def account_of_gone(number: str) -> Account | None:
    """The account that is left of a dead person, a replaced number or a dissolved company; None: there is none."""
    has_left = Q(deceased_on__isnull=False) | ~Q(changed_to="")
    is_nobodys = Person.objects.filter(has_left, number=number).exists()
    is_dissolved = Company.objects.filter(number=number, status=Company.Status.DISSOLVED).exists()
    return find_account(RecipientId(number)) if is_nobodys or is_dissolved else None
