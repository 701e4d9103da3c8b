"""Which calls between roles need no socket, and which must have one."""

import pytest
from django.conf import settings

from infra.soap import local
from testbed.world.actors import FAULTY, REFUSING, SLOW


def at(path: str) -> str:
    return f"{settings.SOAP_BASE_URL}{path}"


@pytest.mark.parametrize("path", ["Recipient/v3", "Authority", "Service/v3", "Message/v3", "Notification/v3"])
def test_a_role_of_this_process_is_called_without_a_socket(world: None, path: str) -> None:
    assert local.is_served(at(path))


@pytest.mark.parametrize("name", [REFUSING, SLOW, FAULTY])
def test_operators_that_misbehave_are_called_over_a_socket_where_time_limits_hold(world: None, name: str) -> None:
    address = at(f"operators/{name}/Service/v3")

    assert not local.is_served(address)
    with pytest.raises(LookupError, match=name):
        local.post_to_endpoint(address, b"", None)  # type: ignore[arg-type]  # nobody gets to see who calls


def test_an_operator_that_nobody_plays_here_is_not_served(world: None) -> None:
    assert not local.is_served(at("operators/brev.example/Service"))


def test_another_host_or_port_is_another_process() -> None:
    assert not local.is_served("https://far.example/webservice/accao/Authority")
    assert not local.is_served("https://localhost:9/webservice/accao/Authority")


def test_within_on_the_wire_everything_goes_over_a_socket(world: None) -> None:
    with local.on_the_wire():
        assert not local.is_served(at("Authority"))
    assert local.is_served(at("Authority"))
