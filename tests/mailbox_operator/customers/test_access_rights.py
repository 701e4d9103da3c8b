"""What the register tells an operator of a person's rights, kept for a moment and no longer."""

import itertools
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from far.models import Consent
from infra.errors import InternalError
from infra.versions import rights_version
from mailbox_operator.customers import access_rights, consents
from mailbox_operator.customers.access_rights import Grant, GrantType
from mailbox_operator.customers.consents import Level
from mailbox_ui.eid import sign_text
from tests.cast import ARVID, MARIA
from tests.mailbox_ui import acting
from tests.mailbox_ui.acting import AT

pytestmark = pytest.mark.usefixtures("world")
UNKNOWN, PROTECTED = "200411092380", "199601012397"


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def grants(person: str, operator: str = AT) -> list[tuple[str, str, bool]]:
    found = access_rights.grants_of(operator, person)
    return [(grant.account, grant.kind.value, grant.may_view) for grant in found.all]


def test_the_own_mailbox_is_left_out() -> None:
    assert grants(ARVID) == []


def test_a_company_is_told_with_name_and_role() -> None:
    found = access_rights.grants_of(AT, acting.GUNNAR).to(acting.SNICKERI)

    assert found == Grant(
        acting.SNICKERI, "Snickeri Björken AB", GrantType.AUTHORIZED_SIGNATORY, True, "Styrelseledamot"
    )


def test_who_signs_with_another_has_a_role() -> None:
    assert grants(acting.LENA) == [(acting.FJALLBACK, "AuthorizedRole", True)]


def test_another_operator_is_told_that_the_mailbox_is_elsewhere() -> None:
    assert grants(acting.LENA, "kivra.com") == [(acting.FJALLBACK, "AuthorizedRole", False)]


def test_a_guardian_is_told() -> None:
    assert grants(acting.BENGT) == [(acting.nils(), "ConsentManage", True)]


def test_the_greatest_of_several_grants_counts() -> None:
    small = Grant(ARVID, "", GrantType.CONSENT_READ, True, "")
    great = Grant(ARVID, "", GrantType.CONSENT_MANAGE, True, "God man")

    assert access_rights.Grants([small, great], is_complete=True).to(ARVID) is great
    assert access_rights.Grants([small], is_complete=True).to(MARIA) is None


@pytest.mark.parametrize("person", [UNKNOWN, PROTECTED, "191212121213"])
def test_who_can_have_no_rights_has_none(person: str) -> None:
    assert access_rights.grants_of(AT, person) == access_rights.Grants((), is_complete=True)


def test_an_operator_without_certificate_is_told_nothing() -> None:
    assert grants(acting.GUNNAR, "nowhere.example") == []


def test_an_answer_is_kept_until_something_changes() -> None:
    acting.give(Level.CONSENT_READ)
    before = grants(MARIA)
    Consent.objects.all().delete()

    assert grants(MARIA) == before != []
    rights_version.advance()
    assert grants(MARIA) == []


def test_without_an_answer_nothing_is_guessed(settings: Settings) -> None:
    settings.REGISTER_URL = "https://localhost:1/nothing/"

    with pytest.raises(InternalError):
        access_rights.grants_of(AT, MARIA)


class TestConsents:
    """The operations of Consent, as the operator calls them."""

    def test_the_level_is_read_from_what_was_signed(self) -> None:
        for level in consents.LEVELS:
            text = consents.write_agreement("Arvid Lindgren", "Maria Svensson", level)
            assert text.endswith(f" {level.value}")

    def test_an_offer_tells_both_sides_the_same(self) -> None:
        acting.give(Level.CONSENT_MANAGE, is_accepted=False)

        (given,), (offered,) = consents.consents_of(AT, ARVID), consents.consents_of(AT, MARIA)

        assert given == offered
        assert (given.account_name, given.receiver_name) == ("Arvid Lindgren", "Maria Svensson")
        assert (given.state, given.level) == (consents.State.WAITING_FOR_ACCEPT, Level.CONSENT_MANAGE)
        assert given.signing.is_complete

    def test_the_owner_ends_it_with_a_signature(self) -> None:
        acting.give(Level.CONSENT_READ)
        (consent,) = consents.consents_of(AT, ARVID)
        text = consents.write_ending("Arvid Lindgren", "Maria Svensson")

        signing = consents.end_consent(AT, consent, ARVID, text, [sign_text(ARVID, text)])

        assert signing.is_complete
        assert consents.consents_of(AT, MARIA) == []

    def test_a_company_of_two_lacks_the_other_s_signature(self) -> None:
        text = consents.write_agreement("Fjällbäck Konsult AB", "Maria Svensson", Level.CONSENT_READ)

        signing = consents.give_consent(AT, acting.FJALLBACK, MARIA, text, [sign_text(acting.LENA, text)])

        assert not signing.is_complete
        assert signing.lacks(acting.ANNIKA)
        assert not signing.lacks(acting.LENA)
        assert [signer.number for signer in signing.signed_by] == [acting.LENA]


class TestKeptAnswers:
    """An answer is used again for a moment, for the same question alone."""

    def test_the_answer_for_one_person_is_not_that_for_another(self) -> None:
        acting.give(Level.CONSENT_READ)

        assert grants(MARIA) == [(ARVID, "ConsentRead", True)]
        assert grants(ARVID) == []

    def test_the_answer_at_one_operator_is_not_that_at_another(self) -> None:
        assert grants(acting.GUNNAR) == [(acting.SNICKERI, "AuthorizedSignatory", True)]
        assert grants(acting.GUNNAR, "kivra.com") == [(acting.SNICKERI, "AuthorizedSignatory", False)]

    def test_a_consent_that_ends_here_ends_at_once(self) -> None:
        acting.give(Level.CONSENT_READ)
        assert grants(MARIA) != []

        acting.end()

        assert grants(MARIA) == []

    def test_no_failure_is_kept(self, settings: Settings) -> None:
        working, settings.REGISTER_URL = settings.REGISTER_URL, "https://localhost:1/nothing/"
        with pytest.raises(InternalError):
            grants(acting.GUNNAR)

        settings.REGISTER_URL = working

        assert len(grants(acting.GUNNAR)) == 1

    def test_an_answer_that_is_kept_serves_while_the_register_is_down(self, settings: Settings) -> None:
        before = grants(acting.GUNNAR)

        settings.REGISTER_URL = "https://localhost:1/nothing/"

        assert grants(acting.GUNNAR) == before


def test_of_two_grants_the_one_that_the_contract_names_first_counts() -> None:
    for first, second in itertools.permutations(GrantType, 2):
        both = [Grant(ARVID, "", kind, True, "") for kind in (first, second)]

        found = access_rights.Grants(both, is_complete=True).to(ARVID)

        assert found is not None
        assert found.kind is min(first, second, key=list(GrantType).index)
