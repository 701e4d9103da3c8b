"""Preferences, in the contract's words and read into the register's own values."""

from collections.abc import Iterable

from contracts import recipient as contract
from contracts import recipient_v2
from contracts import sender as sender_contract
from far.accounts.identities import read_holder, read_user
from far.accounts.preferences import Preferences
from far.models import Sender
from infra.errors import InvalidInput
from infra.identity import RecipientId


def account_preferences(holder: RecipientId, accepted: Iterable[Sender]) -> contract.AccountPreferences:
    """The senders that a holder accepts."""
    return contract.AccountPreferences(
        id=holder.value,
        accepted_senders=[sender_contract.Sender(id=sender.organisation, name=sender.name) for sender in accepted],
    )


def read_preferences(request: recipient_v2.StoreAccountPreferences) -> Preferences:
    """The list that a holder has signed.

    Raises:
        InvalidInput: a number cannot be, or the list is another holder's (5001).
    """
    user, text = request.user_identity.value, request.agreement_text
    return preferences_of(request.id.value, user, request.preferences, text)


def preferences_of(number: str, user: str, listed: contract.AccountPreferences, text: str = "") -> Preferences:
    """The list that `user` stores for the holder with this number; `text`: what was signed.

    Raises:
        InvalidInput: a number cannot be, or the list is another holder's (5001).
    """
    holder = read_holder(number)
    if listed.id != holder.value:
        raise InvalidInput(
            f"preferences/Id ({RecipientId(listed.id)}) är inte begärans Id ({holder}).",
            f"preferences/Id ({RecipientId(listed.id)}) is not the request's Id ({holder}).",
            slug="preferences-about-another-holder",
        )
    return Preferences(holder, read_user(user), frozenset(sender.id for sender in listed.accepted_senders), text)
