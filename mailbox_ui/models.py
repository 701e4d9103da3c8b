"""What the simulated e-legitimation keeps: its holders, and the log-ins and signatures under way."""

import uuid

from django.db import models

from mailbox_operator.customers.agreements import Enrolment, EnrolmentAction


class EidHolder(models.Model):
    """A test person with a simulated e-legitimation."""

    number = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=256)
    note = models.CharField(max_length=200, blank=True)
    """What the person is for, in a few words; shown where a person is picked."""
    position = models.PositiveIntegerField(default=0)
    """Order in the list of persons to pick."""

    class Meta:
        ordering = ["position", "number"]

    def __str__(self) -> str:
        return f"{self.number[:8]}****"


class LoginOrder(models.Model):
    """One log-in by e-legitimation: begun in a browser, approved or refused on the "phone"."""

    class State(models.TextChoices):
        PENDING = "pending"
        APPROVED = "approved"
        REFUSED = "refused"
        USED = "used"

    reference = models.UUIDField(primary_key=True, default=uuid.uuid4)
    phone_token = models.UUIDField(default=uuid.uuid4, unique=True)
    """What the QR code carries: opens the order on the phone, never in the browser that began it."""
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    holder = models.ForeignKey(EidHolder, null=True, blank=True, on_delete=models.CASCADE)
    next_path = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class SigningOrder(models.Model):
    """One signature by e-legitimation under what a person wants with a mailbox, and what came of it."""

    class State(models.TextChoices):
        PENDING = "pending"
        SIGNED = "signed"
        REFUSED = "refused"
        USED = "used"

    class Outcome(models.TextChoices):
        """What the register answered."""

        NONE = ""
        COMPLETE = "complete"
        INCOMPLETE = "incomplete"
        UNDECIDABLE = "undecidable"
        REFUSED = "refused"
        NO_ANSWER = "no_answer"

    reference = models.UUIDField(primary_key=True, default=uuid.uuid4)
    phone_token = models.UUIDField(default=uuid.uuid4, unique=True)
    """What the QR code carries: opens the order on the phone."""
    state = models.CharField(max_length=7, choices=State, default=State.PENDING)
    signer = models.ForeignKey(EidHolder, on_delete=models.CASCADE)
    action = models.CharField(max_length=10, choices=EnrolmentAction)
    holder = models.CharField(max_length=12)
    """The holder of the mailbox: the signer's number, or a company's."""
    holder_name = models.CharField(max_length=256)
    operator = models.CharField(max_length=255)
    """The internet domain of the operator that is chosen, or left."""
    text = models.TextField()
    """The agreement, as it is signed."""
    signature = models.BinaryField(default=b"")
    outcome = models.CharField(max_length=11, choices=Outcome, default=Outcome.NONE, blank=True)
    refusal_slug = models.CharField(max_length=100, blank=True)
    refusal_code = models.IntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["signer", "state", "created_at"]),
            models.Index(fields=["holder", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"

    @property
    def enrolment(self) -> Enrolment:
        """What is to be done with the signature."""
        return Enrolment(
            EnrolmentAction(self.action), self.holder, self.holder_name, self.operator, self.signer_id, self.text
        )

    @property
    def is_for_company(self) -> bool:
        return self.holder != self.signer_id
