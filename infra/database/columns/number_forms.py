"""Forms of identity numbers in columns, which the database checks too."""

from django.db import models
from django.db.models import Q

ORGANISATION_FORM = r"^16\d{10}$"
RECIPIENT_FORM = r"^(16|18|19|20)\d{10}$"
PERSON_FORM = r"^(18|19|20)\d{10}$"


def form_constraint(field: str, form: str, name: str) -> models.CheckConstraint:
    """Make the constraint that a column has a form; `name` is the constraint's."""
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": form}), name=name)
