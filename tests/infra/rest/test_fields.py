"""Identity numbers that are wrong are explained in both languages, each in its own."""

from __future__ import annotations

import pytest
from rest_framework.serializers import CharField, ValidationError

from infra.rest.fields import OrganisationField, RecipientField


@pytest.mark.parametrize(
    ("field", "text", "swedish", "english"),
    [
        (RecipientField(), "999", "det har 3 siffror, inte 10 eller 12", "it has 3 digits, not 10 or 12"),
        (RecipientField(), "198101052383", "det har fel kontrollsiffra", "it has a wrong check digit"),
        (
            RecipientField(),
            "198113052382",
            "det anger en dag som inte finns",
            "it names a day that does not exist",
        ),
        (RecipientField(), "nobody", "det innehåller annat än siffror", "it contains other things than digits"),
        (OrganisationField(), "999", "det har 3 siffror", "it has 3 digits"),
        (OrganisationField(), "8101052382", "en tredje siffra under 2", "a third digit below 2"),
        (OrganisationField(), "198101052382", "är inte tio siffror, eller 16", "is not ten digits, or 16"),
        (OrganisationField(), "5560000002", "det har fel kontrollsiffra", "it has a wrong check digit"),
    ],
)
def test_what_is_wrong_with_a_number_is_told(field: CharField, text: str, swedish: str, english: str) -> None:
    with pytest.raises(ValidationError) as refused:
        field.to_internal_value(text)

    told = str(refused.value.detail)
    first, _, second = told.partition(" | ")
    assert swedish in first
    assert english in second
    assert "digit" not in first
