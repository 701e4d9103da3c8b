"""The recipients of a mail: numbers as people write them, and nobody else's addresses."""

import pytest

from formedlare.models import Distribution
from sender.office.models import OfficeMail
from tests import cast
from tests.sender.office.conftest import CLERK, TO_MARIA, Office, written


@pytest.mark.parametrize("number", ["198101052382", "19810105-2382", "810105-2382", "8101052382", '"810105-2382"'])
def test_a_number_is_understood_as_people_write_it(office: Office, number: str) -> None:
    assert office.send(written(), f"{number}@MM.Local")[0] == 250
    assert OfficeMail.objects.get().recipient == cast.MARIA


def test_each_recipient_gets_a_letter_of_its_own(office: Office) -> None:
    code, words = office.send(written(), TO_MARIA, f"{cast.ARVID}@mm.local", "810105-2382@mm.local")

    assert (code, words) == (250, "2.0.0 Stored: 2 for delivery")
    assert Distribution.objects.count() == 2
    assert {leg.recipient for delivery in Distribution.objects.all() for leg in delivery.legs.all()} == {
        cast.MARIA,
        cast.ARVID,
    }


def test_a_company_is_reached_by_its_organisation_number(office: Office) -> None:
    assert office.send(written(), "202100-3898@mm.local")[0] == 250
    assert OfficeMail.objects.get().recipient == "162021003898"


@pytest.mark.parametrize(
    "address", ["anna@example.org", "198101052382@example.org", "198101052382@mm.local.example"]
)
def test_it_is_no_open_relay(office: Office, address: str) -> None:
    code, words = office.send(written(), address)

    assert code == 550
    assert "@mm.local" in words


@pytest.mark.parametrize("number", ["198101052383", "19810132-2382", "anna", "", "1981010523821", "..%2f"])
def test_a_wrong_number_is_refused_with_what_is_right(office: Office, number: str) -> None:
    code, words = office.send(written(), f"{number}@mm.local")

    assert code in {550, 553}
    assert "198101052383" not in words


def test_one_wrong_number_does_not_stop_the_others(office: Office) -> None:
    with office.connect() as program:
        refused = program.sendmail(CLERK, [TO_MARIA, "198101052383@mm.local"], written().as_bytes())

    assert list(refused) == ["198101052383@mm.local"]
    assert OfficeMail.objects.get().recipient == cast.MARIA
