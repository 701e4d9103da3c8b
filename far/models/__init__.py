"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import Dispatcher, DispatchRight, Sender, ServiceSupplier
from far.models.requests import Agreement, PendingRequest, PendingSignature, RequestKind
from far.models.signatures import UsedSignature
from far.models.supervision import CallCount, LogEntry, LogHead, UnchainedEntry

__all__ = [
    "Account",
    "Agreement",
    "CallCount",
    "DispatchRight",
    "Dispatcher",
    "LogEntry",
    "LogHead",
    "PendingRequest",
    "PendingSignature",
    "RequestKind",
    "Sender",
    "SenderChoice",
    "ServiceSupplier",
    "UnchainedEntry",
    "UsedSignature",
]
