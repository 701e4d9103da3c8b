"""Whether a running simulator works is asked at its web port, and the question itself never fails."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from infra.supervisor import readiness
from tests.servers import free_port

BROKEN = b'{"works": false, "components": {"database": {"works": false, "problem": "away"}, "a": {"works": true}}}'


class Web(HTTPServer):
    status, body, hosts = 200, b"{}", list[str]()


@pytest.fixture
def web(settings: Settings) -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.hosts.append(str(self.headers["Host"]))
            self.send_response(server.status if self.path == "/healthz" else 404)
            self.end_headers()
            self.wfile.write(server.body)

        def log_message(self, *_: object) -> None:
            pass

    server = Web(("127.0.0.1", 0), Handler)
    server.hosts = []
    settings.BIND, settings.HTTP_PORT = "0.0.0.0", server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_simulator_that_answers_200_is_ready(web: Web) -> None:
    assert readiness.ask_health() == readiness.Health(is_ready=True)
    assert web.hosts == ["localhost"]


def test_what_does_not_work_is_named(web: Web) -> None:
    web.status, web.body = 503, BROKEN

    assert readiness.ask_health() == readiness.Health(is_ready=False, problems=("database: away",))


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b"[]", b'"text"', b'{"components": 1}', b'{"components": {"a": 1}}', b"\xff"]
)
def test_an_answer_in_another_form_is_no_health(web: Web, body: bytes) -> None:
    web.status, web.body = 500, body

    health = readiness.ask_health()

    assert not health.is_ready
    assert "/healthz answers 500" in health.problems[0]


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.2\r\n", b"220 mail.example ESMTP\r\n", b""])
def test_a_program_that_does_not_speak_http_is_no_simulator(settings: Settings, answer: bytes) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        settings.BIND, settings.HTTP_PORT = "127.0.0.1", listener.getsockname()[1]

        def greet() -> None:
            with closing(listener.accept()[0]) as caller:
                caller.recv(65_536)
                caller.sendall(answer)

        thread = threading.Thread(target=greet)
        thread.start()
        health = readiness.ask_health()
        thread.join()

    assert not health.is_ready
    assert "does not answer" in health.problems[0]


def test_where_nobody_listens_the_port_is_named(settings: Settings) -> None:
    settings.BIND, settings.HTTP_PORT = "127.0.0.1", free_port()

    health = readiness.ask_health()

    assert not health.is_ready
    assert str(settings.HTTP_PORT) in health.problems[0]


def test_a_proxy_of_the_environment_is_not_asked(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("no_proxy", raising=False)

    assert readiness.ask_health().is_ready


def test_wait_ready_ends_when_it_is_ready(web: Web) -> None:
    output = StringIO()

    call_command("wait_ready", stdout=output)

    assert output.getvalue() == "Ready.\n"


def test_wait_ready_says_what_does_not_work_when_time_is_up(web: Web) -> None:
    web.status, web.body = 503, BROKEN

    with pytest.raises(CommandError, match=r"Not ready\. database: away"):
        call_command("wait_ready", timeout=0)
