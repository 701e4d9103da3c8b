"""The seeded channel switch: the rules for everybody, and lines of the municipalities' address registers.

Source: founding document 5.2: companies by Mina meddelanden, else e-mail, else post; persons by Mina
meddelanden, else to the registered address.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q

from formedlare.models import ChannelRule, ContactAddress
from formedlare.models.channel import Channel
from infra.pki import store
from testbed import world
from testbed.world import actors

COMPANIES = "Företag: Mina meddelanden, annars e-post, annars brev"
PERSONS = "Personer: Mina meddelanden, annars brev"

ALL_SENDERS = ""
WITHOUT_MAILBOX = "165560000027"


def seeded_rules() -> list[ChannelRule]:
    """The rules for all senders, used where none of a sender's own rules matches."""
    return [
        ChannelRule(
            sender=ALL_SENDERS,
            position=1,
            name=COMPANIES,
            conditions={"recipient": "company"},
            channels=[Channel.MINA_MEDDELANDEN.value, Channel.EMAIL.value, Channel.PRINT.value],
        ),
        ChannelRule(
            sender=ALL_SENDERS,
            position=2,
            name=PERSONS,
            conditions={"recipient": "person"},
            channels=[Channel.MINA_MEDDELANDEN.value, Channel.PRINT.value],
        ),
    ]


def seeded_contacts(today: date) -> list[ContactAddress]:
    """The same company, confirmed lately in one municipality's register and long ago in the other's."""
    return [
        _contact(actors.KOMMUN_A, "styrelsen@bynskraft.example", today - timedelta(days=30)),
        _contact(actors.KOMMUN_B, "info@bynskraft.example", today - timedelta(days=800)),
    ]


def _contact(sender: str, email: str, confirmed_on: date) -> ContactAddress:
    return ContactAddress(
        sender=store.organisation_number(sender),
        recipient=WITHOUT_MAILBOX,
        email=email,
        confirmed_on=confirmed_on,
    )


def remove_surplus(holders: Sequence[world.WorldHolder], today: date) -> None:
    """Delete rules of the seeded senders, and addresses of the seeded holders, that are not promised.

    Those of test runs stay: they concern nobody else.
    """
    senders = [store.organisation_number(name) for name in actors.SENDERS]
    promised = Q(sender=ALL_SENDERS, position__in=[rule.position for rule in seeded_rules()])
    ChannelRule.objects.filter(label="", sender__in=[ALL_SENDERS, *senders]).exclude(promised).delete()
    lines = Q()
    for line in seeded_contacts(today):
        lines |= Q(sender=line.sender, recipient=line.recipient)
    known = [holder.number for holder in holders]
    ContactAddress.objects.filter(label="", sender__in=senders, recipient__in=known).exclude(lines).delete()
