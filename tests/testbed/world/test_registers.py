"""The registers of the demo world: what testers change stays, and restoring puts it back."""

import pytest

from base_registers.models import Company, Guardianship, Officer, Person, SignatoryRule, SourceFailure
from testbed.world.seed import seed_world

pytestmark = pytest.mark.usefixtures("world")
ARVID, LENA, NILS, BENGT = "192705178354", "196001062626", "194501103297", "196401053076"
FJALLBACK, LINDEN = "165560000019", "165560000043"


def rules_of(company: str) -> list[tuple[str, list[str]]]:
    rules = SignatoryRule.objects.filter(company=company)
    return [(rule.kind, sorted(rule.members.values_list("person", flat=True))) for rule in rules]


def test_seeding_again_brings_nobody_back_to_a_board() -> None:
    Officer.objects.filter(company=FJALLBACK, person=LENA).delete()

    seed_world()

    assert not Officer.objects.filter(company=FJALLBACK, person=LENA).exists()


def test_seeding_again_keeps_rules_that_were_changed() -> None:
    SignatoryRule.objects.filter(company=LINDEN).delete()
    SignatoryRule.objects.create(company_id=LINDEN, position=1, kind=SignatoryRule.Kind.BOARD)

    seed_world()

    assert rules_of(LINDEN) == [("Board", [])]


def test_seeding_again_writes_a_company_that_is_missing_with_all_it_has() -> None:
    before = rules_of(LINDEN)
    Company.objects.filter(number=LINDEN).delete()

    seed_world()

    assert rules_of(LINDEN) == before == [("JointlyWithOneOf", ["196906112393"])]
    assert Officer.objects.filter(company=LINDEN).count() == 3


def test_seeding_again_writes_a_guardianship_that_is_missing() -> None:
    Guardianship.objects.filter(principal=NILS).delete()

    seed_world()

    assert Guardianship.objects.get(principal=NILS).guardian_id == BENGT


def test_restoring_removes_offices_rules_guardianships_and_failures_that_were_not_promised() -> None:
    Officer.objects.create(company_id=FJALLBACK, person_id=ARVID, role=Officer.Role.CHAIR)
    Officer.objects.create(company_id=FJALLBACK, person_id=LENA, role=Officer.Role.AUDITOR)
    SignatoryRule.objects.create(company_id=FJALLBACK, position=2, kind=SignatoryRule.Kind.ALONE)
    SignatoryRule.objects.filter(company=LINDEN).update(kind=SignatoryRule.Kind.ALONE)
    Guardianship.objects.create(principal_id=NILS, guardian_id=ARVID, decided_on="2020-01-01")
    SourceFailure.objects.create(register="people", problem="DataMissing")

    seed_world(restore=True)

    assert sorted(Officer.objects.filter(company=FJALLBACK).values_list("role", flat=True)) == [
        "BoardMember",
        "Chair",
    ]
    assert rules_of(FJALLBACK) == [("TwoJointly", [])]
    assert rules_of(LINDEN) == [("JointlyWithOneOf", ["196906112393"])]
    assert list(Guardianship.objects.filter(principal=NILS).values_list("guardian", flat=True)) == [BENGT]
    assert not SourceFailure.objects.exists()


def test_restoring_puts_persons_and_companies_back_as_promised() -> None:
    Person.objects.filter(number=ARVID).update(protected=True, emigrated_on="2026-01-01")
    Company.objects.filter(number=FJALLBACK).update(status=Company.Status.DISSOLVED)

    seed_world(restore=True)

    arvid = Person.objects.get(number=ARVID)
    assert (arvid.protected, arvid.emigrated_on) == (False, None)
    assert Company.objects.get(number=FJALLBACK).status == Company.Status.ACTIVE


def test_what_testers_registered_themselves_stays() -> None:
    Person.objects.create(number="197706022394", name="En testares")
    Guardianship.objects.create(principal_id="197706022394", guardian_id=ARVID, decided_on="2020-01-01")
    own = Company.objects.create(number="165590000005", name="Eget AB")
    Officer.objects.create(company=own, person_id=ARVID, role=Officer.Role.CHAIR)

    seed_world(restore=True)

    assert Guardianship.objects.filter(principal="197706022394").exists()
    assert own.officer_rows.count() == 1
