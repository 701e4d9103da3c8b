"""Form fields of the console read what people write, and show the domain's refusals as sentences."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from console.fields import LimitedIntegerFormField, OrganisationFormField, RecipientFormField
from console.refusals import add_errors, as_sentence
from console.rules.trial_persons import all_people
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues, NumberLimits


class ThingForm(forms.Form):
    recipient = RecipientFormField(required=False)
    organisation = OrganisationFormField(required=False)
    count = LimitedIntegerFormField(NumberLimits(1, 9), required=False)


def filled(**values: object) -> ThingForm:
    form = ThingForm(values)
    form.is_valid()
    return form


def test_numbers_are_read_as_people_write_them() -> None:
    form = filled(recipient="19810105-2382", organisation="202100-4748", count="9")

    assert form.cleaned_data == {"recipient": "198101052382", "organisation": "162021004748", "count": 9}


def test_what_is_left_out_stays_empty() -> None:
    assert filled().cleaned_data == {"recipient": "", "organisation": "", "count": None}


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"recipient": "198101052383"}, "recipient", "Inget giltigt nummer: det har fel kontrollsiffra."),
        ({"recipient": "nobody"}, "recipient", "Inget giltigt nummer: det innehåller annat än siffror."),
        (
            {"organisation": "5560000002"},
            "organisation",
            "ett organisationsnummer är tio siffror, eller 16 och de tio.",
        ),
        ({"count": "0"}, "count", "Ska vara ett heltal från 1 till 9."),
        ({"count": "10"}, "count", "Ska vara ett heltal från 1 till 9."),
    ],
)
def test_a_wrong_value_is_explained_at_its_field(values: dict[str, str], field: str, says: str) -> None:
    [error] = filled(**values).errors[field]

    assert str(error).endswith(says)


def test_a_browser_knows_the_limits() -> None:
    assert 'min="1"' in str(ThingForm()["count"])
    assert 'max="9"' in str(ThingForm()["count"])


@pytest.mark.parametrize(
    ("language", "text", "sentence"),
    [
        ("sv", Text("är fel", "is wrong"), "Är fel."),
        ("en", Text("är fel", "is wrong"), "Is wrong."),
        ("en-gb", Text("är fel", "is wrong"), "Is wrong."),
        ("sv", Text("Redan en mening.", "Already one."), "Redan en mening."),
        ("sv", Text("3 är fel", "3 is wrong"), "3 är fel."),
    ],
)
def test_words_become_a_sentence_of_the_readers_language(language: str, text: Text, sentence: str) -> None:
    with translation.override(language):
        assert as_sentence(text) == sentence


def test_refused_values_stand_at_their_fields_and_others_above_the_form() -> None:
    form = filled(recipient="198101052382")

    wrong = [InvalidValue(("count",), Text("är fel", "is wrong")), InvalidValue((), Text("går inte", "cannot be"))]
    add_errors(form, InvalidValues([*wrong, InvalidValue(("unknown",), Text("finns inte", "is not"))]))

    assert form.errors == {"count": ["Är fel."], "__all__": ["Går inte.", "Finns inte."]}


def test_the_demo_worlds_people_can_be_tried() -> None:
    people = dict(all_people())

    assert people["198101052382"].startswith("Maria Svensson: ")
