"""Which channel empties a lane."""

from collections.abc import Iterator, Sequence

import pytest

from formedlare import dispatch, legs
from formedlare.channels import email, operator, registry, sms
from formedlare.channels.outcome import Batch, ChannelRefused, ChannelUnavailable, NotCarried, Outcome, TryAgain
from formedlare.lanes import breaker
from formedlare.legs import LegNote, State
from formedlare.models import AttemptOutcome, Lane, Leg, Obstacle
from infra.texts import Text
from print_supplier import channel as paper
from tests import cast
from tests.relay import Relay, leg_of

LANE = "pigeon"


class Pigeons:
    """A channel that does with each letter what the test wants, and remembers which it was given."""

    def __init__(self) -> None:
        self.given: list[int] = []
        self.problem: Exception | None = None

    def prepare(self, claimed: Sequence[Leg]) -> Batch:
        return Batch(claimed, self.carry)

    def carry(self, leg: Leg) -> Outcome:
        self.given.append(leg.pk)
        if self.problem:
            raise self.problem
        return Outcome(AttemptOutcome.DELIVERED, LegNote(outcome=AttemptOutcome.DELIVERED))


@pytest.fixture
def pigeons() -> Iterator[Pigeons]:
    channel = Pigeons()
    registry.register_channel(LANE, channel.prepare)
    yield channel
    registry.register_channel(LANE, operator.prepare_batch)


@pytest.fixture
def waiting(relay: Relay) -> list[Leg]:
    """Three letters in the channel's lane."""
    breaker.ensure_lanes({LANE})
    accepted = [relay.distribute(number) for number in (cast.MARIA, cast.ARVID, cast.TOLVAN)]
    return legs.move_legs([leg_of(item) for item in accepted], State.REROUTED, lane=LANE, channel="print")


def test_the_channels_of_the_apps_have_their_lanes_and_an_operators_lane_needs_no_entry() -> None:
    assert registry.channel_of("email") is email.prepare_batch
    assert registry.channel_of("sms") is sms.prepare_batch
    assert registry.channel_of("print") is paper.prepare_batch
    assert registry.channel_of("kivra.com") is operator.prepare_batch


def test_a_channel_that_is_registered_carries_what_is_in_its_lane(pigeons: Pigeons, waiting: list[Leg]) -> None:
    assert dispatch.work_lane(LANE) is dispatch.LaneProgress.ALL

    assert pigeons.given == [leg.pk for leg in waiting]
    assert set(Leg.objects.values_list("state", "attempts")) == {("delivered", 1)}


def test_a_letter_that_the_channel_refuses_is_passed_over_with_its_code_and_no_attempt(
    pigeons: Pigeons, waiting: list[Leg]
) -> None:
    pigeons.problem = ChannelRefused("för tung", "too heavy", Obstacle.TOO_LARGE)

    dispatch.work_lane(LANE)

    leg = Leg.objects.get(pk=waiting[0].pk)
    assert leg.passed_over[0].code == Obstacle.TOO_LARGE
    assert tuple(leg.passed_over[0].reason) == ("för tung", "too heavy")
    assert leg.attempts == 0
    assert Lane.objects.get(name=LANE).failures == 0


def test_a_letter_that_the_channel_cannot_take_now_waits_and_the_others_are_tried(
    pigeons: Pigeons, waiting: list[Leg]
) -> None:
    pigeons.problem = TryAgain("regn", "rain")

    dispatch.work_lane(LANE)

    assert len(pigeons.given) == len(waiting)
    assert set(Leg.objects.values_list("state", flat=True)) == {"waiting"}
    assert Leg.objects.first().problem == Text("regn", "rain")  # type: ignore[union-attr]  # it is there, or the test fails
    assert Lane.objects.get(name=LANE).breaker == "closed"


def test_when_the_channel_is_away_the_breaker_opens_and_the_rest_is_let_go_untried(
    pigeons: Pigeons, waiting: list[Leg]
) -> None:
    pigeons.problem = ChannelUnavailable("inga duvor", "no pigeons")
    Lane.objects.filter(name=LANE).update(failures=breaker.FAILURES_THAT_OPEN - 1)

    dispatch.work_lane(LANE)

    assert pigeons.given == [waiting[0].pk]
    lane = Lane.objects.get(name=LANE)
    assert (lane.breaker, lane.last_problem) == ("open", Text("inga duvor", "no pigeons"))
    rest = Leg.objects.filter(pk__in=[leg.pk for leg in waiting[1:]])
    assert set(rest.values_list("state", "claimed_by")) == {("rerouted", "")}


def test_a_mistake_in_the_channel_makes_only_that_letter_wait(pigeons: Pigeons, waiting: list[Leg]) -> None:
    real = pigeons.carry

    def carry(leg: Leg) -> Outcome:
        if leg.pk == waiting[1].pk:
            raise RuntimeError("a bug")
        return real(leg)

    registry.register_channel(LANE, lambda claimed: Batch(claimed, carry))

    dispatch.work_lane(LANE)

    states = dict(Leg.objects.values_list("pk", "state"))
    assert [states[leg.pk] for leg in waiting] == ["delivered", "waiting", "delivered"]
    event = Leg.objects.get(pk=waiting[1].pk).events.last()
    assert event is not None
    assert (event.outcome, event.code) == ("internal_error", 4999)
    assert "a bug" in event.text.swedish


def test_what_the_channel_has_recorded_itself_is_not_recorded_again(pigeons: Pigeons, waiting: list[Leg]) -> None:
    def carry(leg: Leg) -> Outcome:
        legs.finish_leg(leg, State.DELIVERED, LegNote(outcome=AttemptOutcome.DELIVERED, address="a dovecote"))
        return Outcome(AttemptOutcome.DELIVERED, LegNote(), is_recorded=True)

    registry.register_channel(LANE, lambda claimed: Batch(claimed, carry))

    dispatch.work_lane(LANE)

    for leg in waiting:
        assert list(leg.events.filter(state="delivered").values_list("address", flat=True)) == ["a dovecote"]


@pytest.mark.parametrize("problem", [ChannelRefused("a", "b"), TryAgain("a", "b"), ChannelUnavailable("a", "b")])
def test_every_error_of_a_channel_names_its_outcome(problem: NotCarried) -> None:
    assert problem.meaning in AttemptOutcome
    assert tuple(problem.text) == ("a", "b")
