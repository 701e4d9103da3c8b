"""What the pages of mailbox operators call the removals that operators are told of."""

import pytest
from django.utils import translation

from console.operators.pages import KINDS, REASONS, STATES, TONES, FlagRow
from far.models import RemovalFlag

State, Kind, Reason = RemovalFlag.State, RemovalFlag.Kind, RemovalFlag.Reason


def flag(state: str = State.DUE, kind: str = Kind.ACCOUNT, reason: str = Reason.SWITCHED) -> FlagRow:
    return FlagRow(RemovalFlag(state=state, kind=kind, reason=reason))


def test_every_state_kind_and_reason_has_a_name() -> None:
    assert set(STATES) == set(TONES) == {state.value for state in State}
    assert set(KINDS) == {kind.value for kind in Kind}
    assert set(REASONS) == {reason.value for reason in Reason}


@pytest.mark.parametrize("names", [STATES, KINDS, REASONS], ids=["states", "kinds", "reasons"])
def test_no_two_have_the_same_name_in_either_language(names: dict[str, str]) -> None:
    for language in ("sv", "en"):
        with translation.override(language):
            said = [str(name) for name in names.values()]
        assert len(set(said)) == len(said)


def test_names_are_in_the_reader_s_language() -> None:
    row = flag(State.FAILED, Kind.REQUEST, Reason.HOLDER_GONE)

    with translation.override("sv"):
        swedish = [str(name) for name in (row.state, row.kind, row.reason)]
    with translation.override("en"):
        english = [str(name) for name in (row.state, row.kind, row.reason)]

    assert swedish == ["Gavs upp", "Begäran", "innehavaren finns inte längre"]
    assert not set(swedish) & set(english)


@pytest.mark.parametrize(("state", "tone"), [(State.DUE, "wait"), (State.SENT, "good"), (State.FAILED, "bad")])
def test_a_state_is_coloured_by_what_it_means(state: str, tone: str) -> None:
    assert flag(state).tone == tone
