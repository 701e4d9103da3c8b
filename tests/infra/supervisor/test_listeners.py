"""A port that cannot be listened on is named with the setting that changes it."""

import socket
from contextlib import closing

import pytest

from infra.supervisor import listeners
from infra.supervisor.listeners import CannotListen
from tests.servers import answers, free_port


def test_a_listener_takes_calls_at_once() -> None:
    port = free_port()
    with closing(listeners.open_listener("127.0.0.1", port, "MM_HTTP_PORT")):
        assert answers(port)


def test_a_port_in_use_is_named_with_its_setting() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotListen) as problem:
            listeners.open_listener("127.0.0.1", port, "MM_SOAP_PORT")

    assert f"Port {port} is already in use" in str(problem.value)
    assert "MM_SOAP_PORT" in str(problem.value)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CannotListen, match=r"192\.0\.2\.1:.*Check MM_BIND and MM_HTTP_PORT"):
        listeners.open_listener("192.0.2.1", free_port(), "MM_HTTP_PORT")


@pytest.mark.parametrize(
    ("bind", "address"),
    [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("127.0.0.1", "127.0.0.1"), ("192.0.2.7", "192.0.2.7")],
)
def test_a_server_on_all_addresses_is_reached_on_this_machine(bind: str, address: str) -> None:
    assert listeners.reachable_address(bind) == address
