"""Whether those who have signed suffice: each kind of signatory rule, and what holds of all of them."""

from random import Random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from far import signatories
from far.base_registers.companies import (
    Company,
    RuleKind,
)
from far.signatories import AccountAction, AuthorizationStatus
from tests.far.signatory_cast import (
    BO,
    BOARD,
    EVA,
    KIM,
    LIV,
    SOME_DAY,
    UNO,
    company,
    decide,
    numbers,
    person,
    rule,
)


def test_one_of_the_board_signs_alone() -> None:
    decision = decide(company(rule(*BOARD)), EVA)

    assert decision.is_complete
    assert decision.signed_by == (signatories.Signer(EVA, "Eva Lund"),)
    assert decision.possible_signers == ()
    assert decision.text == "Firman tecknas så som det står."


def test_before_anybody_has_signed_all_who_may_are_possible_signers() -> None:
    decision = decide(company(rule(BO, EVA, count=2)))

    assert decision.status is AuthorizationStatus.INCOMPLETE
    assert (numbers(decision.signed_by), numbers(decision.possible_signers)) == ([], [BO, EVA])


def test_of_two_jointly_one_is_not_enough_and_the_others_may_still_sign() -> None:
    joint = company(rule(*BOARD, count=2))

    half = decide(joint, KIM)

    assert half.status is AuthorizationStatus.INCOMPLETE
    assert numbers(half.possible_signers) == [BO, EVA, LIV, UNO]
    assert decide(joint, KIM, BO).is_complete


def test_the_same_person_twice_is_one_signer() -> None:
    assert not decide(company(rule(*BOARD, count=2)), KIM, KIM).is_complete


def test_who_has_several_roles_is_one_signer_and_named_once() -> None:
    twice = company(rule(BO, EVA, count=2), officers=(BO, BO, EVA))

    assert numbers(decide(twice, BO).signed_by) == [BO]
    assert decide(twice, BO).status is AuthorizationStatus.INCOMPLETE


def test_the_board_signs_by_as_many_as_the_register_counts() -> None:
    board = company(rule(*BOARD, count=3, kind=RuleKind.BOARD))

    assert decide(board, BO, EVA).status is AuthorizationStatus.INCOMPLETE
    assert decide(board, BO, EVA, LIV).is_complete


@pytest.mark.parametrize(
    ("action", "suffices"),
    [
        (AccountAction.OWNERSHIP, False),
        (AccountAction.CANCEL_CONSENT, True),
        (AccountAction.SETTINGS, True),
    ],
)
def test_the_managing_director_signs_alone_within_daily_business_only(
    action: AccountAction, suffices: bool
) -> None:
    led = company(rule(BO, EVA, KIM, count=2, kind=RuleKind.BOARD), rule(UNO, kind=RuleKind.MANAGING_DIRECTOR))

    decision = decide(led, UNO, action=action)

    assert decision.is_complete is suffices
    assert decision.counts(UNO) is suffices
    assert suffices or numbers(decision.possible_signers) == [BO, EVA, KIM]


def test_a_managing_director_alone_cannot_open_a_mailbox_even_where_nobody_else_signs() -> None:
    decision = decide(company(rule(UNO, kind=RuleKind.MANAGING_DIRECTOR)), UNO)

    assert (decision.status, decision.possible_signers) == (AuthorizationStatus.INCOMPLETE, ())


class TestTwoOfWhomOneMustBeNamed:
    of = company(rule(*BOARD, count=2, kind=RuleKind.WITH_ONE_OF, of=(LIV, UNO)))

    def test_one_of_those_named_and_anybody_suffice(self) -> None:
        assert decide(self.of, BO, LIV).is_complete
        assert decide(self.of, UNO, LIV).is_complete

    def test_two_others_do_not(self) -> None:
        decision = decide(self.of, BO, EVA)

        assert decision.status is AuthorizationStatus.INCOMPLETE
        assert numbers(decision.possible_signers) == [LIV, UNO]

    def test_after_one_of_the_others_only_those_named_can_help(self) -> None:
        assert numbers(decide(self.of, BO).possible_signers) == [LIV, UNO]

    def test_after_one_of_those_named_anybody_can(self) -> None:
        assert numbers(decide(self.of, LIV).possible_signers) == [BO, EVA, KIM, UNO]

    def test_of_three_the_first_signer_may_be_anybody(self) -> None:
        three = company(rule(*BOARD, count=3, of=(UNO,)))

        assert numbers(decide(three, BO).possible_signers) == [EVA, KIM, LIV, UNO]
        assert numbers(decide(three, BO, EVA).possible_signers) == [UNO]

    def test_without_those_named_nobody_can_sign(self) -> None:
        dead = [person(number, deceased_on=SOME_DAY) for number in (LIV, UNO)]

        decision = decide(self.of, BO, EVA, instead=dead)

        assert (decision.status, decision.possible_signers) == (AuthorizationStatus.INCOMPLETE, ())


