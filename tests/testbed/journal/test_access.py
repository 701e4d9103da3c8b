"""Nobody without the password, and no page of another site, reads or changes anything."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.testbed.journal.conftest import EXCHANGES, Journal

REST = [EXCHANGES, f"{EXCHANGES}/1", f"{EXCHANGES}/1/request.xml", f"{EXCHANGES}/1/response.xml"]
REST += [f"{EXCHANGES}/1/curl", f"{EXCHANGES}.har", f"{EXCHANGES}.zip", f"{EXCHANGES}/events"]
PAGES = ["", "nytt/", "1/", "1/anrop.xml", "1/svar.xml", "handelser.har", "handelser.zip", f"brev/{'a' * 32}/"]


@pytest.mark.parametrize("address", [*REST, *(f"/konsol/handelser/{page}" for page in PAGES)])
def test_without_the_password_nothing_is_shown(
    journal: Journal, client: Client, settings: Settings, address: str
) -> None:
    settings.CONSOLE_PASSWORD = "a long sentence"
    assert client.get(address).status_code == 401
    assert client.get(address, headers={"Authorization": "Bearer wrong"}).status_code in {401, 429}


@pytest.mark.parametrize("address", [EXCHANGES, f"{EXCHANGES}/1", "/konsol/handelser/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_another_site_cannot_change_anything(journal: Journal, address: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = getattr(client, method)(address, headers={"Origin": "https://evil.example"})
    assert answer.status_code in {403, 405}


@pytest.mark.parametrize("address", REST[:1])
def test_another_site_gets_no_leave_to_read(journal: Journal, client: Client, address: str) -> None:
    answer = client.get(address, headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})
    assert "Access-Control-Allow-Origin" not in answer
    assert answer.status_code == 403


def test_the_list_is_not_kept_by_browsers(journal: Journal, client: Client) -> None:
    assert client.get(EXCHANGES)["Cache-Control"] == "no-store"
    assert "no-cache" in client.get(reverse("journal:exchanges"))["Cache-Control"]
