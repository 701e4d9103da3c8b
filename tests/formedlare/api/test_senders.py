"""A number that no registered sender has is refused in words, wherever something is kept for a sender."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings

from formedlare.models import ChannelRule, ContactAddress, SenderPlan
from infra.errors import InternalError
from tests import cast
from tests.formedlare.api.conftest import Api
from webhooks.models import Subscription

NOBODY = "165560000001"
RULES = {"rules": [{"name": "Allt", "channels": ["print"]}]}
PLAN = {"deadline_minutes": 60, "first_pause_seconds": 5, "longest_pause_seconds": 5}
LINES = [{"recipient": cast.MARIA, "email": "maria@example.org", "confirmed_on": "2026-03-01"}]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "rules", RULES),
        ("PUT", "plan", PLAN),
        ("POST", "addresses", LINES),
        ("PUT", "addresses", LINES),
    ],
)
def test_nothing_is_kept_for_a_sender_that_is_not_registered(api: Api, method: str, path: str, body: Any) -> None:
    problem = api.problem(method, f"senders/{NOBODY}/{path}", body, status=404)

    assert f"{NOBODY} är ingen registrerad avsändare i FaR" in problem["detail"]
    assert "162021004748 Kommun A, 162021003898 Kommun B" in problem["detail"]
    kept = [model.objects.filter(sender=NOBODY).exists() for model in (ChannelRule, SenderPlan, ContactAddress)]
    assert not any(kept)


def test_a_subscription_to_the_letters_of_a_sender_that_is_not_registered_is_refused(
    api: Api, settings: Settings
) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.1"]
    problem = api.problem("POST", "webhooks", {"url": "http://127.0.0.1:9/", "sender": NOBODY})

    [error] = problem["errors"]
    assert error["pointer"] == "/sender"
    assert f"{NOBODY} is no registered sender" in error["detail"]
    made = api.done("POST", "webhooks", {"url": "http://127.0.0.1:9/", "sender": "162021004748"})
    api.problem("PATCH", f"webhooks/{made['subscription_id']}", {"sender": NOBODY})
    assert Subscription.objects.get().sender == "162021004748"


def test_what_a_sender_left_that_is_registered_no_more_can_be_seen_and_taken_away(api: Api) -> None:
    ChannelRule.objects.create(sender=NOBODY, position=1, name="Kvar", channels=["print"])

    assert api.get(f"senders/{NOBODY}/rules")["rules"][0]["name"] == "Kvar"
    assert api.done("PUT", f"senders/{NOBODY}/rules", {"rules": []})["inherited"] is True
    assert api.done("PUT", f"senders/{NOBODY}/addresses", []) == {"stored": 0, "total": 0}


def test_while_the_register_does_not_answer_the_number_is_taken_as_it_is(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise InternalError("FaR är borta", "FaR is away")

    monkeypatch.setattr("formedlare.register.list_actors", away)

    assert api.done("PUT", f"senders/{NOBODY}/rules", RULES)["inherited"] is False
