"""People and companies: in the base registers, in FaR, at the operators, and with the e-legitimation."""

from django.db.models import Q

from base_registers.models import Company, Person, SourceFailure
from far.models import Account, Agreement, Consent, MailboxUse, RemovalFlag
from formedlare.models import ContactAddress
from infra.hooks.runs import Extent, ItemKind
from mailbox_operator.models import Mailbox
from mailbox_ui.models import EidHolder


def remove_holders(run: Extent) -> None:
    """Remove the run's people and companies, their accounts, mailboxes and consents."""
    holders = run.of(ItemKind.PERSON, ItemKind.COMPANY)
    if not holders:
        return
    Mailbox.objects.filter(holder__in=holders).delete()
    Consent.objects.filter(Q(account__in=holders) | Q(holder__in=holders)).delete()
    MailboxUse.objects.filter(Q(account__in=holders) | Q(person__in=holders)).delete()
    Agreement.objects.filter(recipient__in=holders).delete()
    RemovalFlag.objects.filter(recipient__in=holders).delete()
    Account.objects.filter(recipient__in=holders).delete()
    ContactAddress.objects.filter(recipient__in=holders).delete()
    SourceFailure.objects.filter(number__in=holders).delete()
    EidHolder.objects.filter(number__in=holders).delete()
    Company.objects.filter(number__in=holders).delete()
    Person.objects.filter(number__in=holders).delete()
