"""What became of each letter: listed, filtered, and told in full."""

import json
import logging
import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from formedlare import dispatch, legs
from formedlare.models import Lane, Leg
from formedlare.models.channel import Channel
from infra import clock
from infra.texts import Text
from print_supplier.runs import print_queued
from tests import cast
from tests.formedlare.api.conftest import Api, Delivery
from tests.relay import Relay, leg_of, work

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def ids(listed: dict[str, list[dict[str, str]]]) -> list[str]:
    return [item["distribution_id"] for item in listed["results"]]


def test_a_letters_whole_life_is_told_with_who_decided_what_and_when(api: Api, relay: Relay) -> None:
    sent = relay.distribute(cast.MARIA, correlation_id="c-1")
    work()

    told = api.get(f"deliveries/{sent.distribution_id}")

    assert (told["sender"], told["correlation_id"], told["trace"]) == ("162021004748", "c-1", sent.trace)
    [leg] = told["legs"]
    assert (leg["recipient"], leg["state"], leg["operator"]) == (cast.MARIA, "delivered", "minmyndighetspost.se")
    assert leg["trans_id"]
    assert leg["rule"]
    assert (leg["next_try_at"], leg["passed_over"]) == (None, [])
    states = [event["state"] for event in leg["events"]]
    assert states[0] == "looked_up"
    assert states[-1] == "delivered"
    assert leg["events"][-1]["duration_ms"] >= 0
    assert leg["events"][-1]["channel"] == "mina_meddelanden"


def test_why_a_channel_was_passed_over_is_told_in_both_languages(api: Api, relay: Relay) -> None:
    sent = relay.distribute(cast.TOLVAN)
    work()

    [leg] = api.get(f"deliveries/{sent.distribution_id}")["legs"]

    assert leg["passed_over"][0]["channel"] == "mina_meddelanden"
    assert "ingen digital brevlåda | the recipient has no mailbox" in leg["passed_over"][0]["reason"]
    told = [event for event in leg["events"] if event["english"]]
    assert "ingen digital brevlåda" in told[0]["swedish"]
    assert told[0]["english"] == "the recipient has no mailbox"


def test_a_letter_that_failed_keeps_the_channel_that_was_tried_last(api: Api, relay: Relay) -> None:
    only_mailboxes = {"name": "Bara brevlådor", "channels": ["mina_meddelanden"]}
    api.done("PUT", "rules", {"rules": [only_mailboxes]})
    sent = relay.distribute(cast.TOLVAN)
    work()

    [leg] = api.get(f"deliveries/{sent.distribution_id}")["legs"]
    [listed] = api.get("deliveries", trace=sent.trace)["results"][0]["legs"]

    assert leg["state"] == listed["state"] == "failed"
    assert leg["channel"] == listed["channel"] == "mina_meddelanden"
    assert {event["channel"] for event in leg["events"]} <= {None, *Channel.values}


def test_a_letter_has_no_channel_before_one_is_chosen(api: Api, relay: Relay) -> None:
    sent = relay.distribute(cast.MARIA)

    [leg] = api.get(f"deliveries/{sent.distribution_id}")["legs"]

    assert (leg["state"], leg["channel"]) == ("received", None)


def test_a_list_says_of_each_letter_why_it_went_on_paper(api: Api, relay: Relay) -> None:
    sent = relay.distribute(cast.TOLVAN, relay.sender.text(attachments=[]))
    digital = relay.distribute(cast.MARIA)
    work()
    print_queued()

    reasons = {item["distribution_id"]: item["legs"][0]["reason"] for item in api.get("deliveries")["results"]}
    [leg] = api.get(f"deliveries/{sent.distribution_id}")["legs"]

    assert leg["state"] == "printed"
    assert leg["reason"] == "mottagaren har ingen digital brevlåda | the recipient has no mailbox"
    assert reasons == {str(sent.distribution_id): leg["reason"], str(digital.distribution_id): ""}


def test_pages_go_back_in_time_and_end(api: Api, delivery: Delivery) -> None:
    made = [str(delivery().distribution_id) for _ in range(5)]

    first = api.get("deliveries", limit=2)
    second = api.client.get(first["next"]).json()
    delivery()  # what comes in meanwhile moves no page
    third = api.client.get(second["next"]).json()

    assert ids(first) + ids(second) + ids(third) == made[::-1]
    assert third["next"] is None


