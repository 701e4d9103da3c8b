"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import Dispatcher, DispatchRight, Sender, ServiceSupplier
from far.models.listings import AccountListing, AccountPage
from far.models.requests import Agreement, PendingRequest, PendingSignature, RequestKind

__all__ = [
    "Account",
    "AccountListing",
    "AccountPage",
    "Agreement",
    "DispatchRight",
    "Dispatcher",
    "PendingRequest",
    "PendingSignature",
    "RequestKind",
    "Sender",
    "SenderChoice",
    "ServiceSupplier",
]
