"""Consents through the operator: offered, accepted, refused and ended, and refusals by their codes."""

import itertools

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from far import models as far
from infra.errors import InternalError
from infra.far_client import RegisterRefused
from infra.versions import rights_version
from mailbox_operator.customers import access_rights, consents
from mailbox_operator.customers.consents import Consent, Level, State
from mailbox_operator.customers.signing import SigningProgress, Status
from mailbox_ui.eid import sign_text
from tests.cast import ARVID, MARIA, TOLVAN
from tests.far.accounts.cast import JOHAN, KIVRA, MMP, PROTECTED, UNKNOWN
from tests.mailbox_ui import acting
from tests.mailbox_ui.acting import ANNIKA, FJALLBACK, LENA

pytestmark = pytest.mark.usefixtures("world")
COMPLETE = SigningProgress(Status.COMPLETE, [], [], "")


def offer(
    level: Level = Level.CONSENT_READ, *, owner: str = ARVID, to: str = MARIA, by: str = ""
) -> SigningProgress:
    text = consents.write_agreement("Arvid Lindgren", "Maria Svensson", level)
    return consents.give_consent(MMP, owner, to, text, [sign_text(by or owner, text)])


def only_consent(person: str = ARVID) -> Consent:
    [found] = consents.consents_of(MMP, person)
    return found


def rights(person: str = MARIA) -> list[tuple[str, str]]:
    cache.clear()
    return [(grant.account, grant.kind.value) for grant in access_rights.grants_of(MMP, person).all]


def code_of(refused: pytest.ExceptionInfo[RegisterRefused]) -> int:
    assert refused.value.text.swedish
    assert refused.value.text.english
    return refused.value.fault_code


@pytest.mark.parametrize("level", consents.LEVELS)
def test_a_right_counts_when_it_is_accepted_and_with_the_level_that_was_signed(level: Level) -> None:
    assert offer(level).is_complete
    assert (only_consent().state, rights()) == (State.WAITING_FOR_ACCEPT, [])

    consents.accept_consent(MMP, ARVID, MARIA)

    assert only_consent().level is level
    assert rights() == [(ARVID, level.value)]


def test_an_offer_that_is_refused_gives_nothing_and_is_told_no_more() -> None:
    offer()

    consents.refuse_consent(MMP, ARVID, MARIA)

    assert rights() == []
    assert consents.consents_of(MMP, MARIA) == []


def test_after_a_refusal_it_can_be_offered_again() -> None:
    offer()
    consents.refuse_consent(MMP, ARVID, MARIA)

    assert offer(Level.CONSENT_MANAGE).is_complete
    assert only_consent(MARIA).level is Level.CONSENT_MANAGE


def test_the_receiver_ends_it_without_a_signature() -> None:
    acting.give(Level.CONSENT_READ)

    assert consents.end_consent(MMP, only_consent(MARIA), MARIA).is_complete

    assert rights() == []


def test_the_owner_cannot_end_it_without_a_signature() -> None:
    acting.give(Level.CONSENT_READ)

    with pytest.raises(RegisterRefused):
        consents.end_consent(MMP, only_consent(), ARVID)

    assert rights() == [(ARVID, "ConsentRead")]


def test_somebody_else_ends_nothing() -> None:
    acting.give(Level.CONSENT_READ)

    with pytest.raises(RegisterRefused):
        consents.end_consent(MMP, only_consent(), LENA)

    assert rights() != []


@pytest.mark.parametrize(
    ("receiver", "code"),
    [(ARVID, 5001), (PROTECTED, 6006), (UNKNOWN, 6007)],
    ids=["to oneself", "protected", "unknown"],
)
def test_the_register_says_by_a_code_who_can_have_no_right(receiver: str, code: int) -> None:
    with pytest.raises(RegisterRefused) as refused:
        offer(to=receiver)

    assert code_of(refused) == code
    assert not far.Consent.objects.filter(account=ARVID, holder=receiver).exists()


def test_a_second_offer_to_the_same_person_is_refused() -> None:
    acting.give(Level.CONSENT_READ)

    with pytest.raises(RegisterRefused) as refused:
        offer(Level.CONSENT_MANAGE)

    assert code_of(refused) == 5007
    assert rights() == [(ARVID, "ConsentRead")]


def test_what_was_never_offered_can_be_neither_accepted_nor_refused() -> None:
    for answer in (consents.accept_consent, consents.refuse_consent):
        with pytest.raises(RegisterRefused) as refused:
            answer(MMP, ARVID, MARIA)
        assert code_of(refused) == 5003


