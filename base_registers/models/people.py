"""People, and the courts' decisions that one of them acts for another.

Source: founding document 2.1 (guardians), 8.6 (registered postal address).
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from infra.database.columns.number_forms import PERSON_FORM, form_constraint


class Person(models.Model):
    """A person in the population register."""

    number = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=256)
    street = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=50, blank=True)
    protected = models.BooleanField(default=False)
    deceased_on = models.DateField(null=True, blank=True)
    emigrated_on = models.DateField(null=True, blank=True)
    changed_to = models.CharField(max_length=12, blank=True)
    """The number that replaced this one. Empty: this one is valid."""

    class Meta:
        db_table = "far_person"
        constraints = [
            form_constraint("number", PERSON_FORM, "person_number_has_form"),
            models.CheckConstraint(
                condition=Q(changed_to="") | Q(changed_to__regex=PERSON_FORM), name="person_changed_to_has_form"
            ),
            models.CheckConstraint(condition=~Q(changed_to=F("number")), name="person_changes_to_another_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number[:8]}****"

    @property
    def public_name(self) -> str:
        """The name that others are told; empty where the personal data are protected."""
        return "" if self.protected else self.name


class GuardianshipQuerySet(models.QuerySet["Guardianship"]):
    """Questions about guardianships."""

    def in_force(self, day: date) -> Self:
        """The guardianships in force on the day: from the decision's date, until the day before it ends.

        The task of a god man or förvaltare ends when either of the two dies.
        """
        alive = self.filter(principal__deceased_on=None, guardian__deceased_on=None)
        return alive.filter(decided_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))


class Guardianship(models.Model):
    """A court's decision that the guardian acts for the principal (huvudman)."""

    class Kind(models.TextChoices):
        GOD_MAN = "GodMan", "God man"
        ADMINISTRATOR = "Forvaltare", "Förvaltare"

    principal = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardianships", db_index=False)
    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardian_of")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.GOD_MAN)
    decided_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    """The first day on which it no longer applies."""

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["principal", "guardian"], name="guardianship_stands_once"),
            models.CheckConstraint(condition=~Q(principal=F("guardian")), name="guardian_is_another_person"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("decided_on")), name="guardianship_ends_after_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian_id[:8]}**** for {self.principal_id[:8]}****"
