"""The pages into which an asker's list of all accounts is divided.

Source: contract Recipient v1 getAllReachableAccounts, getAllRegisteredAccounts.
"""

from django.db import models


class AccountListing(models.Model):
    """One organisation's division of the accounts into pages, kept while it reads them."""

    asker = models.CharField(primary_key=True, max_length=12)
    """Organisation number."""
    begun_at = models.DateTimeField()
    """When page 1 was first asked for."""

    def __str__(self) -> str:
        return self.asker


class AccountPage(models.Model):
    """The number of the last account on a page. The next page begins after it; the last page has no row."""

    listing = models.ForeignKey(AccountListing, on_delete=models.CASCADE, related_name="pages", db_index=False)
    number = models.PositiveIntegerField()
    last_recipient = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "number"], name="account_page_ends_once")]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.number}"
