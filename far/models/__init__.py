"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import ActorEvent, Dispatcher, DispatchRight, Sender, ServiceSupplier

__all__ = ["Account", "ActorEvent", "DispatchRight", "Dispatcher", "Sender", "SenderChoice", "ServiceSupplier"]
