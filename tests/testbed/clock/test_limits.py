"""The clock's limits: the same in REST, on the page, in its description and in the documents."""

import pytest
from django.conf import settings
from django.test import Client

from infra import clock
from testbed.clock.moving import EARLIEST, LATEST

pytestmark = pytest.mark.django_db
FIRST, LAST = f"{EARLIEST:%Y-%m-%d}", f"{LATEST:%Y-%m-%d}"
BEYOND = [
    {"set": "1999-12-31T23:59:59Z"},
    {"set": "2100-01-01T00:00:01Z"},
    {"set": "9999-12-31T23:59:59Z"},
    {"set": "0001-01-01T00:00:00Z"},
    {"advance": "P100Y"},
    {"advance": "P9999Y"},
]


@pytest.mark.parametrize("body", BEYOND)
def test_what_lies_beyond_them_is_refused_with_the_limits(client: Client, body: dict[str, str]) -> None:
    answer = client.post("/api/v1/clock", body, content_type="application/json")

    assert answer.status_code == 400
    assert f"{FIRST} till {LAST}" in answer.json()["detail"]
    assert f"{FIRST} to {LAST}" in answer.json()["detail"]
    assert not clock.read_setting().is_moved


@pytest.mark.parametrize("moment", ["2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z"])
def test_the_limits_themselves_are_possible(client: Client, moment: str) -> None:
    answer = client.post("/api/v1/clock", {"set": moment}, content_type="application/json")
    client.delete("/api/v1/clock")

    assert answer.status_code == 200


@pytest.mark.parametrize("field", [{"moment": "1999-12-31 12:00"}, {"framat": "P1000Y"}, {"framat": "P9999Y"}])
def test_the_page_says_them_before_and_after(client: Client, field: dict[str, str]) -> None:
    before = client.get("/konsol/styrning/klocka/").content.decode()
    after = client.post("/konsol/styrning/klocka/", field, follow=True).content.decode()

    assert f"Från {FIRST} till {LAST}" in before
    assert f"Klockan kan stå från {FIRST} till {LAST}" in after


def test_the_documents_say_them() -> None:
    page = (settings.BASE_DIR / "docs" / "steering.md").read_text()
    description = (settings.BASE_DIR / "docs" / "openapi.yaml").read_text()

    assert f"{FIRST} to {LAST}" in " ".join(page.split())
    assert f"{FIRST} to {LAST}" in " ".join(description.split())