@pytest.mark.parametrize(
    ("query", "differs"),
    [
        ({"sender": "162021003898"}, {"sender": "162021003898"}),
        ({"sender": "202100-3898"}, {"sender": "162021003898"}),
        ({"recipient": cast.ARVID}, {"recipient": cast.ARVID}),
        ({"recipient": "19270517-8354"}, {"recipient": cast.ARVID}),
        ({"state": "failed"}, {"state": "failed"}),
        ({"channel": "print"}, {"channel": "print"}),
        ({"operator": "kivra.com"}, {"operator": "kivra.com"}),
        ({"label": "run 7"}, {"label": "run 7"}),
        ({"trace": "b" * 32}, {"trace": "b" * 32}),
        ({"reference": "r-1"}, {"reference": "r-1"}),
        ({"correlation_id": "c/1 å"}, {"correlation_id": "c/1 å"}),
        ({"reference": "å" * 5000}, {"reference": "å" * 5000}),
        ({"reference": "å" * 200}, {"reference": "å" * 200}),
        ({"received_after": "2026-03-02T12:00:00Z"}, {"received_at": NOON}),
        ({"since": "2026-03-02T12:00:00Z"}, {"received_at": NOON}),
        ({"received_after": "2026-03-02T13:00:00+01:00"}, {"received_at": NOON}),
        ({"received_after": "2026-03-02T13:00"}, {"received_at": NOON}),
        ({"state": "failed", "recipient": cast.ARVID}, {"state": "failed", "recipient": cast.ARVID}),
    ],
)
def test_every_filter_finds_what_it_names_and_nothing_else(
    api: Api, delivery: Delivery, query: dict[str, str], differs: dict[str, object]
) -> None:
    other = delivery(received_at=NOON - timedelta(seconds=1), reference="å" * 4999, correlation_id="c/1")
    wanted = delivery(**({"received_at": NOON - timedelta(days=1)} | differs))

    assert ids(api.get("deliveries", **query)) == [str(wanted.distribution_id)]
    assert str(other.distribution_id) in ids(api.get("deliveries"))


def test_received_before_leaves_out_the_moment_itself(api: Api, delivery: Delivery) -> None:
    delivery(received_at=NOON)
    earlier = delivery(received_at=NOON - timedelta(microseconds=1))

    assert ids(api.get("deliveries", received_before=NOON.isoformat())) == [str(earlier.distribution_id)]


def test_unfinished_legs_are_found_by_their_lane(api: Api, delivery: Delivery) -> None:
    delivery(state="delivered")
    waiting = delivery(state="waiting")

    assert ids(api.get("deliveries", lane="lookup")) == [str(waiting.distribution_id)]


@pytest.mark.parametrize(
    ("query", "named", "says"),
    [
        ({"sändare": "1"}, "/sändare", "correlation_id"),
        ({"sender": "hej"}, "/sender", "16"),
        ({"recipient": "198101052383"}, "/recipient", "check digit"),
        ({"state": "lost"}, "/state", "lost"),
        ({"channel": "pigeon"}, "/channel", "pigeon"),
        ({"trace": "xyz"}, "/trace", ""),
        ({"received_after": "yesterday"}, "/received_after", "must be a day or a moment"),
        ({"since": "yesterday"}, "/since", "must be a day or a moment"),
        ({"until": "2026-01-01", "received_before": "2026-01-02"}, "/until", "received_before"),
        ({"limit": "0"}, "/limit", "1"),
        ({"limit": "201"}, "/limit", "200"),
        ({"cursor": "abc"}, "/cursor", ""),
        ({"label": "a\0b"}, "/label", ""),
    ],
)
def test_a_filter_that_is_unknown_or_wrong_is_named(
    api: Api, query: dict[str, str], named: str, says: str
) -> None:
    answer = api.client.get("/api/v1/deliveries", query)

    assert answer.status_code == 400, answer.content
    [error] = answer.json()["errors"]
    assert error["pointer"] == named
    assert says in error["detail"]
    assert named[1:] in answer.json()["detail"]


def test_a_filter_that_stands_twice_is_named(api: Api) -> None:
    answer = api.client.get("/api/v1/deliveries?state=failed&state=waiting")
    assert answer.status_code == 400
    assert "state" in answer.json()["detail"]


def test_a_delivery_that_is_not_there_is_a_problem_in_words(api: Api) -> None:
    problem = api.problem("GET", f"deliveries/{uuid.uuid4()}", status=404)
    assert problem["type"].endswith(":not-found")
    api.problem("GET", "deliveries/hej", status=404)


