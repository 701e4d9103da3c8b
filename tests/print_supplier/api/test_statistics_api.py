"""Letters by sender and channel, and what was saved."""

from datetime import UTC, datetime, timedelta

from tests.formedlare.api.conftest import Api, Delivery, api, delivery

__all__ = ["api", "delivery"]

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_letters_are_counted_by_sender_channel_and_time(api: Api, delivery: Delivery) -> None:
    for choices in (
        {"state": "delivered", "channel": "mina_meddelanden"},
        {"state": "delivered", "channel": "mina_meddelanden", "sender": "162021003898"},
        {"state": "delivered", "channel": "email"},
        {"state": "failed"},
        {"state": "waiting"},
        {"state": "delivered", "channel": "sms", "received_at": NOON - timedelta(days=1)},
    ):
        delivery(**{"received_at": NOON, **choices})

    told = api.get("statistics", since="2026-03-02T12:00:00Z")

    assert (told["letters"], told["failed"], told["cost_ore"]) == (3, 1, 0)
    assert told["saved_ore"] == sum(line["saved_ore"] for line in told["lines"]) > 0
    assert {line["channel"]: line["letters"] for line in told["by_channel"]} == {
        "mina_meddelanden": 2,
        "email": 1,
        "sms": 0,
        "print": 0,
    }
    assert api.get("statistics", sender="162021003898", until="2026-03-03")["letters"] == 1


def test_a_wrong_period_is_named(api: Api) -> None:
    answer = api.client.get("/api/v1/statistics", {"since": "mars", "year": "2026"})
    assert answer.status_code == 400
    assert "year" in str(answer.json()["errors"])
