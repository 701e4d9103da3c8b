"""A refusal of the domain as a sentence on a page, at the field that it is about."""

import pytest
from django import forms
from django.utils import translation

from console.refusals import add_errors, as_sentence, store_or_explain
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("saknas", "Saknas."),
        ("Saknas.", "Saknas."),
        ("åren stämmer inte", "Åren stämmer inte."),
        ("2 rader för mycket", "2 rader för mycket."),
        ("", "."),
    ],
)
def test_a_sentence_begins_with_a_capital_and_ends_with_one_full_stop(words: str, sentence: str) -> None:
    assert as_sentence(Text.same(words)) == sentence


@pytest.mark.parametrize(("language", "sentence"), [("sv", "Saknas."), ("en", "Is missing.")])
def test_it_is_in_the_reader_s_language(language: str, sentence: str) -> None:
    with translation.override(language):
        assert as_sentence(Text("saknas", "is missing")) == sentence


class AddressForm(forms.Form):
    address = forms.CharField(required=False)


def shown(*values: InvalidValue) -> dict[str, list[str]]:
    form = AddressForm({})
    assert form.is_valid()
    add_errors(form, InvalidValues(list(values)))
    return {name: [str(one) for one in errors] for name, errors in form.errors.items()}


def test_a_wrong_value_is_told_at_the_field_of_its_name() -> None:
    assert shown(InvalidValue(("address",), Text.same("är tom"))) == {"address": ["Är tom."]}


def test_a_value_without_a_field_of_its_own_is_told_above_the_form() -> None:
    assert shown(InvalidValue(("city",), Text.same("är tom"))) == {"__all__": ["Är tom."]}


def test_all_wrong_values_are_told_at_once() -> None:
    found = shown(
        InvalidValue(("address",), Text.same("är tom")),
        InvalidValue(("address",), Text.same("är för kort")),
        InvalidValue((), Text.same("går inte")),
    )

    assert found == {"address": ["Är tom.", "Är för kort."], "__all__": ["Går inte."]}


def test_what_the_domain_refuses_is_told_on_the_form_and_what_it_takes_is_stored() -> None:
    form, stored = AddressForm({"address": "Storgatan 1"}), list[str]()
    assert form.is_valid()

    def refuse() -> None:
        raise InvalidValues([InvalidValue(("address",), Text.same("finns inte"))])

    assert store_or_explain(form, lambda: stored.append("Storgatan 1"))
    assert not store_or_explain(form, refuse)
    assert (stored, list(form.errors["address"])) == (["Storgatan 1"], ["Finns inte."])
