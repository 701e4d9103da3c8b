"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import Dispatcher, DispatchRight, Sender, ServiceSupplier

__all__ = ["Account", "DispatchRight", "Dispatcher", "Sender", "SenderChoice", "ServiceSupplier"]
