"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import Dispatcher, DispatchRight, Sender, ServiceSupplier
from far.models.signatures import UsedSignature

__all__ = ["Account", "DispatchRight", "Dispatcher", "Sender", "SenderChoice", "ServiceSupplier", "UsedSignature"]