def test_somebody_outside_the_named_group_does_not_count() -> None:
    decision = decide(company(rule(BO, EVA, KIM, count=2)), UNO, BO)

    assert decision.status is AuthorizationStatus.INCOMPLETE
    assert numbers(decision.signed_by) == [BO]
    assert not decision.counts(UNO)
    assert numbers(decision.possible_signers) == [EVA, KIM]


class TestAlternatives:
    of = company(rule(BO), rule(EVA, KIM, count=2))

    @pytest.mark.parametrize("signers", [(BO,), (EVA, KIM)])
    def test_either_suffices(self, signers: tuple[str, ...]) -> None:
        assert decide(self.of, *signers).is_complete

    def test_halves_of_two_do_not_add_up(self) -> None:
        halves = company(rule(BO, EVA, count=2), rule(KIM, LIV, count=2))

        assert decide(halves, BO, KIM).status is AuthorizationStatus.INCOMPLETE

    def test_the_possible_signers_are_those_of_all(self) -> None:
        assert numbers(decide(self.of, EVA).possible_signers) == [BO, KIM]


class TestTextThatNoMachineReads:
    text = rule(kind=RuleKind.NOT_INTERPRETABLE, count=0)

    def test_gets_an_answer_of_its_own(self) -> None:
        decision = decide(company(self.text), BO, EVA)

        assert decision.status is AuthorizationStatus.RULES_NOT_SUPPORTED
        assert (decision.signed_by, decision.possible_signers) == ((), ())
        assert decision.text

    def test_does_not_stand_in_the_way_of_another_rule(self) -> None:
        both = company(self.text, rule(BO, EVA, count=2))

        assert decide(both, BO, EVA).is_complete
        assert decide(both, BO).status is AuthorizationStatus.INCOMPLETE

    def test_decides_where_the_other_rule_is_not_for_this_action(self) -> None:
        both = company(self.text, rule(UNO, kind=RuleKind.MANAGING_DIRECTOR))

        assert decide(both, UNO).status is AuthorizationStatus.RULES_NOT_SUPPORTED
        assert decide(both, UNO, action=AccountAction.SETTINGS).is_complete

    def test_is_what_a_company_without_rules_has(self) -> None:
        assert decide(company(), BO).status is AuthorizationStatus.RULES_NOT_SUPPORTED


def test_a_rule_of_nobody_is_not_met_by_nobody() -> None:
    assert decide(company(rule(count=0))).status is AuthorizationStatus.INCOMPLETE
    assert not decide(company(rule(BO, count=0))).is_complete


some_people = st.lists(st.sampled_from(BOARD), unique=True).map(tuple)
some_rules = st.builds(
    lambda group, count, of, kind: rule(*group, count=count, of=of, kind=kind),
    some_people,
    st.integers(0, 5),
    st.one_of(st.just(()), some_people),
    st.sampled_from(RuleKind),
)
companies = st.builds(
    lambda rules, officers: company(*rules, officers=officers), st.lists(some_rules, max_size=4), some_people
)
actions = st.sampled_from(AccountAction)
unhurried = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""On a machine that others use too."""


@unhurried
@given(companies, some_people, some_people, actions)
def test_more_signers_never_make_complete_incomplete(
    of: Company, signers: tuple[str, ...], more: tuple[str, ...], action: AccountAction
) -> None:
    before = decide(of, *signers, action=action)

    after = decide(of, *signers, *more, action=action)

    assert after.is_complete or not before.is_complete
    assert set(before.signed_by) <= set(after.signed_by)


@unhurried
@given(companies, some_people, actions)
def test_incomplete_names_people_enough_to_complete_it_or_nobody(
    of: Company, signers: tuple[str, ...], action: AccountAction
) -> None:
    decision = decide(of, *signers, action=action)

    helped = decide(of, *signers, *numbers(decision.possible_signers), action=action)
    by_all = decide(of, *BOARD, action=action)

    assert helped.is_complete == by_all.is_complete
    assert not set(decision.possible_signers) & set(decision.signed_by)
    assert bool(decision.possible_signers) == (by_all.is_complete and not decision.is_complete)


@unhurried
@given(companies, some_people, st.randoms(), actions)
def test_the_order_of_signers_changes_nothing(
    of: Company, signers: tuple[str, ...], random: Random, action: AccountAction
) -> None:
    shuffled = list(signers)
    random.shuffle(shuffled)

    assert decide(of, *signers, action=action) == decide(of, *shuffled, action=action)


@unhurried
@given(companies, some_people, actions)
def test_only_officers_of_today_are_named(of: Company, signers: tuple[str, ...], action: AccountAction) -> None:
    decision = decide(of, *signers, action=action)

    named = {*numbers(decision.signed_by), *numbers(decision.possible_signers)}
    assert named <= {officer.number for officer in of.officers}
    assert set(numbers(decision.signed_by)) <= set(signers)
