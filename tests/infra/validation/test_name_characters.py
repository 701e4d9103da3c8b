"""No name turns the direction of the text after it, whichever door it comes in by."""

from typing import Any

import pytest
from django.test import Client

from far.models import ActorEvent, Consent
from infra.validation.name_characters import wrong_with_direction, wrong_with_name
from tests.formedlare.api.conftest import Api

MARKS = [0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
REVERSED = "Kommun\u202eA"
NEW_ACTOR, NEW_COMPANY, NEW_PERSON = "5569990004", "165560000910", "191812180014"
OWNER, RECEIVER = "192705178354", "198101052382"


@pytest.fixture
def api(client: Client, world: None) -> Api:
    return Api(client)


@pytest.mark.parametrize("mark", MARKS, ids=hex)
def test_a_name_with_a_mark_of_direction_is_none(mark: int) -> None:
    problem = wrong_with_name(f"Region{chr(mark)}X")

    assert problem is not None
    assert "vänder textens riktning" in problem.swedish
    assert "turn the direction" in problem.english
    assert wrong_with_direction(f"Rad ett\nRad{chr(mark)} två") is not None


@pytest.mark.parametrize(
    "name", ["Räksmörgås & Co", "محمد", "ישראל", "Ærø\u00a0Kommune", "O\u2019Brien", "👩\u200d🚒"]
)
def test_names_of_all_scripts_are_names(name: str) -> None:
    assert wrong_with_name(name) is None


@pytest.mark.parametrize("text", ["En rad\nen till\tmed tabb", "עברית"])
def test_a_text_may_have_lines_and_any_script(text: str) -> None:
    assert wrong_with_direction(text) is None


DOORS: list[tuple[str, str, dict[str, Any], str]] = [
    ("PUT", f"actors/{NEW_ACTOR}", {"name": REVERSED}, "/name"),
    ("POST", "actors/any", {"name": REVERSED}, "/name"),
    ("PATCH", "actors/162021004748", {"name": REVERSED}, "/name"),
    ("PUT", f"registers/people/{NEW_PERSON}", {"name": REVERSED}, "/name"),
    ("PUT", f"registers/people/{NEW_PERSON}", {"name": "Ny", "street": REVERSED}, "/street"),
    ("PUT", f"registers/companies/{NEW_COMPANY}", {"name": REVERSED}, "/name"),
    ("PUT", f"registers/companies/{NEW_COMPANY}", {"name": "Nytt", "rule_text": REVERSED}, "/rule_text"),
    (
        "POST",
        "consents",
        {"account": OWNER, "holder": RECEIVER, "level": "ConsentRead", "agreement_text": REVERSED},
        "/agreement_text",
    ),
]


@pytest.mark.parametrize(("method", "address", "body", "pointer"), DOORS, ids=lambda value: str(value)[:40])
def test_every_door_refuses_it_in_words(
    api: Api, method: str, address: str, body: dict[str, Any], pointer: str
) -> None:
    problem = api.problem(method, address, body)

    [error] = problem["errors"]
    assert error["pointer"] == pointer
    assert "turn the direction" in error["detail"]
    assert not ActorEvent.objects.filter(organisation=f"16{NEW_ACTOR}").exists()
    assert not Consent.objects.filter(account=OWNER, holder=RECEIVER).exists()
