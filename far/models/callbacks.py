"""What the register has to tell mailbox operators: which of their customers' accounts and requests were removed.

Source: contract Service v1 flagRemovedAccounts; api-6.3 §3.3.
"""

from django.db import models

from far.models.actors import ServiceSupplier
from infra.database.columns.text_field import BilingualField
from infra.work.leases import Leased


class RemovalFlag(Leased):
    """A removed account or request that an operator is told of. Written in the transaction that removes it."""

    class Kind(models.TextChoices):
        """The contract's Type."""

        ACCOUNT = "Account"
        REQUEST = "AccountRequest"

    class Reason(models.TextChoices):
        SWITCHED = "switched", "Bytte operatör"
        DEREGISTERED = "deregistered", "Avregistrerad"
        WITHDRAWN = "withdrawn", "Begäran togs bort"
        EXPIRED = "expired", "Begäran gick ut"
        OPERATOR_LEFT = "operator left", "Operatören slutade"
        HOLDER_GONE = "holder gone", "Innehavaren finns inte längre"

    class State(models.TextChoices):
        DUE = "due", "Ska sändas"
        SENT = "sent", "Sänd"
        FAILED = "failed", "Gavs upp"

    supplier = models.ForeignKey(
        ServiceSupplier, on_delete=models.CASCADE, related_name="removal_flags", db_index=False
    )
    kind = models.CharField(max_length=14, choices=Kind)
    reason = models.CharField(max_length=13, choices=Reason)
    recipient = models.CharField(max_length=12)
    state = models.CharField(max_length=6, choices=State, default=State.DUE)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    last_error = BilingualField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "supplier", "due_at"], name="removal_flag_due"),
            models.Index(fields=["supplier", "-id"], name="removal_flag_of_supplier"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reason}: {self.state}"
