"""Nonces say when they were issued, and nobody else can make one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra import clock
from infra.pki import nonces


def test_a_nonce_says_when_it_was_issued() -> None:
    issued = nonces.issued_at(nonces.issue_nonce())

    assert issued is not None
    assert timedelta(0) <= clock.now() - issued < timedelta(minutes=1)


def test_it_is_issued_by_the_clock_that_testers_move(monkeypatch: pytest.MonkeyPatch) -> None:
    then = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: then)

    assert nonces.issued_at(nonces.issue_nonce()) == then


def test_one_of_another_moment_can_be_had() -> None:
    then = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)

    assert nonces.issued_at(nonces.issue_nonce(then)) == then


def test_no_two_are_the_same_and_they_are_short() -> None:
    some = [nonces.issue_nonce() for _ in range(100)]

    assert len(set(some)) == 100
    assert max(map(len, some)) <= 100


def test_a_changed_one_is_not_the_simulator_s() -> None:
    nonce = nonces.issue_nonce()

    for place in range(len(nonce)):
        other = nonce[:place] + ("A" if nonce[place] != "A" else "B") + nonce[place + 1 :]
        assert nonces.issued_at(other) is None


def test_one_of_another_installation_is_not_the_simulator_s(settings: Settings) -> None:
    nonce = nonces.issue_nonce()

    settings.SECRET_KEY = "another installation's"

    assert nonces.issued_at(nonce) is None


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text())
def test_any_other_text_is_not_the_simulator_s(text: str) -> None:
    assert nonces.issued_at(text) is None