def test_what_was_accepted_cannot_be_refused_afterwards() -> None:
    acting.give(Level.CONSENT_READ)

    with pytest.raises(RegisterRefused) as refused:
        consents.refuse_consent(MMP, ARVID, MARIA)

    assert code_of(refused) in {5003, 5011}
    assert rights() == [(ARVID, "ConsentRead")]


def test_a_customer_of_another_operator_is_that_operator_s_to_ask_for() -> None:
    with pytest.raises(RegisterRefused) as refused:
        offer(owner=JOHAN)

    assert code_of(refused) == 5002
    assert consents.consents_of(KIVRA, JOHAN) == []


def test_one_without_a_mailbox_can_be_given_a_right_to_another_s() -> None:
    offer(to=TOLVAN)

    assert only_consent().receiver == TOLVAN


class TestCompanyOfTwo:
    """Both sign, to give and to end."""

    def test_the_offer_is_made_when_the_second_has_signed(self) -> None:
        first = offer(owner=FJALLBACK, by=LENA)
        second = offer(owner=FJALLBACK, by=ANNIKA)

        assert (first.is_complete, second.is_complete) == (False, True)
        consents.accept_consent(MMP, FJALLBACK, MARIA)
        assert rights() == [(FJALLBACK, "ConsentRead")]

    def test_it_cannot_be_accepted_while_a_signature_is_missing(self) -> None:
        offer(owner=FJALLBACK, by=LENA)

        with pytest.raises(RegisterRefused):
            consents.accept_consent(MMP, FJALLBACK, MARIA)

        assert rights() == []

    def test_an_end_that_one_has_signed_is_told_as_ending_and_takes_nothing_yet(self) -> None:
        for signer in (LENA, ANNIKA):
            offer(owner=FJALLBACK, by=signer)
        consents.accept_consent(MMP, FJALLBACK, MARIA)
        text = consents.write_ending("Fjällbäck Konsult AB", "Maria Svensson")

        signing = consents.end_consent(MMP, only_consent(LENA), LENA, text, [sign_text(LENA, text)])

        assert not signing.is_complete
        assert only_consent(LENA).is_ending
        assert rights() == [(FJALLBACK, "ConsentRead")]
        assert consents.end_consent(MMP, only_consent(ANNIKA), ANNIKA, text, [sign_text(ANNIKA, text)]).is_complete
        assert rights() == []


def test_every_step_lets_answers_that_were_kept_be_asked_for_anew() -> None:
    seen = [rights_version.current()]
    for step in (
        offer,
        lambda: consents.accept_consent(MMP, ARVID, MARIA),
        lambda: consents.end_consent(MMP, only_consent(MARIA), MARIA),
        offer,
        lambda: consents.refuse_consent(MMP, ARVID, MARIA),
    ):
        step()
        seen.append(rights_version.current())

    assert all(before != after for before, after in itertools.pairwise(seen))


def test_while_the_register_is_down_nothing_is_given_and_nothing_is_guessed(settings: Settings) -> None:
    acting.give(Level.CONSENT_READ)
    consent = only_consent()
    settings.REGISTER_URL = "https://localhost:1/nothing/"

    for ask in (
        lambda: offer(to=TOLVAN),
        lambda: consents.accept_consent(MMP, ARVID, MARIA),
        lambda: consents.refuse_consent(MMP, ARVID, MARIA),
        lambda: consents.end_consent(MMP, consent, MARIA),
        lambda: consents.consents_of(MMP, ARVID),
    ):
        with pytest.raises(InternalError) as trouble:
            ask()
        assert trouble.value.explanation.reason == "register-did-not-answer"


def test_an_operator_without_a_certificate_here_cannot_ask() -> None:
    with pytest.raises(InternalError) as trouble:
        consents.consents_of("nowhere.example", ARVID)

    assert "nowhere.example" in trouble.value.text.swedish
    assert "nowhere.example" in trouble.value.text.english


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Jag ger.\nNivå: ConsentManage", Level.CONSENT_MANAGE),
        ("ConsentRead", Level.CONSENT_READ),
        ("Nivå: ConsentManage\nOch så ett tillägg.", None),
        ("Nivå: consentmanage", None),
        ("", None),
    ],
)
def test_the_level_is_the_last_word_of_the_last_line_or_none(text: str, level: Level | None) -> None:
    consent = Consent(ARVID, "Arvid", MARIA, "Maria", State.WAITING_FOR_ACCEPT, False, text, COMPLETE)

    assert consent.level is level
