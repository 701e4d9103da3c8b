"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import ActorEvent, Dispatcher, DispatchRight, Sender, ServiceSupplier
from far.models.requests import Agreement, PendingRequest, PendingSignature, RequestKind
from far.models.signatures import UsedSignature

__all__ = [
    "Account",
    "ActorEvent",
    "Agreement",
    "DispatchRight",
    "Dispatcher",
    "PendingRequest",
    "PendingSignature",
    "RequestKind",
    "Sender",
    "SenderChoice",
    "ServiceSupplier",
    "UsedSignature",
]
