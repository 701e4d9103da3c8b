"""Whether the office gateway counts as working: it greets, or it says that it is busy."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_django.fixtures import Settings

from infra.web.monitoring import health
from sender.office.health import check_gateway
from tests.sender.office.conftest import Office
from tests.servers import free_port


@contextmanager
def answering(greeting: bytes, settings: Settings) -> Iterator[None]:
    """A port of the gateway's that says this to the first caller, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.BIND, settings.SMTP_PORT = "127.0.0.1", listener.getsockname()[1]

        def greet() -> None:
            caller, _ = listener.accept()
            with caller:
                caller.sendall(greeting)

        thread = threading.Thread(target=greet)
        thread.start()
        yield
        thread.join(10)


@pytest.mark.parametrize("greeting", [b"220 localhost\r\n", b"421-4.3.2 Busy\r\n"])
def test_a_gateway_that_answers_works_also_when_it_is_busy(greeting: bytes, settings: Settings) -> None:
    with answering(greeting, settings):
        check_gateway()


@pytest.mark.parametrize("greeting", [b"HTTP/1.1 400", b"554 No", b""])
def test_another_program_on_its_port_is_named(greeting: bytes, settings: Settings) -> None:
    with answering(greeting, settings), pytest.raises(health.NotWorking, match="it said"):
        check_gateway()


def test_a_port_that_nobody_listens_on_is_named_with_what_to_do(settings: Settings) -> None:
    settings.BIND, settings.SMTP_PORT = "127.0.0.1", free_port()

    with pytest.raises(health.NotWorking) as problem:
        check_gateway()

    assert f"port {settings.SMTP_PORT}" in str(problem.value)
    assert "var/log/office.log" in str(problem.value)
    assert "MM_SMTP_PORT" in str(problem.value)


def test_the_real_gateway_works(office: Office, settings: Settings) -> None:
    settings.BIND, settings.SMTP_PORT = "127.0.0.1", office.port

    check_gateway()
