"""Who may sign for an account: who is able to, the private account, and the seeded companies."""

from datetime import date, timedelta

import pytest

from base_registers import models as base_registers
from far import signatories
from far.accounts.signing.signers import signatories_of_company
from far.base_registers.companies import (
    BusinessStatus,
    find_company,
)
from far.signatories import AccountAction, AuthorizationStatus, SignatoryDecision
from infra import clock
from tests.far.signatory_cast import BO, EVA, KIM, SOME_DAY, company, decide, numbers, person, rule


def _born(day: date) -> str:
    return f"{day:%Y%m%d}0000"


class TestWhoCannotSign:
    def test_a_signer_who_has_left_the_board_no_longer_counts(self) -> None:
        joint = rule(BO, EVA, KIM, count=2)
        assert numbers(decide(company(joint), BO).signed_by) == [BO]

        decision = decide(company(joint, officers=(EVA, KIM)), BO, EVA)

        assert decision.status is AuthorizationStatus.INCOMPLETE
        assert (numbers(decision.signed_by), numbers(decision.possible_signers)) == ([EVA], [KIM])

    def test_the_dead(self) -> None:
        decision = decide(company(rule(BO, EVA)), BO, instead=[person(BO, deceased_on=SOME_DAY)])

        assert decision.status is AuthorizationStatus.INCOMPLETE
        assert numbers(decision.possible_signers) == [EVA]

    def test_minors_until_their_birthday(self) -> None:
        young = _born(clock.today() - timedelta(days=365 * 17))
        adult = _born(clock.today() - timedelta(days=365 * 18 + 5))

        for number, may in ((young, False), (adult, True)):
            of = company(rule(number), officers=(number,))
            decision = signatories.decide_signatories(of, {number: person(number, "Ung Person")}, [number])
            assert decision.is_complete is may

    def test_somebody_whom_the_population_register_does_not_know(self) -> None:
        decision = decide(company(rule(BO, EVA)), BO, unknown=[BO])

        assert (decision.signed_by, numbers(decision.possible_signers)) == ((), [EVA])

    def test_a_company_that_is_a_partner(self) -> None:
        partner = "165569999054"

        decision = decide(company(rule(partner, BO, count=1), officers=(partner, BO)), partner)

        assert (decision.signed_by, numbers(decision.possible_signers)) == ((), [BO])

    @pytest.mark.parametrize("status", [BusinessStatus.BANKRUPT, BusinessStatus.DISSOLVED])
    def test_the_officers_of_a_company_that_is_bankrupt_or_gone(self, status: BusinessStatus) -> None:
        decision = decide(company(rule(BO), status=status), BO)

        assert (decision.status, decision.possible_signers) == (AuthorizationStatus.INCOMPLETE, ())

    def test_so_many_that_too_few_are_left(self) -> None:
        dead = [person(number, deceased_on=SOME_DAY) for number in (EVA, KIM)]

        decision = decide(company(rule(BO, EVA, KIM, count=2)), BO, instead=dead)

        assert (decision.status, decision.possible_signers) == (AuthorizationStatus.INCOMPLETE, ())


def test_who_has_emigrated_may_sign() -> None:
    assert decide(company(rule(BO)), BO, instead=[person(BO, emigrated_on=SOME_DAY)]).is_complete


def test_who_has_a_protected_identity_may_sign_and_is_not_named() -> None:
    hidden = [person(BO, "Bo Ek", is_protected=True)]

    assert decide(company(rule(BO)), BO, instead=hidden).signed_by == (
        signatories.Signer(BO, "Skyddad identitet"),
    )
    assert decide(company(rule(BO)), instead=hidden).possible_signers[0].name == "Skyddad identitet"


class TestSeededCompanies:
    """Asked of the base registers over SOAP, as the register does."""

    @pytest.fixture(autouse=True)
    def seeded(self, world: None) -> None:
        """The companies of people.toml."""

    def evaluate(
        self, number: str, *signers: str, action: AccountAction = AccountAction.OWNERSHIP
    ) -> SignatoryDecision:
        found = find_company(number)
        assert found is not None
        return signatories_of_company(found).decide(dict.fromkeys(signers, ""), action)

    def test_one_signs_alone(self) -> None:
        decision = self.evaluate("165560000001", "195701032863")

        assert decision.is_complete
        assert decision.text == "Firman tecknas av styrelsens ledamot ensam."

    def test_two_jointly_name_each_other(self) -> None:
        decision = self.evaluate("165560000019", "196001062626")

        assert decision.status is AuthorizationStatus.INCOMPLETE
        assert numbers(decision.possible_signers) == ["196801029288"]
        assert all(signer.name for signer in (*decision.signed_by, *decision.possible_signers))

    def test_a_text_is_not_supported(self) -> None:
        decision = self.evaluate("165560000027", "197201079295")

        assert decision.status is AuthorizationStatus.RULES_NOT_SUPPORTED
        assert "särskilt beslut" in decision.text

    def test_the_board_is_more_than_half_of_its_members_without_deputies(self) -> None:
        chair, member, deputy = "194806212231", "195101151818", "200001012392"

        assert self.evaluate("167696000012", chair, member).is_complete
        assert self.evaluate("167696000012", chair, deputy).status is AuthorizationStatus.INCOMPLETE

    def test_the_managing_director_stands_for_daily_business(self) -> None:
        director = "198606022393"

        assert self.evaluate("165560000035", director).status is AuthorizationStatus.INCOMPLETE
        assert self.evaluate("165560000035", director, action=AccountAction.SETTINGS).is_complete

    def test_one_must_be_the_named_one(self) -> None:
        named, others = "196906112393", ("199506022384", "200206022394")

        assert numbers(self.evaluate("165560000043", *others).possible_signers) == [named]
        assert self.evaluate("165560000043", named, others[0]).is_complete

    def test_any_two_of_the_group_sign_and_others_do_not(self) -> None:
        outside = "195101151818"

        assert self.evaluate("169696000018", "199801012387", "199506022384").is_complete
        assert not self.evaluate("169696000018", "199801012387", outside).counts(outside)

    def test_a_dissolved_company_is_signed_for_by_nobody(self) -> None:
        found = find_company("165560000050")
        assert found is not None

        decision = self.evaluate("165560000050", *(officer.number for officer in found.officers))

        assert (decision.status, decision.possible_signers) == (AuthorizationStatus.INCOMPLETE, ())

    def test_an_officer_who_has_died_since_is_no_longer_among_them(self) -> None:
        base_registers.Person.objects.filter(number="196001062626").update(deceased_on=SOME_DAY)

        decision = self.evaluate("165560000019", "196801029288")

        assert (decision.status, decision.possible_signers) == (AuthorizationStatus.INCOMPLETE, ())
