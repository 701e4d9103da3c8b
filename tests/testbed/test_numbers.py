"""The numbers of the demo world are nobody's, and formally right."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from infra.identity import OrganisationNumber, RecipientId
from infra.identity.numbers import COORDINATION_DAYS
from testbed import world
from testbed.world import actors, promises

OUTSIDE_THE_LIST = {"191212121212", "197001632384"}
"""The traditional number, and the coordination number."""
PEOPLE = world.named_persons()
HOLDERS: list[world.WorldHolder] = [*PEOPLE, *world.list_companies()]


def test_every_person_is_on_the_official_list_of_test_numbers(shared: Path) -> None:
    official = set((shared / "domain" / "testpersonnummer.txt").read_text().split())
    ours = {person.number for person in PEOPLE} | set(world.child_candidates())

    assert ours - official == OUTSIDE_THE_LIST


@pytest.mark.parametrize("number", [*(holder.number for holder in HOLDERS), *world.child_candidates()])
def test_every_number_has_a_day_that_exists_and_the_right_check_digit(number: str) -> None:
    assert RecipientId.parse(number).value == number


def test_one_person_has_a_coordination_number() -> None:
    with_one = [item.number for item in PEOPLE if int(item.number[6:8]) > COORDINATION_DAYS]

    assert with_one == ["197001632384"]


def test_nobody_is_there_twice() -> None:
    numbers = [*(holder.number for holder in HOLDERS), *world.child_candidates()]
    names = [*(holder.name for holder in HOLDERS), *world.child_candidates().values()]

    assert len(numbers) == len(set(numbers))
    assert len(names) == len(set(names))


def test_misbehaving_operators_have_organisation_numbers_of_their_own() -> None:
    given = [supplier.organisation for supplier in actors.SUPPLIERS if supplier.organisation]

    assert [OrganisationNumber.parse(number).value for number in given] == given
    assert len(given) == len(set(given)) == 10


def test_what_can_be_rung_or_written_to_is_fiction() -> None:
    mobiles = [holder.mobile for holder in HOLDERS if holder.mobile]

    assert len(mobiles) == len(set(mobiles))
    for mobile in mobiles:
        # The series that PTS keeps for books and films: 070-174 06 05 to 070-174 06 99.
        assert re.fullmatch(r"\+4670174060[5-9]|\+467017406[1-9]\d", mobile)
    for holder in HOLDERS:
        assert holder.email == "" or re.search(r"@(example\.com|[a-z]+\.example)$", holder.email)


def test_companies_are_signed_for_by_people_who_can_log_in() -> None:
    can_log_in = {person.number for person in PEOPLE if person.e_legitimation}

    for company in world.list_companies():
        assert company.officers or company.form == "MY"
        assert {officer["number"] for officer in company.officers} <= can_log_in


def test_the_table_in_the_documentation_is_the_one_the_seed_keeps() -> None:
    documented = (settings.BASE_DIR / "docs" / "people.md").read_text()

    assert promises.promises_as_markdown() in documented
