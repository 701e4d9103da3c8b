"""People, companies and their officers. The tables keep the names that data folders of the versions before have.

Source: founding document 1.1 (signatory rules), 8.6 (registered postal address).
"""

from django.db import models
from django.db.models import Q

ORGANISATION_FORM = r"^16\d{10}$"


def _formed(field: str, form: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": form}), name=name)


class Person(models.Model):
    """A person in the population register."""

    number = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=256)
    street = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=50, blank=True)
    protected = models.BooleanField(default=False)
    deceased_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "far_person"
        constraints = [_formed("number", r"^(18|19|20)\d{10}$", "person_number_has_form")]

    def __str__(self) -> str:
        return f"{self.number[:8]}****"


class Company(models.Model):
    """An organisation in Bolagsverket's register, and who may sign for it."""

    class SignatoryRule(models.TextChoices):
        ALONE = "alone", "Firman tecknas av en behörig ensam"
        TWO_JOINTLY = "two_jointly", "Firman tecknas av två i förening"
        NOT_INTERPRETABLE = "not_interpretable", "Regeln kan inte tolkas maskinellt"

    number = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=256)
    street = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=50, blank=True)
    signatory_rule = models.CharField(max_length=20, choices=SignatoryRule)
    signatory_rule_text = models.TextField()
    officers = models.ManyToManyField(Person, through="Officer", related_name="companies")

    class Meta:
        db_table = "far_company"
        constraints = [_formed("number", ORGANISATION_FORM, "company_number_has_form")]

    def __str__(self) -> str:
        return self.number


class Officer(models.Model):
    """A person's role in a company, e.g. board member or managing director."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    role = models.CharField(max_length=100)

    class Meta:
        db_table = "far_officer"
        constraints = [
            models.UniqueConstraint(fields=["company", "person", "role"], name="officer_has_a_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.company_id}"
