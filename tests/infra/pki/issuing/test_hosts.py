"""Names of hosts for certificates: what can stand there, and what cannot."""

import pytest

from infra.pki.issuing.hosts import MAX_HOSTS, wrong_hosts


@pytest.mark.parametrize("host", ["localhost", "op.example", "xn--rksmrgs-5wao1o.example", "127.0.0.1", "::1"])
def test_host_names_and_addresses_are_taken(host: str) -> None:
    assert not list(wrong_hosts([host]))


@pytest.mark.parametrize(
    "host",
    [
        "",
        " ",
        "https://localhost",
        "localhost:9443",
        "räksmörgås.example",
        "*.example",
        "-a.example",
        "a..b",
    ],
)
def test_others_are_named_by_their_place(host: str) -> None:
    [wrong] = wrong_hosts(["localhost", host])

    assert wrong.path == ("hosts", 1)


def test_names_have_a_greatest_length_and_number() -> None:
    assert not list(wrong_hosts(["a" * 63] * MAX_HOSTS))
    assert [wrong.path for wrong in wrong_hosts(["a" * 64])] == [("hosts", 0)]
    assert [wrong.path for wrong in wrong_hosts([".".join(["a" * 60] * 5)])] == [("hosts", 0)]
    assert [wrong.path for wrong in wrong_hosts(["a"] * (MAX_HOSTS + 1))] == [("hosts",)]


def test_an_address_of_one_interface_only_is_refused() -> None:
    assert [wrong.path for wrong in wrong_hosts(["fe80::1%eth0"])] == [("hosts", 0)]
