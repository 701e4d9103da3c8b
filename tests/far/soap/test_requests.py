"""Requests about accounts, read into the register's own values."""

from datetime import date

import pytest
from xsdata.models.datatype import XmlDate

from contracts import recipient
from far.models import Account
from far.soap.requests import account_request, account_type, read_day
from infra.errors import InvalidInput
from tests.far.accounts import cast

CREATE, DELETE = recipient.AccountRequestTypes.CREATE, recipient.AccountRequestTypes.DELETE


def test_a_request_is_read_with_the_day_on_which_it_was_signed() -> None:
    read = account_request(cast.account_request("192705178354", "Create", "kivra.com"), CREATE)

    assert (read.holder.value, read.supplier, read.agreement_text) == ("192705178354", "kivra.com", cast.TEXT)
    assert read.agreed_on == date(2026, 11, 28)


@pytest.mark.parametrize(("kind", "expected"), [("Create", DELETE), ("Delete", CREATE)])
def test_the_type_is_that_of_the_operation(kind: str, expected: recipient.AccountRequestTypes) -> None:
    with pytest.raises(InvalidInput) as refused:
        account_request(cast.account_request("192705178354", kind, "kivra.com"), expected)

    assert kind in refused.value.text.swedish
    assert expected.value in refused.value.text.english


@pytest.mark.parametrize("number", ["192705178355", "190002309801"])
def test_a_number_that_nobody_can_have_is_refused(number: str) -> None:
    with pytest.raises(InvalidInput):
        account_request(cast.account_request(number, "Create", "kivra.com"), CREATE)


@pytest.mark.parametrize("written", [XmlDate(12026, 1, 1), XmlDate(-1, 1, 1)])
def test_a_day_that_no_calendar_has_is_refused(written: XmlDate) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_day(written)

    assert refused.value.code == 5001
    assert str(written) in refused.value.text.english


@pytest.mark.parametrize("kind", ["Secure", "Anonymous"])
def test_an_account_is_secure_or_anonymous(kind: str) -> None:
    assert account_type(recipient.AccountTypes(kind)) == Account.Type(kind)


def test_not_is_no_type_of_an_account() -> None:
    with pytest.raises(InvalidInput):
        account_type(recipient.AccountTypes.NOT)
