"""Connecting to a simulator: its SOAP address from the register's WSDL, its authority, and a checkout to start."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from minameddelanden import NotReady, Simulator, is_ready, processes, wait_until_ready
from minameddelanden.processes import Started

from tests.kit.answering_server import Answering, answering_server

WSDL = (
    '<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/">'
    "<w:service><w:port>{address}</w:port></w:service></w:definitions>"
)
ADDRESS = '<s:address location="https://localhost:8443/webservice/accao/Recipient/v3"/>'


@pytest.fixture
def server() -> Iterator[Answering]:
    with answering_server() as found:
        yield found


@pytest.fixture
def simulator(server: Answering) -> Simulator:
    server.will(body=WSDL.format(address=ADDRESS).encode())
    return Simulator(f"{server.url}/", "secret")


def test_soap_is_where_the_register_s_wsdl_says(simulator: Simulator, server: Answering) -> None:
    assert simulator.soap_url == "https://localhost:8443/webservice/accao/"
    assert simulator.url == server.url
    assert server.last.path == "/webservice/accao/Recipient/v3?wsdl"
    assert server.last.headers["Authorization"] == "Bearer secret"


def test_a_wsdl_without_an_address_is_named(server: Answering) -> None:
    server.will(body=WSDL.format(address="").encode())

    with pytest.raises(NotReady, match="wsdl names no address"):
        Simulator(server.url)


def test_the_authority_is_fetched_when_it_is_asked_for(simulator: Simulator, server: Answering) -> None:
    server.will(body=b"-----BEGIN CERTIFICATE-----")

    assert simulator.ca_pem == "-----BEGIN CERTIFICATE-----"
    assert server.last.path == "/pki/ca.pem"


def test_a_run_has_a_name_and_wishes(simulator: Simulator, server: Answering) -> None:
    server.will(body=b'{"id": 3, "label": "mine"}')

    run = simulator.run("Nightly", label="mine", quota=5)

    assert json.loads(server.last.body) == {"name": "Nightly", "label": "mine", "quota": 5}
    assert (run.id, run.label, run.soap_url) == ("3", "mine", simulator.soap_url)
    assert (run.rest.password, run.rest.label) == ("secret", "mine")


def test_a_simulator_that_does_not_work_yet_is_waited_for(server: Answering) -> None:
    server.will(503, b"queue worker: does not answer")

    assert not is_ready(server.url)
    with pytest.raises(NotReady, match=r"within 0\.05 seconds: .*queue worker: does not answer"):
        wait_until_ready(server.url, 0.05)
    assert server.last.path == "/readyz"


def test_a_simulator_that_works_is_ready_at_once(server: Answering) -> None:
    server.will(body=b"ready")

    wait_until_ready(server.url, 0.0)

    assert is_ready(server.url)


def test_a_started_simulator_is_known_to_other_processes_by_a_file(tmp_path: Path) -> None:
    started = Started("http://localhost:8000", 17)

    started.write(tmp_path / "started.json")

    assert Started.read(tmp_path / "started.json") == started


def test_the_checkout_that_the_tests_name_is_taken(tmp_path: Path) -> None:
    (tmp_path / "testbed").mkdir()
    (tmp_path / "manage.py").touch()

    assert processes.find_checkout(str(tmp_path)) == tmp_path


@pytest.mark.parametrize("missing", ["manage.py", "testbed"])
def test_a_folder_with_half_of_a_checkout_is_none(tmp_path: Path, missing: str) -> None:
    if missing == "testbed":
        (tmp_path / "manage.py").touch()
    else:
        (tmp_path / "testbed").mkdir()

    with pytest.raises(NotReady, match="--mm-checkout"):
        processes.find_checkout(str(tmp_path))


def test_the_folder_of_an_ended_simulator_is_removed_and_may_be_gone_already(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "var").mkdir(parents=True)

    processes.remove(folder)
    processes.remove(folder)

    assert not folder.exists()
