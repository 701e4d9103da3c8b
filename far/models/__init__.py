"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import Dispatcher, DispatchRight, Sender, ServiceSupplier
from far.models.supervision import CallCount, LogEntry, LogHead, UnchainedEntry

__all__ = [
    "Account",
    "CallCount",
    "DispatchRight",
    "Dispatcher",
    "LogEntry",
    "LogHead",
    "Sender",
    "SenderChoice",
    "ServiceSupplier",
    "UnchainedEntry",
]
