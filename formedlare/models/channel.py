"""The channels that a letter can take, and the lanes that lead there."""

from collections.abc import Mapping
from typing import Final

from django.db import models

from infra.texts import Text


class Channel(models.TextChoices):
    """The labels are Swedish. Source: founding document 8.6 (kanalväxel)."""

    MINA_MEDDELANDEN = "mina_meddelanden", "Mina meddelanden"
    EMAIL = "email", "E-post"
    SMS = "sms", "SMS"
    PRINT = "print", "Utskrift"

    @property
    def display_name(self) -> Text:
        """The channel's name for people."""
        return Text(str(self.label), _ENGLISH.get(self, str(self.label)))


_ENGLISH: Final[Mapping[Channel, str]] = {Channel.EMAIL: "e-mail", Channel.PRINT: "print"}
"""Names that are not the same in both languages."""

LOOKUP_LANE: Final = "lookup"
"""The lane of legs with a recipient that has not been looked up in FaR yet."""
OWN_LANES: Final = {channel: channel.value for channel in Channel if channel is not Channel.MINA_MEDDELANDEN}
"""The lanes of the channels that are no mailbox operators."""
EMAIL_LANE: Final = OWN_LANES[Channel.EMAIL]
SMS_LANE: Final = OWN_LANES[Channel.SMS]
PRINT_LANE: Final = OWN_LANES[Channel.PRINT]

PRINT_QUEUE_LANE: Final = "print queue"
"""The lane of letters that are ready for paper. No worker advances them and no deadline ends them: a print run
does, so the lane has no row of its own."""
