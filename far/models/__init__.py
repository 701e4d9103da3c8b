"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import ActorEvent, Dispatcher, DispatchRight, Sender, ServiceSupplier
from far.models.callbacks import RemovalFlag
from far.models.consents import Consent, ConsentSignature, MailboxUse
from far.models.departures import Departure
from far.models.listings import AccountListing, AccountPage
from far.models.requests import Agreement, PendingRequest, PendingSignature, RequestKind
from far.models.signatures import UsedSignature
from far.models.supervision import CallCount, LogEntry, LogHead, UnchainedEntry

__all__ = [
    "Account",
    "AccountListing",
    "AccountPage",
    "ActorEvent",
    "Agreement",
    "CallCount",
    "Consent",
    "ConsentSignature",
    "Departure",
    "DispatchRight",
    "Dispatcher",
    "LogEntry",
    "LogHead",
    "MailboxUse",
    "PendingRequest",
    "PendingSignature",
    "RemovalFlag",
    "RequestKind",
    "Sender",
    "SenderChoice",
    "ServiceSupplier",
    "UnchainedEntry",
    "UsedSignature",
]
