"""The forms of consents say in words what is wrong."""

from datetime import date

import pytest

from console.consents.forms import ConsentChangeForm, ConsentSearch, NewConsentForm
from far.models import Consent
from tests.cast import ARVID, MARIA

RIGHT = {
    "account": ARVID,
    "holder": MARIA,
    "level": "ConsentRead",
    "ends_on": "",
    "state": "WaitingForAccept",
}


def test_a_right_form_gives_values_for_the_domain() -> None:
    form = NewConsentForm(RIGHT | {"account": "19270517-8354", "ends_on": "2031-06-30"})

    assert form.is_valid()
    assert form.cleaned_data == RIGHT | {"ends_on": date(2031, 6, 30)}


def test_the_fields_stand_in_the_order_in_which_one_thinks() -> None:
    assert list(NewConsentForm().fields) == ["account", "holder", "level", "ends_on", "state"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("account", ""),
        ("account", "192705178355"),
        ("holder", "nonsense"),
        ("level", ""),
        ("level", "ConsentEverything"),
        ("ends_on", "30/6/2031"),
        ("ends_on", "2031-02-30"),
        ("state", "Ended"),
        ("state", ""),
    ],
)
def test_a_wrong_value_is_named_at_its_field(name: str, value: str) -> None:
    form = NewConsentForm(RIGHT | {name: value})

    assert not form.is_valid()
    assert list(form.errors) == [name]


def test_a_change_begins_with_what_is() -> None:
    form = ConsentChangeForm.of(Consent(level="ConsentManage", ends_on=date(2031, 6, 30)), None)

    page = str(form)
    assert '<option value="ConsentManage" selected>' in page
    assert 'type="date"' in page
    assert 'value="2031-06-30"' in page, "as the browser's own field reads it"


def test_a_search_without_a_number_is_one_for_all() -> None:
    search = ConsentSearch({})

    assert search.is_valid()
    assert search.cleaned_data["person"] == ""
