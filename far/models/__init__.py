"""The tables of the register."""

from far.models.accounts import Account, SenderChoice
from far.models.actors import Dispatcher, DispatchRight, Sender, ServiceSupplier
from far.models.consents import Consent, ConsentSignature, MailboxUse

__all__ = [
    "Account",
    "Consent",
    "ConsentSignature",
    "DispatchRight",
    "Dispatcher",
    "MailboxUse",
    "Sender",
    "SenderChoice",
    "ServiceSupplier",
]
