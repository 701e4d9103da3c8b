"""The table of events in official matters. One row per letter that tells of one."""

from django.db import models


class MatterEvent(models.Model):
    """The values of a letter's OfficialMatterExtension, unchanged.

    Which events form a case is found when somebody looks: see cases.py. So letters that arrive out of order, or at
    the same moment, need no repair, and a delivery costs one insert.

    Source: contract OfficialMatter v3; api-6.3 §4.19.
    """

    class Status(models.TextChoices):
        SENDERS_TURN = "senderinitiative", "Avsändarens tur"
        YOUR_TURN = "recipientinitiative", "Din tur"
        CLOSED = "closed", "Avslutat"

    message = models.OneToOneField(
        "mailbox_operator.Message", on_delete=models.CASCADE, primary_key=True, related_name="matter_event"
    )
    mailbox = models.ForeignKey("mailbox_operator.Mailbox", on_delete=models.CASCADE, related_name="matter_events")
    event_id = models.CharField(max_length=255, blank=True)
    matter_id = models.CharField(max_length=255, blank=True)
    """OfficialMatterId."""
    preceding_event_id = models.CharField(max_length=255, blank=True)
    created_on = models.DateField(null=True)
    """Timestamp, which is a date in the contract. Null: no calendar has it."""
    matter_subject = models.TextField(blank=True)
    event_type = models.TextField(blank=True)
    status = models.CharField(max_length=19, choices=Status, blank=True)
    """Empty: the letter does not change the party that must act next."""

    def __str__(self) -> str:
        return f"{self.matter_id} {self.event_id}"
