"""Mailbox operators that leave the infrastructure on a date."""

from django.db import models

from far.models.actors import ServiceSupplier


class Departure(models.Model):
    """An operator leaves: its customers are told, and on the day their accounts end."""

    supplier = models.OneToOneField(
        ServiceSupplier, on_delete=models.CASCADE, primary_key=True, related_name="departure"
    )
    leaves_on = models.DateField()
    """The first day, in Sweden, on which it has no customers."""
    decided_at = models.DateTimeField()
    told_until = models.CharField(max_length=12, blank=True)
    """The last customer, in order of numbers, who has been told."""
    told = models.PositiveIntegerField(default=0)
    """Customers who have been told."""
    is_everybody_told = models.BooleanField(default=False)
    ended = models.PositiveIntegerField(default=0)
    """Accounts that have ended."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """When the last account had ended. Null: the operator has not left."""

    def __str__(self) -> str:
        return f"{self.supplier_id} leaves on {self.leaves_on}"
