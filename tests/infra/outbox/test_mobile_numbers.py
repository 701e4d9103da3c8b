"""Mobile numbers, however people write them."""

import pytest

from infra.outbox.mobile_numbers import InvalidMobileNumber, international_number, written_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("070-174 06 05", "+46701740605"),
        ("0701740605", "+46701740605"),
        ("+46 70 174 06 05", "+46701740605"),
        ("0046701740605", "+46701740605"),
        ("070/174 06 05", "+46701740605"),
        ("+46 (0)70-174 06 05", "+46701740605"),
        ("+358 40 123 4567", "+358401234567"),
    ],
)
def test_a_mobile_number_may_be_written_in_several_ways(written: str, number: str) -> None:
    assert international_number(written) == number


@pytest.mark.parametrize(
    "written",
    ["08-123 456", "+46 8 123 456", "-", "+", "+0701740605", "070174060", "+46" + "1" * 20, "٠٧٠١٧٤٠٦٠٥"],
)
def test_what_is_no_mobile_number_is_refused(written: str) -> None:
    with pytest.raises(InvalidMobileNumber):
        international_number(written)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+46701740605", "070-174 06 05"),
        ("+358401234567", "+358401234567"),
        ("anna@a.example", "anna@a.example"),
        ("", ""),
    ],
)
def test_a_swedish_number_is_shown_as_people_write_it(number: str, written: str) -> None:
    assert written_number(number) == written
