"""What the console says of a consent and of a use, and what may be done with each consent."""

import pytest

from console.consents import wording
from console.consents.pages import ConsentView, UseView
from far.models import Consent, MailboxUse

State, Ending, Level, Grant = Consent.State, Consent.Ending, Consent.Level, MailboxUse.Grant


def view(state: str, ending: str = "", level: str = Level.READ) -> ConsentView:
    return ConsentView(Consent(state=state, ending=ending, level=level))


@pytest.mark.parametrize(
    ("state", "is_open", "is_offered", "can_be_answered"),
    [
        (State.SIGNING_INCOMPLETE, True, True, False),
        (State.WAITING_FOR_ACCEPT, True, True, True),
        (State.ACTIVE, True, False, False),
        (State.ENDED, False, False, False),
    ],
)
def test_a_consent_is_answered_once_it_is_signed_and_ended_while_it_stands(
    state: str, is_open: bool, is_offered: bool, can_be_answered: bool
) -> None:
    found = view(state)

    assert (found.is_open, found.is_offered, found.can_be_answered) == (is_open, is_offered, can_be_answered)


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words_and_a_colour(state: str) -> None:
    assert view(state).state == wording.STATES[state]
    assert view(state).tone in {"wait", "good", "moving", "bad"}


@pytest.mark.parametrize("level", list(Level))
def test_every_level_has_words(level: str) -> None:
    assert view(State.ACTIVE, level=level).level == wording.LEVELS[level]


@pytest.mark.parametrize("ending", list(Ending))
def test_an_ended_consent_says_why(ending: str) -> None:
    assert view(State.ENDED, ending).ending == wording.ENDINGS[ending]


def test_a_consent_that_stands_has_no_reason_of_its_end() -> None:
    assert view(State.ACTIVE).ending == ""


@pytest.mark.parametrize("kind", list(MailboxUse.Kind))
def test_every_use_has_words(kind: str) -> None:
    assert UseView(MailboxUse(kind=kind), "kivra.com").kind == wording.USES[kind]


@pytest.mark.parametrize("grant", list(Grant))
def test_a_use_by_a_guardian_is_told_from_one_by_consent(grant: str) -> None:
    assert UseView(MailboxUse(grant=grant), "kivra.com").is_guardians is (grant == Grant.GUARDIAN)
