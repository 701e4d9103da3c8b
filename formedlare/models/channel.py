"""The channels that a letter can take, and the lanes that lead there."""

from typing import Final

from django.db import models


class Channel(models.TextChoices):
    """Source: founding document 8.6 (kanalväxel)."""

    MINA_MEDDELANDEN = "mina_meddelanden", "Mina meddelanden"
    EMAIL = "email", "E-post"
    SMS = "sms", "SMS"
    PRINT = "print", "Utskrift"


LOOKUP_LANE: Final = "lookup"
"""The lane of legs whose recipient has not been looked up in FaR yet."""
EMAIL_LANE: Final = "email"
SMS_LANE: Final = "sms"
PRINT_LANE: Final = "print"
OWN_LANES: Final = {Channel.EMAIL: EMAIL_LANE, Channel.SMS: SMS_LANE, Channel.PRINT: PRINT_LANE}
"""The lanes of the channels that are no mailbox operators."""

PRINT_QUEUE_LANE: Final = "print queue"
"""The lane of letters that are ready for paper. No worker advances them and no deadline ends them: a print run
does, so the lane has no row of its own."""
