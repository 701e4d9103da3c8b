"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import ActorEvent, Dispatcher, DispatchRight, Sender, ServiceSupplier
from far.models.consents import Consent, ConsentSignature, MailboxUse
from far.models.requests import Agreement, PendingRequest, PendingSignature, RequestKind
from far.models.signatures import UsedSignature

__all__ = [
    "Account",
    "ActorEvent",
    "Agreement",
    "Consent",
    "ConsentSignature",
    "DispatchRight",
    "Dispatcher",
    "MailboxUse",
    "PendingRequest",
    "PendingSignature",
    "RequestKind",
    "Sender",
    "SenderChoice",
    "ServiceSupplier",
    "UsedSignature",
]
