"""The ways that a letter can take, and the lanes that lead there."""

from typing import Final

from django.db import models


class Channel(models.TextChoices):
    """Source: founding document 8.6 (kanalväxel)."""

    MINA_MEDDELANDEN = "mina_meddelanden", "Mina meddelanden"
    EMAIL = "email", "E-post"
    SMS = "sms", "SMS"
    PRINT = "print", "Utskrift"


LOOKUP_LANE: Final = "lookup"
"""Where legs lie until FaR has said where they should go."""
OWN_LANES: Final = {Channel.EMAIL: "email", Channel.SMS: "sms", Channel.PRINT: "print"}
"""The lanes of the channels that are no mailbox operators."""

PRINT_QUEUE_LANE: Final = "print queue"
"""Where letters that are ready for paper lie until they are printed. No worker advances them and no deadline
ends them: a print run does, so the lane has no row of its own."""


class ChannelRefused(Exception):
    """A channel cannot take the letter, now or later; says why, in Swedish and English."""

    def __init__(self, swedish: str, english: str) -> None:
        super().__init__(english)
        self.reason = f"{swedish} | {english}"


class TryAgain(Exception):
    """A channel cannot take the letter now, but may later; says why, in Swedish and English."""


class ChannelAway(TryAgain):
    """The channel takes no letter at all now: the others in its lane need not find out for themselves."""
