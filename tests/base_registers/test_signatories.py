"""Whom each rule counts, how many it takes, and how the register words it."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_registers import signatories
from base_registers.entries.company_values import OfficerEntry, RuleEntry
from base_registers.models import Company, Officer, SignatoryRule
from base_registers.signatories import BOARD_ROLES, Kind, Requirement, Role, requirement_of, usual_text
from tests.base_registers.registered import (
    ARVID,
    COMPANY,
    IDA,
    LARS,
    MARIA,
    TOLVAN,
    board,
    register_company,
    register_people,
)

pytestmark = pytest.mark.django_db
THREE = (ARVID, MARIA, TOLVAN)


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    register_people()


def demanded(*rules: RuleEntry, officers: tuple[OfficerEntry, ...] = (), status: str = "Active") -> Requirement:
    """What the company's first rule demands."""
    register_company(*rules, officers=officers)
    Company.objects.update(status=status)
    company = Company.objects.get(number=COMPANY)
    return requirement_of(company.rules.all()[0], company, company.officer_rows.all())


@pytest.mark.parametrize(("kind", "count"), [("Alone", 1), ("TwoJointly", 2), ("Board", 2)])
def test_the_board_counts_where_a_rule_names_nobody(kind: str, count: int) -> None:
    found = demanded(RuleEntry(kind), officers=(*board(*THREE), OfficerEntry(LARS, "Deputy")))

    assert found == Requirement(count, tuple(sorted(THREE)))


@pytest.mark.parametrize(("size", "majority"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3)])
def test_a_board_signs_by_more_than_half(size: int, majority: int) -> None:
    members = [ARVID, MARIA, TOLVAN, LARS, IDA][:size]

    assert demanded(RuleEntry("Board"), officers=board(*members)).count == majority


def test_the_managing_director_counts_alone() -> None:
    officers = (*board(ARVID, MARIA), OfficerEntry(LARS, "ManagingDirector"))

    assert demanded(RuleEntry("ManagingDirector"), officers=officers) == Requirement(1, (LARS,))


def test_without_a_managing_director_nobody_counts() -> None:
    assert demanded(RuleEntry("ManagingDirector"), officers=board(ARVID, MARIA)) == Requirement(1)


def test_a_rule_that_cannot_be_interpreted_counts_nobody() -> None:
    assert demanded(RuleEntry("NotInterpretable", "Enligt stämman."), officers=board(ARVID)) == Requirement(0)


def test_one_of_the_named_is_required_together_with_others_of_the_board() -> None:
    rule = RuleEntry("JointlyWithOneOf", count=2, required=(ARVID,))

    assert demanded(rule, officers=board(*THREE)) == Requirement(2, tuple(sorted(THREE)), (ARVID,))


def test_who_is_required_counts_without_being_on_the_board() -> None:
    officers = (*board(ARVID, MARIA), OfficerEntry(LARS, "Signatory"))
    rule = RuleEntry("JointlyWithOneOf", count=2, required=(LARS,))

    found = demanded(rule, officers=officers)

    assert (found.required, set(found.group)) == ((LARS,), {ARVID, MARIA, LARS})


def test_a_named_group_counts_instead_of_the_board() -> None:
    officers = (*board(ARVID, MARIA), OfficerEntry(LARS, "Signatory"))
    rule = RuleEntry("AnyOfGroup", count=2, group=(LARS, MARIA))

    assert demanded(rule, officers=officers) == Requirement(2, tuple(sorted((LARS, MARIA))))


@pytest.mark.parametrize("kind", ["Alone", "TwoJointly"])
def test_other_rules_may_name_a_group_too(kind: str) -> None:
    assert demanded(RuleEntry(kind, group=(ARVID, MARIA)), officers=board(*THREE)).group == tuple(
        sorted((ARVID, MARIA))
    )


@pytest.mark.parametrize("role", Role)
def test_the_roles_of_the_board_are_those_of_each_form(role: Role) -> None:
    counts = demanded(RuleEntry("Alone"), officers=(OfficerEntry(ARVID, role),)).group == (ARVID,)

    assert counts == (role in BOARD_ROLES)
    assert counts == (role in {"Chair", "BoardMember", "Partner", "GeneralPartner", "Owner"})


def test_liquidators_replace_the_board() -> None:
    officers = (*board(ARVID, MARIA), OfficerEntry(LARS, "Liquidator"))

    assert demanded(RuleEntry("Alone"), officers=officers, status="InLiquidation") == Requirement(1, (LARS,))
    assert demanded(RuleEntry("Board"), officers=officers, status="InLiquidation") == Requirement(1, (LARS,))


def test_a_liquidator_of_an_active_company_does_not_count() -> None:
    officers = (*board(ARVID), OfficerEntry(LARS, "Liquidator"))

    assert demanded(RuleEntry("Alone"), officers=officers).group == (ARVID,)


def test_a_person_with_several_roles_counts_once() -> None:
    officers = (
        OfficerEntry(ARVID, "Chair"),
        OfficerEntry(ARVID, "BoardMember"),
        OfficerEntry(MARIA, "BoardMember"),
    )

    assert demanded(RuleEntry("Board"), officers=officers) == Requirement(2, tuple(sorted((ARVID, MARIA))))


