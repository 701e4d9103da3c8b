"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import Dispatcher, DispatchRight, Sender, ServiceSupplier
from far.models.listings import AccountListing, AccountPage

__all__ = [
    "Account",
    "AccountListing",
    "AccountPage",
    "DispatchRight",
    "Dispatcher",
    "Sender",
    "SenderChoice",
    "ServiceSupplier",
]
