"""The order in which letters go, and what a lane does while its operator is down."""

from collections.abc import Callable
from datetime import timedelta

from formedlare import scheduling
from formedlare.models import Lane, Leg, SenderPlan
from infra import clock
from tests import cast
from tests.formedlare import stations
from tests.formedlare.stations import Stations
from tests.relay import Relay, leg_of, work

Forward = Callable[[timedelta], None]
LONG = timedelta(minutes=10)


def test_letters_to_one_recipient_arrive_in_the_order_in_which_they_were_received(
    relay: Relay, network: Stations, later: Forward
) -> None:
    station = network.open("borta.example", stations.no_answer)
    network.move(cast.MARIA, station.name)
    for number in range(3):
        relay.distribute(cast.MARIA, relay.sender.text(subject=f"Brev {number}"))
    work()
    assert station.subjects() == ["Brev 0"]

    station.answers = stations.delivered
    later(LONG)
    work()

    assert station.subjects() == ["Brev 0", "Brev 0", "Brev 1", "Brev 2"]


def test_a_letter_with_another_correlation_id_does_not_wait(relay: Relay, network: Stations) -> None:
    answers = iter([stations.no_answer, stations.delivered])

    def first_not_then_yes(recipient: str) -> bytes:
        return next(answers)(recipient)

    station = network.open("ibland.example", first_not_then_yes)
    network.move(cast.MARIA, station.name)
    first = relay.distribute(cast.MARIA, correlation_id="ärende 1")
    second = relay.distribute(cast.MARIA, correlation_id="ärende 2")

    work()

    assert (leg_of(first).state, leg_of(second).state) == ("waiting", "delivered")


def test_a_clock_that_is_put_back_keeps_no_letter_waiting(relay: Relay, network: Stations, later: Forward) -> None:
    station = network.open("borta.example", stations.no_answer)
    network.move(cast.MARIA, station.name)
    accepted = relay.distribute(cast.MARIA)
    later(timedelta(hours=5))
    work()
    assert leg_of(accepted).state == "waiting"

    station.answers = stations.delivered
    later(timedelta(hours=-4))
    scheduling.sweep_lanes()
    work()

    assert leg_of(accepted).state == "delivered"


def test_a_dead_operator_is_left_alone_and_the_others_go_on(
    relay: Relay, network: Stations, later: Forward
) -> None:
    dead = network.open("dod.example", stations.no_answer)
    alive = network.open("levande.example")
    people = ["197601012391", "198301012392", "198501012382", "199001012385", "199201012391", "197001632384"]
    for number in [cast.MARIA, cast.ARVID, *people[:6]]:
        network.move(number, dead.name)
        relay.distribute(number)
    network.move("194501103297", alive.name)
    fine = relay.distribute("194501103297")

    work()

    lane = Lane.objects.get(name=dead.name)
    assert lane.breaker == "open"
    assert len(dead.received) == 5
    assert "connection refused" in lane.last_problem.on_wire
    assert leg_of(fine).state == "delivered"


def test_when_the_operator_is_back_one_letter_tries_and_the_rest_follow_in_order(
    relay: Relay, network: Stations, later: Forward
) -> None:
    station = network.open("tillbaka.example", stations.no_answer)
    people = [cast.MARIA, cast.ARVID, "197001632384", "198301012392", "198501012382", "199201012391"]
    for number in people:
        network.move(number, station.name)
        relay.distribute(number, relay.sender.text(subject=number))
    work()
    tried = len(station.received)

    station.answers = stations.delivered
    later(timedelta(minutes=1))
    work()

    assert Lane.objects.get(name=station.name).breaker == "closed"
    assert Leg.objects.exclude(state="delivered").count() == 0
    assert station.subjects()[tried:] == people


def test_an_open_breaker_tries_a_letter_when_it_says_so_though_every_letter_has_a_longer_pause(
    relay: Relay, network: Stations, later: Forward
) -> None:
    SenderPlan.objects.create(
        sender=relay.sender.identity.organisation.value, first_pause_seconds=3_000, longest_pause_seconds=3_600
    )
    station = network.open("lange.example", stations.no_answer)
    for number in [cast.MARIA, cast.ARVID, "197001632384", "198301012392", "198501012382"]:
        network.move(number, station.name)
        relay.distribute(number)
    work()
    lane = Lane.objects.get(name=station.name)
    assert (lane.breaker, len(station.received)) == ("open", 5)
    station.answers = stations.delivered

    assert lane.retry_at is not None
    later(lane.retry_at - clock.now())
    work()

    assert set(Leg.objects.values_list("state", flat=True)) == {"delivered"}
    assert Lane.objects.get(name=station.name).breaker == "closed"


def test_letters_before_an_operator_that_is_down_say_that_they_wait_and_why(
    relay: Relay, network: Stations
) -> None:
    station = network.open("nere.example", stations.no_answer)
    people = [cast.MARIA, cast.ARVID, "197001632384", "198301012392", "198501012382", "199201012391"]
    for number in people:
        network.move(number, station.name)
        relay.distribute(number)
    work()
    network.move("194501103297", station.name)
    late = relay.distribute("194501103297")
    work()

    scheduling.sweep_lanes()

    waiting = Leg.objects.filter(state="waiting")
    assert waiting.count() == len(people) + 1
    assert all(leg.reason for leg in waiting)
    assert "inga försök görs just nu" in leg_of(late).reason.on_wire
    assert leg_of(late).attempts == 0
