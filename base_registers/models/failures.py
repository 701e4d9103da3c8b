"""Failures that testers have ordered: a register that has no usable answer, as a whole or about one number.

Source: contract type UserAccessRightsProblemType.
"""

from django.db import models


class SourceFailure(models.Model):
    """A register that fails, and how."""

    class Register(models.TextChoices):
        PEOPLE = "people", "Folkbokföringsregistret"
        COMPANIES = "companies", "Bolagsregistret"

    class Problem(models.TextChoices):
        DATA_MISSING = "DataMissing", "Uppgifter saknas"
        DATA_UNCERTAIN = "DataUncertain", "Uppgifterna är osäkra"
        DATA_UNEXPECTED = "DataUnexpected", "Uppgifterna har oväntad form"
        SOURCE_INACCESSIBLE = "SourceInaccessible", "Källan svarar inte"

    register = models.CharField(max_length=10, choices=Register)
    number = models.CharField(max_length=12, blank=True)
    """The number that it fails for. Empty: it fails for all."""
    label = models.CharField(max_length=100, blank=True, default="")
    """Of the test run that set it, for its calls alone; empty: for all others."""
    problem = models.CharField(max_length=20, choices=Problem)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "number", "label"], name="source_fails_in_one_way")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.problem}"
