"""What the terminal says when it is ready leads nowhere that answers 404."""

import re

import pytest
from django.conf import settings

from infra.supervisor import startup_message
from tests.infra.supervisor.simulator import Simulator


def titles() -> list[str]:
    return [line[2:12].strip() for line in startup_message.startup_lines() if re.match(r"  \S", line)]


@pytest.mark.parametrize(
    ("roles", "there", "missing"),
    [
        ("far,formedlare,operator,ui,testbed", "Web Log-in Phone Console API Health", ""),
        ("far,operator", "Health", "Web Log-in Phone Console API"),
        ("formedlare", "API Health", "Web Phone Console"),
        ("far,testbed", "Console Health", "Web Phone API"),
    ],
)
def test_it_names_what_the_roles_serve(
    monkeypatch: pytest.MonkeyPatch, roles: str, there: str, missing: str
) -> None:
    monkeypatch.setattr(settings, "ROLES", frozenset(roles.split(",")))

    named = {title.replace(" ", "-") for title in titles()}

    assert named >= set(there.split())
    assert named.isdisjoint(missing.split())


def test_every_page_that_it_names_is_there(simulator: Simulator) -> None:
    base = f"http://localhost:{simulator.web_port}"
    paths = re.findall(rf"{base}(/\S*)", simulator.said())

    assert {"/", "/konsol/", "/api/docs/", "/healthz"} <= set(paths)
    assert [path for path in paths if simulator.get(path)[0] >= 400] == []
