"""Consents over REST: level and last day, which SOAP cannot say, and lists in pages."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from far.models import Consent
from infra import clock
from tests.cast import ARVID, MARIA, TOLVAN
from tests.far.consents.operators import Operator
from tests.far.people import ANNIKA, BENGT, BJORKEN, ERIK, FJALLBACK, LENA, NILS, UNKNOWN
from tests.formedlare.api.conftest import Api

LEVELS = ("ConsentRead", "ConsentReadExtendUnread", "ConsentManage")


@pytest.fixture
def api(world: None, client: Client) -> Api:
    return Api(client)


def give(api: Api, account: str = ARVID, holder: str = MARIA, **values: Any) -> dict[str, Any]:
    body = {"account": account, "holder": holder, "level": "ConsentManage", **values}
    made: dict[str, Any] = api.done("POST", "consents", body)
    return made


def test_a_consent_is_given_and_the_other_is_asked(api: Api, mmp: Operator) -> None:
    made = give(api)

    assert (made["account"], made["account_name"]) == (ARVID, "Arvid Lindgren")
    assert (made["holder"], made["holder_name"]) == (MARIA, "Maria Svensson")
    assert (made["level"], made["state"], made["ends_on"]) == ("ConsentManage", "WaitingForAccept", None)
    assert (made["ending"], made["ended_at"]) == (None, None)
    assert mmp.accept(ARVID, MARIA).status == 200
    assert api.get(f"consents/{made['consent_id']}")["state"] == "Active"


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_can_be_given_until_a_day(api: Api, level: str) -> None:
    last = (clock.today() + timedelta(days=1)).isoformat()

    made = give(api, level=level, ends_on=last, state="Active")

    assert (made["level"], made["ends_on"], made["state"]) == (level, last, "Active")
    assert made["accepted_at"]


def test_numbers_are_read_as_people_write_them(api: Api) -> None:
    assert give(api, "19270517-8354", "810105-2382")["holder"] == MARIA


def test_a_consent_of_which_one_has_signed_the_end_shows_who_and_what(api: Api, mmp: Operator) -> None:
    made = give(api, FJALLBACK, state="Active")
    mmp.register(FJALLBACK, MARIA, LENA, kind="Delete", text="Det är slut.")

    shown = api.get(f"consents/{made['consent_id']}")

    assert (shown["state"], shown["ending_text"]) == ("Active", "Det är slut.")
    assert [(each["purpose"], each["person"]) for each in shown["signatures"]] == [("end", LENA)]


def test_a_companys_prepared_consent_shows_who_has_signed(api: Api, mmp: Operator) -> None:
    made = give(api, FJALLBACK, state="SigningIncomplete")
    mmp.register(FJALLBACK, MARIA, LENA)

    [signature] = api.get(f"consents/{made['consent_id']}")["signatures"]

    assert (signature["person"], signature["purpose"], signature["is_mocked"]) == (LENA, "give", True)


def test_it_is_changed_at_once(api: Api) -> None:
    made = give(api, state="Active")
    last = (clock.today() + timedelta(days=7)).isoformat()

    changed = api.done("PATCH", f"consents/{made['consent_id']}", {"level": "ConsentRead", "ends_on": last})

    assert (changed["level"], changed["ends_on"]) == ("ConsentRead", last)
    assert api.done("PATCH", f"consents/{made['consent_id']}", {"ends_on": None})["ends_on"] is None


def test_it_is_accepted_refused_and_ended(api: Api) -> None:
    accepted, refused = give(api), give(api, LENA)

    assert api.done("POST", f"consents/{accepted['consent_id']}/accept")["state"] == "Active"
    assert api.done("POST", f"consents/{refused['consent_id']}/refuse")["ending"] == "Refused"
    ended = api.done("POST", f"consents/{accepted['consent_id']}/end", {"side": "holder"})
    assert (ended["state"], ended["ending"]) == ("Ended", "CancelledByHolder")


@pytest.mark.parametrize(("state", "ending"), [("WaitingForAccept", "Withdrawn"), ("Active", "CancelledByOwner")])
def test_the_owner_ends_it(api: Api, state: str, ending: str) -> None:
    made = give(api, state=state)

    assert api.done("POST", f"consents/{made['consent_id']}/end", {"side": "owner"})["ending"] == ending


@pytest.mark.parametrize("step", ["accept", "refuse", "end"])
def test_what_its_state_does_not_allow_is_a_conflict(api: Api, step: str) -> None:
    made = give(api)
    api.done("POST", f"consents/{made['consent_id']}/end", {"side": "owner"})
    body = {"side": "owner"} if step == "end" else None

    api.problem("POST", f"consents/{made['consent_id']}/{step}", body, status=409)
    api.problem("PATCH", f"consents/{made['consent_id']}", {"level": "ConsentRead"}, status=409)


def test_a_second_one_between_the_same_is_a_conflict(api: Api) -> None:
    give(api)

    problem = api.problem("POST", "consents", _body(), status=409)

    assert problem["type"].endswith(":conflict")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"account": "123"}, "/account"),
        ({"holder": "192705178355"}, "/holder"),
        ({"level": "ConsentEverything"}, "/level"),
        ({"ends_on": "2020-01-01"}, "/ends_on"),
        ({"ends_on": "0001-01-01"}, "/ends_on"),
        ({"ends_on": "tomorrow"}, "/ends_on"),
        ({"state": "Ended"}, "/state"),
        ({"agreement_text": "x" * 100_001}, "/agreement_text"),
        ({"nonsense": 1}, "/nonsense"),
    ],
)
def test_a_wrong_value_is_named(api: Api, changes: dict[str, Any], pointer: str) -> None:
    problem = api.problem("POST", "consents", _body(**changes))

    assert [error["pointer"] for error in problem["errors"]] == [pointer]


@pytest.mark.parametrize(
    "changes",
    [{"account": TOLVAN}, {"holder": UNKNOWN}, {"holder": ERIK}, {"holder": ARVID}, {"holder": BJORKEN}],
    ids=["no mailbox", "nobody", "protected", "oneself", "a company"],
)
def test_who_cannot_give_or_get_one_is_told_why(api: Api, changes: dict[str, Any]) -> None:
    api.problem("POST", "consents", _body(**changes))

    assert not Consent.objects.exists()


def test_an_unknown_consent_is_not_found(api: Api) -> None:
    unknown = uuid4()

    for method, path, body in (
        ("GET", f"consents/{unknown}", None),
        ("PATCH", f"consents/{unknown}", {"level": "ConsentRead"}),
        ("POST", f"consents/{unknown}/accept", None),
        ("POST", f"consents/{unknown}/refuse", None),
        ("POST", f"consents/{unknown}/end", {"side": "owner"}),
    ):
        api.problem(method, path, body, status=404)


def test_the_list_has_filters(api: Api) -> None:
    given, other = give(api), give(api, LENA, ARVID, level="ConsentRead", state="Active")

    def listed(**query: str) -> list[str]:
        return [each["consent_id"] for each in api.get("consents", **query)["results"]]

    assert listed() == [other["consent_id"], given["consent_id"]], "newest first"
    assert listed(account=ARVID) == [given["consent_id"]]
    assert listed(holder=ARVID) == [other["consent_id"]]
    assert listed(person=ARVID) == [other["consent_id"], given["consent_id"]]
    assert listed(state="Active") == [other["consent_id"]]
    assert listed(level="ConsentManage") == [given["consent_id"]]
    assert listed(account=TOLVAN) == []
    api.problem("GET", "consents?state=Unheard")


def test_the_list_comes_in_pages(api: Api, client: Client) -> None:
    made = [give(api, ARVID, holder)["consent_id"] for holder in (MARIA, LENA, ANNIKA)]

    first = api.get("consents", limit=2)
    second = client.get(first["next"]).json()

    shown = [each["consent_id"] for page in (first, second) for each in page["results"]]
    assert shown == made[::-1]
    assert second["next"] is None


def test_a_use_is_logged_and_listed(api: Api, mmp: Operator) -> None:
    made = give(api, state="Active")
    body = {"account": ARVID, "person": MARIA, "kind": "ReadMessage", "operator": mmp.number}

    use = api.done("POST", "consents/uses", body)

    assert (use["consent_id"], use["grant"], use["operator"]) == (
        made["consent_id"],
        "ConsentManage",
        mmp.number,
    )
    for query in (
        {"account": ARVID},
        {"person": MARIA},
        {"consent_id": made["consent_id"]},
        {"kind": "ReadMessage"},
        {"grant": "ConsentManage"},
    ):
        assert api.get("consents/uses", **query)["results"] == [use]
    assert api.get("consents/uses", account=LENA)["results"] == []


def test_a_guardians_use_has_no_consent(api: Api, mmp: Operator) -> None:
    body = {"account": NILS, "person": BENGT, "kind": "OpenedMailbox", "operator": mmp.number}

    use = api.done("POST", "consents/uses", body)

    assert (use["grant"], use["consent_id"]) == ("Guardian", None)


def test_a_use_without_a_right_is_forbidden(api: Api, mmp: Operator) -> None:
    body = {"account": ARVID, "person": MARIA, "kind": "OpenedMailbox", "operator": mmp.number}

    api.problem("POST", "consents/uses", body, status=403)


def _body(**changes: Any) -> dict[str, Any]:
    return {"account": ARVID, "holder": MARIA, "level": "ConsentManage", **changes}
