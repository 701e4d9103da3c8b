"""Roles, states, changes and certificates have a name that people read, in both languages."""

from collections.abc import Iterable, Mapping

import pytest
from django.utils import translation

from console.actors import names
from console.state_names import LazyText
from far.actor_entries.entry import Role, State
from far.models import ActorEvent, Sender
from infra.authorship import Origin
from infra.pki.issuing.certificate_order import CertificateCondition
from infra.pki.issuing.certificate_states import CertificateState

EVERY = {
    "roles": (names.ROLES, Role),
    "states": (names.STATES, State),
    "sectors": (names.SECTORS, Sender.Sector),
    "kinds of changes": (names.KINDS, ActorEvent.Kind),
    "origins": (names.ORIGINS, Origin),
    "states of certificates": (names.CERTIFICATE_STATES, CertificateState),
    "conditions": (names.CONDITIONS, CertificateCondition),
}


def said(given: Mapping[str, LazyText], language: str) -> list[str]:
    with translation.override(language):
        return [str(name) for name in given.values()]


@pytest.mark.parametrize(("given", "kinds"), EVERY.values(), ids=EVERY)
def test_every_one_has_a_name(given: Mapping[str, LazyText], kinds: Iterable[str]) -> None:
    assert set(given) == set(kinds)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("given", [given for given, _ in EVERY.values()], ids=EVERY)
def test_no_two_have_the_same_name(given: Mapping[str, LazyText], language: str) -> None:
    found = said(given, language)

    assert all(found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("given", [names.ROLES, names.STATES, names.ORIGINS, names.VALUES])
def test_names_are_translated(given: Mapping[str, LazyText]) -> None:
    # Two languages may share a word; a whole list of shared words was not translated.
    assert said(given, "sv") != said(given, "en")


def test_every_state_of_a_certificate_has_a_colour() -> None:
    assert set(names.CERTIFICATE_TONES) == set(CertificateState)
    assert names.CERTIFICATE_TONES[CertificateState.VALID] == "good"
    assert names.CERTIFICATE_TONES[CertificateState.REVOKED] == "bad"


def test_words_of_programs_in_an_entry_are_shown_by_their_names() -> None:
    assert set(names.WORDS) == {*Role, *State, *Sender.Sector}
