"""An answer to a body that was not read says that the connection ends; others keep it."""

import http.client
import json
from collections.abc import Iterator

import pytest

from tests.infra.supervisor.simulator import Simulator

PERSON = "/api/v1/registers/people/191812180014"


@pytest.fixture
def line(simulator: Simulator) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", simulator.web_port, timeout=15)
    yield connection
    connection.close()


def ask(line: http.client.HTTPConnection, body: str, **headers: str) -> tuple[int, str | None, bytes]:
    line.request("PUT", PERSON, body, {"Content-Type": "application/json", **headers})
    answer = line.getresponse()
    return answer.status, answer.getheader("Connection"), answer.read()


def test_a_body_that_is_too_large_ends_the_connection_and_says_so(line: http.client.HTTPConnection) -> None:
    status, connection, body = ask(line, json.dumps({"name": "x" * 1_100_000}))

    assert (status, connection) == (413, "close")
    assert "Divide it" in json.loads(body)["detail"]
    assert line.sock is None, "the client closes it, as it was told"


def test_so_does_a_body_of_unknown_length(line: http.client.HTTPConnection) -> None:
    line.putrequest("PUT", PERSON)
    line.putheader("Content-Type", "application/json")
    line.putheader("Transfer-Encoding", "chunked")
    line.endheaders(b"2\r\n{}\r\n0\r\n\r\n")
    answer = line.getresponse()

    assert (answer.status, answer.getheader("Connection")) == (411, "close")


def test_a_refusal_of_a_body_that_was_read_keeps_it(line: http.client.HTTPConnection) -> None:
    for _ in range(2):
        status, connection, _body = ask(line, "{}")

        assert (status, connection) == (400, "keep-alive")
    assert line.sock is not None
