"""What the REST interface answers about a data folder, without the wording of its texts."""

import json
from typing import Any
from urllib.parse import quote, urljoin

from django.test import Client

API = "/api/v1/"
SENDERS = ("162021004748", "162021003898")
COLLECTIONS = {
    "deliveries": "distribution_id",
    "batches": "file_id",
    "webhooks": "subscription_id",
    "print-runs": "number",
}
"""Each with the field by which one of it is asked for."""
SINGLE = (
    *("lanes", "rules", "print-queue", "webhooks", "statistics?since=2026-01-01T00:00"),
    *("office-mails?limit=100", "office-senders"),
)
WORDING = {"reason", "words", "last_problem", "error", "text", "remarks", "answer", "swedish", "english"}
"""Fields whose value is a text for people."""


def answers() -> dict[str, Any]:
    """Every answer to a GET, by address; of collections every one, with its details."""
    found: dict[str, Any] = {path: get(path) for path in SINGLE}
    for sender in SENDERS:
        found |= {f"{sender}/{what}": get(f"senders/{sender}/{what}") for what in ("rules", "plan", "addresses")}
    for name, key in COLLECTIONS.items():
        found[name] = [get(f"{name}/{row[key]}") for row in rows(name)]
    found["results"] = {file["file_id"]: result(file["file_id"]) for file in found["batches"]}
    for subscription in found["webhooks"]:
        path = f"webhooks/{subscription['subscription_id']}/events"
        found[path] = [get(f"{path}/{event['event_id']}") for event in rows(path)]
    return found


def rows(path: str) -> list[Any]:
    """The rows of a collection, page by page. An answer names the next page by address or by cursor."""
    found: list[Any] = []
    following: Any = f"{API}{path}"
    while following:
        page = _json(following)
        if isinstance(page, list):
            return page
        found += page["results"]
        following = page["next"] and urljoin(f"{API}{path}", _address_of(page["next"]))
    return found


def _address_of(following: str | int) -> str:
    return following if isinstance(following, str) else f"?cursor={following}"


def get(path: str) -> Any:
    return _without_wording(_json(f"{API}{path}"))


def result(file_id: str) -> list[Any]:
    """The lines of a print file's result; none as long as there is no index."""
    answer = Client(SERVER_NAME="localhost").get(f"{API}batches/{file_id}/result.jsonl")
    lines = b"".join(answer).decode().splitlines() if answer.status_code == 200 else []
    return [_without_wording(json.loads(line)) for line in lines]


def _json(address: str) -> Any:
    answer = Client(SERVER_NAME="localhost").get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code} {answer.content.decode()}"
    return answer.json()


def _without_wording(answer: Any, key: str = "") -> Any:
    if isinstance(answer, dict):
        return {name: _without_wording(value, name) for name, value in answer.items()}
    if isinstance(answer, list):
        return [_without_wording(value, key) for value in answer]
    if isinstance(answer, str) and (key in WORDING or " | " in answer):
        return _kind(answer)
    return answer


def _kind(text: str) -> str:
    """In how many languages a text is."""
    return "in both languages" if " | " in text else "in one" if text else ""


def under_way() -> list[tuple[str, str, str, str]]:
    """Of each recipient that a letter has not reached: letter, recipient, lane and state."""
    return [
        (letter["distribution_id"], leg["recipient"], lane["name"], leg["state"])
        for lane in _json(f"{API}lanes")
        for letter in rows(f"deliveries?lane={quote(lane['name'])}")
        for leg in letter["legs"]
    ]


def states_of_print_files() -> list[str]:
    return [file["state"] for file in rows("batches")]


def try_all_now() -> None:
    """Close every breaker, and let all that waits be tried."""
    for lane in _json(f"{API}lanes"):
        answer = Client(SERVER_NAME="localhost").post(f"{API}lanes/{lane['name']}/reset")
        assert answer.status_code == 200, answer.content.decode()
