"""What the interface answers the kit, and what the kit asked."""

import json
from typing import Any

from minameddelanden import Person
from minameddelanden.rest import Rest

from tests.cast import MARIA
from tests.kit.answering_server import Answering

NOW = "2026-11-28T09:15:00+01:00"


def will(server: Answering, value: Any) -> None:
    server.will(body=json.dumps(value).encode())


def sent(server: Answering) -> Any:
    return json.loads(server.last.body)


def person(rest: Rest, **values: Any) -> Person:
    return Person(rest, {"number": MARIA, "name": "Maria", "operator": "kivra.com", **values})
