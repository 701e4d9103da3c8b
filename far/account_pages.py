"""All accounts of the register in pages that neither skip nor repeat while accounts come and go.

A page is a range of recipients' numbers. The end of a page is decided when it is first asked for, and kept for
the organisation that asks: an account stays on the page of its number, also when others come and go around it.
So two programs of one organisation can read side by side, and a page that is asked for again has the same range.
Each page costs the same; one that is asked for before the pages ahead of it costs one walk through the index of
the accounts.

Source: contract Recipient v1 getAllReachableAccounts, getAllRegisteredAccounts; founding document 1.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from far import actors
from far.models import Account, AccountListing, AccountPage, Sender, SenderChoice
from far.reachability import takes_letters
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.errors import InvalidInput
from infra.identity import OrganisationNumber

MAX_GROWTH = 3
"""How many times its size a page may become as accounts are added in its range, before it is divided: an answer
must fit in one SOAP message."""

KEPT_FOR = timedelta(hours=24)
"""How long after page 1 was first asked for the pages stay as they are, at least."""


@dataclass(frozen=True, slots=True)
class ListedAccounts:
    """The accounts on one page, in order of their numbers. Empty beyond the last page."""

    number: int
    recipients: Sequence[str]
    has_more: bool
    """Other pages follow."""


@dataclass(frozen=True, slots=True)
class _Range:
    """Recipients after `start`, up to and including `end`; without an end, all that follow."""

    start: str
    end: str | None

    def of(self, column: str) -> dict[str, str]:
        """The range as conditions on a column of recipients' numbers."""
        upper = {f"{column}__lte": self.end} if self.end else {}
        return {f"{column}__gt": self.start} | upper


_BEYOND = _Range(start="99", end=None)
"""No recipient's number follows: those that are highest begin with 20."""


def registered_accounts(asker: OrganisationNumber, number: int) -> ListedAccounts:
    """A page of all accounts with a complete registration.

    Raises:
        InvalidInput: the page's number is less than 1 (5001).
    """
    within = _range_of(asker, number)
    found = _active_accounts(within)
    return ListedAccounts(number, [recipient for recipient, _ in found], _has_more(within))


def reachable_accounts(asker: OrganisationNumber, sender: Sender, number: int) -> ListedAccounts:
    """A page of the accounts to which the sender's mail can go: those that `reachability.look_up` would give.

    Pages are the same ranges as those of all registered accounts, so a page has fewer accounts where holders
    refuse the sender, and may be empty though others follow.

    Raises:
        InvalidInput: the page's number is less than 1 (5001).
    """
    within = _range_of(asker, number)
    refusals = SenderChoice.objects.filter(sender=sender, accepted=False, **within.of("account"))
    refusing = frozenset(refusals.values_list("account", flat=True))
    suppliers = actors.current_actors().suppliers.items()
    taking = {key for key, supplier in suppliers if takes_letters(supplier, sender)}
    found = [
        recipient
        for recipient, supplier in _active_accounts(within)
        if supplier in taking and recipient not in refusing
    ]
    return ListedAccounts(number, found, _has_more(within))


def _active_accounts(within: _Range) -> Sequence[tuple[str, int]]:
    accounts = Account.objects.filter(pending=False, **within.of("recipient")).order_by("recipient")
    return list(accounts.values_list("recipient", "supplier"))


def _has_more(within: _Range) -> bool:
    return within.end is not None and Account.objects.filter(recipient__gt=within.end).exists()


def _range_of(asker: OrganisationNumber, number: int) -> _Range:
    if number < 1:
        raise InvalidInput(
            f"Sidan {number} finns inte: sidor numreras från 1. Begär sida 1 först.",
            f"There is no page {number}: pages are numbered from 1. Ask for page 1 first.",
            slug="page-number-not-positive",
        )
    if number == 1:
        _begin_listing(asker)
    ends = _known_ends(asker, number)
    if number in ends:
        return _divided_if_grown(asker, number, _Range(ends[number - 1], ends[number]))
    if number - 1 not in ends or _end_after(ends[number - 1]) is not None:
        ends = _extend_listing(asker, number)
    return _Range(ends[number - 1], ends.get(number)) if number - 1 in ends else _BEYOND


def _known_ends(asker: OrganisationNumber, number: int) -> dict[int, str]:
    """Where the page and the one before it end, as far as that is decided. The first page begins after nothing."""
    pages = AccountPage.objects.filter(listing=asker.value, number__in=(number - 1, number))
    return {0: ""} | dict(pages.values_list("number", "last_recipient"))


def _end_after(start: str) -> str | None:
    """The last recipient on the page after `start`; None if no others follow it."""
    size = settings.REGISTER_PAGE_ROWS
    following = Account.objects.filter(recipient__gt=start).order_by("recipient")
    last_and_next = following.values_list("recipient", flat=True)[size - 1 : size + 1]
    return last_and_next[0] if len(last_and_next) == 2 else None


def _begin_listing(asker: OrganisationNumber) -> None:
    """Begin anew unless the asker began lately: it may be reading still, in another program."""
    now = clock.now()
    if AccountListing.objects.filter(asker=asker.value, begun_at__gt=now - KEPT_FOR).exists():
        return
    with write_transaction():
        listing, _ = AccountListing.objects.update_or_create(asker=asker.value, defaults={"begun_at": now})
        listing.pages.all().delete()


def _extend_listing(asker: OrganisationNumber, number: int) -> dict[int, str]:
    """Decide where the pages end up to this one, and return what `_known_ends` does."""
    with write_transaction():
        AccountListing.objects.get_or_create(asker=asker.value, defaults={"begun_at": clock.now()})
        listing = AccountListing.objects.select_for_update().get(asker=asker.value)
        latest = listing.pages.order_by("number").last()
        reached, end = (latest.number, latest.last_recipient) if latest else (0, "")
        pages = []
        while reached < number and (following := _end_after(end)) is not None:
            reached, end = reached + 1, following
            pages.append(AccountPage(listing=listing, number=reached, last_recipient=end))
        AccountPage.objects.bulk_create(pages)
    return _known_ends(asker, number)


def _divided_if_grown(asker: OrganisationNumber, number: int, page: _Range) -> _Range:
    """The page, or its first part if so many accounts came that an answer cannot hold them.

    The pages from there on then get new numbers, so an asker that reads on misses nothing.
    """
    most = MAX_GROWTH * settings.REGISTER_PAGE_ROWS
    if not Account.objects.filter(**page.of("recipient")).order_by("recipient")[most : most + 1].exists():
        return page
    with write_transaction():
        AccountPage.objects.filter(listing=asker.value, number__gte=number).delete()
    ends = _extend_listing(asker, number)
    return _Range(ends[number - 1], ends.get(number))
