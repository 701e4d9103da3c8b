"""An organisation that the simulator has never heard of asks to send, once, and sends."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests
import zeep.exceptions
from playwright.sync_api import Browser

from infra.pki import store
from infra.pki.store import Identity
from tests import cast
from tests.browsing import SOON
from tests.cast import MARIA
from tests.end_to_end.test_a_letter import NAMES, Municipality
from tests.end_to_end.wire import Post, Store
from tests.end_to_end.zeep_client import Part, Transport, address
from tests.infra.supervisor.simulator import Simulator, running_simulator

pytestmark = pytest.mark.timeout(300)

AT_KIVRA = "198301012392"
REGION = "162321000057"


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """Every process keeps the actors in memory for an hour, and none may act on what is out of date."""
    with running_simulator(tmp_path_factory.mktemp("let-me-send"), MM_REGISTER_CACHE_SECONDS="3600") as simulator:
        yield simulator


def rest(simulator: Simulator, method: str, path: str, body: Mapping[str, Any]) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.request(
            method, f"http://localhost:{simulator.web_port}/api/v1/{path}", json=body, timeout=20
        )


def unpack(answer: Mapping[str, Any], folder: Path) -> Identity:
    """The text files of the answer, as a program writes them."""
    folder.mkdir()
    for name, content in answer["certificate"]["files"].items():
        if not name.endswith(".p12"):
            (folder / name).write_text(content)
    return store.read_identity(folder)


def municipality(simulator: Simulator, identity: Identity, name: str) -> Municipality:
    """The organisation with a client of its own, which has nothing but the answer's files and the contract."""
    session = requests.Session()
    session.trust_env = False
    session.verify = f"{identity.folder}/ca.pem"
    session.cert = (f"{identity.folder}/client.pem", f"{identity.folder}/client.key")
    transport = Transport(session=session)
    parts = {key: Part.served(address(simulator, path), transport) for key, path in NAMES.items()}
    return Municipality(cast.Sender(identity, name, Post(simulator)), **parts)


def test_one_request_and_a_letter_lies_in_the_mailbox(simulator: Simulator, kept: Store, tmp_path: Path) -> None:
    answer = rest(simulator, "PUT", f"actors/{REGION}", {"name": "Region X", "certificate": {}})

    assert answer.status_code == 201, answer.text
    region = municipality(simulator, unpack(answer.json(), tmp_path / "region"), "Region X")
    assert region.address_for(MARIA) == address(simulator, "Service/v3")
    delivered = region.deliver(MARIA, region.sender.text(attachments=[]))
    assert [(status.RecipientId, status.Delivered) for status in delivered.Status] == [(MARIA, True)]


@pytest.mark.browser
def test_one_click_and_a_letter_lies_in_the_mailbox(
    simulator: Simulator, chromium: Browser, tmp_path: Path
) -> None:
    page = chromium.new_page()
    page.set_default_timeout(SOON)
    page.goto(f"http://localhost:{simulator.web_port}/konsol/aktorer/")

    page.get_by_role("button", name="Låt mig sända").click()

    with page.expect_download() as download:
        page.get_by_role("link", name="Allt i en ZIP").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        archive.extractall(tmp_path)
    page.close()
    [folder] = tmp_path.iterdir()
    sender = municipality(simulator, store.read_identity(folder), "Ett klick")
    delivered = sender.deliver(MARIA, sender.sender.text(attachments=[]))
    assert [status.Delivered for status in delivered.Status] == [True]


def test_the_same_request_again_changes_nothing(simulator: Simulator) -> None:
    body = {"name": "Region Y", "certificate": {}}
    first = rest(simulator, "PUT", "actors/2321000073", body)

    again = rest(simulator, "PUT", "actors/2321000073", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


def test_any_organisation_can_send_by_the_relay_too(simulator: Simulator) -> None:
    made = rest(simulator, "POST", "actors/any", {"certificate": {}}).json()

    sent = simulator.manage("send_letter", MARIA, "--sender", made["certificate"]["folder"])
    handed_over = simulator.manage("send_letter", MARIA, "--sender", made["certificate"]["folder"], "--relay")

    assert sent.returncode == 0, sent.stderr
    assert handed_over.returncode == 0, handed_over.stderr


def test_a_private_sender_reaches_all_but_the_state_s_mailbox(simulator: Simulator, tmp_path: Path) -> None:
    made = rest(simulator, "POST", "actors/any", {"name": "Firman", "sector": "private", "certificate": {}}).json()
    firm = municipality(simulator, unpack(made, tmp_path / "firm"), "Firman")

    assert firm.address_for(MARIA) is None
    assert firm.address_for(AT_KIVRA)
    with pytest.raises(zeep.exceptions.Fault, match="offentliga"):
        firm.deliver(MARIA, firm.sender.text(attachments=[]))


def test_suspended_at_once_and_resumed_at_once(simulator: Simulator, tmp_path: Path) -> None:
    made = rest(simulator, "POST", "actors/any", {"name": "Region Z", "certificate": {}}).json()
    region = municipality(simulator, unpack(made, tmp_path / "region"), "Region Z").sender
    letters = [region.letter(MARIA) for _ in range(9)]
    refused = []
    for place, letter in enumerate(letters):
        state = "suspend" if place % 2 else "resume"
        assert rest(simulator, "POST", f"actors/{made['number']}/{state}", {"reason": "prov"}).status_code == 200
        body = region.deliver(letter)
        refused.append(body.status != 200)
    assert refused == [bool(place % 2) for place in range(9)], json.dumps(refused)