@pytest.mark.parametrize(
    ("rule", "after"),
    [
        (RuleEntry("AnyOfGroup", count=2, group=(ARVID, MARIA)), Requirement(2, (MARIA,))),
        (RuleEntry("Alone", group=(ARVID,)), Requirement(1)),
        (RuleEntry("JointlyWithOneOf", count=2, required=(ARVID,)), Requirement(2)),
        (RuleEntry("TwoJointly"), Requirement(2, tuple(sorted((MARIA, TOLVAN))))),
    ],
)
def test_who_has_left_does_not_count_and_nobody_steps_in(rule: RuleEntry, after: Requirement) -> None:
    demanded(rule, officers=board(*THREE))
    Officer.objects.filter(person=ARVID).delete()
    company = Company.objects.get(number=COMPANY)

    assert requirement_of(company.rules.all()[0], company, company.officer_rows.all()) == after


def test_of_several_required_those_who_are_left_suffice() -> None:
    demanded(RuleEntry("JointlyWithOneOf", count=2, required=(ARVID, MARIA)), officers=board(*THREE))
    Officer.objects.filter(person=ARVID).delete()
    company = Company.objects.get(number=COMPANY)

    assert requirement_of(company.rules.all()[0], company, company.officer_rows.all()) == Requirement(
        2, tuple(sorted((MARIA, TOLVAN))), (MARIA,)
    )


@settings(deadline=None)
@given(
    kind=st.sampled_from([Kind.ALONE, Kind.TWO_JOINTLY, Kind.BOARD]),
    roles=st.lists(st.sampled_from(list(Role)), min_size=0, max_size=5),
    status=st.sampled_from(list(Company.Status)),
)
def test_only_officers_count_and_a_board_is_outvoted_by_no_minority(
    kind: Kind, roles: list[Role], status: Company.Status
) -> None:
    numbers = [ARVID, MARIA, TOLVAN, LARS, IDA]
    officers = [
        Officer(company_id=COMPANY, person_id=number, role=role)
        for number, role in zip(numbers, roles, strict=False)
    ]
    rule = _Unsaved(kind)

    found = requirement_of(rule, Company(number=COMPANY, status=status), officers)  # type: ignore[arg-type]  # a stand-in for an unsaved rule

    assert set(found.group) <= {officer.person_id for officer in officers}
    assert found.required == ()
    if kind is Kind.BOARD:
        # Two groups of signers that both suffice share a member.
        sufficient = list(combinations(found.group, found.count))
        assert all(set(one) & set(other) for one in sufficient for other in sufficient)


class _Unsaved:
    """A rule that names nobody, without a row."""

    def __init__(self, kind: Kind) -> None:
        self.kind, self.count, self.members = kind, 2, self

    def all(self) -> list[object]:
        return []


@pytest.mark.parametrize(
    ("kind", "count", "group", "required", "text"),
    [
        (Kind.ALONE, 1, [], [], "Firman tecknas av styrelsens ledamöter var för sig."),
        (Kind.ALONE, 1, ["Ida", "Hugo"], [], "Firman tecknas av Ida och Hugo var för sig."),
        (Kind.TWO_JOINTLY, 1, [], [], "Firman tecknas av två styrelseledamöter i förening."),
        (Kind.TWO_JOINTLY, 1, ["Ida", "Hugo"], [], "Firman tecknas av två i förening av Ida och Hugo."),
        (Kind.BOARD, 1, [], [], "Firman tecknas av styrelsen."),
        (
            Kind.WITH_ONE_OF,
            2,
            [],
            ["Lars"],
            "Firman tecknas av två styrelseledamöter i förening, av vilka en ska vara Lars.",
        ),
        (
            Kind.WITH_ONE_OF,
            3,
            ["Ida", "Hugo"],
            ["Lars", "Sara"],
            "Firman tecknas av tre i förening av Ida och Hugo, av vilka en ska vara Lars eller Sara.",
        ),
        (Kind.GROUP, 2, ["A", "B", "C"], [], "Firman tecknas av två i förening av A, B och C."),
        (Kind.GROUP, 1, ["A", "B"], [], "Firman tecknas av A och B var för sig."),
        (Kind.GROUP, 1, ["Sara"], [], "Firman tecknas av Sara ensam."),
        (Kind.GROUP, 1, ["Sara", "Lars"], ["Lars"], "Firman tecknas av Lars ensam."),
        (Kind.ALONE, 1, ["Ida"], [], "Firman tecknas av Ida ensam."),
        (Kind.GROUP, 7, ["A", "B"], [], "Firman tecknas av 7 i förening av A och B."),
        (Kind.NOT_INTERPRETABLE, 1, [], [], ""),
    ],
)
def test_each_kind_has_its_usual_words(
    kind: Kind, count: int, group: list[str], required: list[str], text: str
) -> None:
    assert usual_text(kind, count, group=group, required=required) == text


def test_the_managing_director_s_words_tell_of_daily_business() -> None:
    assert "löpande förvaltning" in usual_text(Kind.MANAGING_DIRECTOR, 1)


def test_every_kind_has_words_or_none_by_intention() -> None:
    without = {kind for kind in SignatoryRule.Kind if not signatories.usual_text(kind, 2)}

    assert without == {Kind.NOT_INTERPRETABLE}
