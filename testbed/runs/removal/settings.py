"""What a run has set for its own letters: at the relay, in the base registers, and for mail from offices."""

from base_registers.models import SourceFailure
from formedlare.models import ChannelRule, ContactAddress, SenderPlan
from infra.hooks.runs import Extent, ItemKind
from sender.office.models import OfficeSender


def remove_settings(run: Extent) -> None:
    """Remove what the run has set for senders and registers that it did not make, and senders of mail."""
    for model in (SenderPlan, ChannelRule, ContactAddress, SourceFailure):
        model._default_manager.filter(label=run.label).delete()
    OfficeSender.objects.filter(address__in=run.of(ItemKind.OFFICE_SENDER)).delete()