def test_a_waiting_leg_is_tried_when_told_to_although_its_lane_rests(
    api: Api, delivery: Delivery, later: Callable[[timedelta], None]
) -> None:
    waiting = delivery(state="waiting", reason=Text("nere", "down"))
    in_an_hour = clock.now() + timedelta(hours=1)
    Leg.objects.update(due_at=in_an_hour)
    Lane.objects.create(name="lookup", breaker="open", retry_at=in_an_hour)
    assert datetime.fromisoformat(_leg(api, waiting)["next_try_at"]) == in_an_hour

    told = api.done("POST", f"deliveries/{waiting.distribution_id}/legs/198101052382/retry")

    assert datetime.fromisoformat(told["next_try_at"]) <= clock.now()
    assert Lane.objects.get().retry_at <= clock.now()  # type: ignore[operator]  # it is set, or the test fails


def test_a_letter_that_is_held_back_names_the_earlier_one_in_its_case(api: Api, relay: Relay) -> None:
    first, second, other = (relay.distribute(cast.MARIA, correlation_id=case) for case in ("c", "c", "d"))
    third = relay.distribute(cast.MARIA, correlation_id="c")
    asked = [f"deliveries/{letter.distribution_id}" for letter in (first, second, third, other)]

    def told() -> list[str | None]:
        return [api.get(path)["legs"][0]["waits_for"] for path in asked]

    assert told() == [None] * 4, "looked up are all of them at once"
    dispatch.work_lane("lookup")
    assert told() == [None, str(first.distribution_id), str(first.distribution_id), None]
    legs.move_legs([leg_of(first)], Leg.State.FAILED)
    assert told() == [None, None, str(second.distribution_id), None]
    assert api.done("POST", f"{asked[2]}/legs/{cast.MARIA}/retry")["waits_for"] == str(second.distribution_id)
    work()
    assert told() == [None] * 4


def test_every_time_is_swedish_with_its_offset(api: Api, delivery: Delivery) -> None:
    waiting = delivery(state="waiting", received_at=NOON)
    leg = Leg.objects.get()
    leg.events.create(at=NOON, state="waiting")
    Lane.objects.create(name="lookup", breaker="open", retry_at=NOON, last_success_at=NOON)

    answers = [api.get(f"deliveries/{waiting.distribution_id}"), api.get("deliveries"), api.get("lanes")]

    times = re.findall(r'"(\d{4}-\d\d-\d\dT[^"]*)"', json.dumps(answers))
    assert len(times) > 10
    assert set(times) == {"2026-03-02T13:00:00+01:00"}


def test_a_finished_leg_is_not_tried_again_and_it_is_said_why(api: Api, delivery: Delivery) -> None:
    done = delivery(state="delivered")
    problem = api.problem("POST", f"deliveries/{done.distribution_id}/legs/198101052382/retry", status=409)
    assert "levererad" in problem["detail"]
    api.problem("POST", f"deliveries/{done.distribution_id}/legs/191212121212/retry", status=404)


def test_identity_numbers_stand_in_answers_and_not_in_the_log_or_a_cache(
    api: Api, delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    done = delivery(state="delivered")
    path = f"deliveries/{done.distribution_id}/legs/198101052382/retry"

    with caplog.at_level("DEBUG"):
        answers = [api.send("POST", path), api.send("GET", path), api.client.get("/api/v1/deliveries")]
        api.send("DELETE", "senders/162021004748/addresses/198101052382")

    assert [answer.status_code for answer in answers] == [409, 405, 200]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}
    assert "198101052382" in str(api.get("deliveries"))
    assert "198101052382" not in " ".join(record.getMessage() for record in caplog.records if _is_ours(record))


def _is_ours(record: logging.LogRecord) -> bool:
    return not record.name.startswith("django.db")


def test_a_notification_to_many_is_listed_in_short(api: Api, delivery: Delivery) -> None:
    made = delivery()
    [one] = Leg.objects.all()
    for number in range(30):
        one.pk, one.recipient, one.state = None, f"16556000{number:04}", "waiting"
        one.save()

    [item] = api.get("deliveries")["results"]

    assert item["distribution_id"] == str(made.distribution_id)
    assert item["states"] == {"received": 1, "waiting": 30}
    assert len(item["legs"]) == 10


def _leg(api: Api, delivery: object) -> dict[str, str]:
    leg: dict[str, str] = api.get(f"deliveries/{delivery}")["legs"][0]
    return leg
