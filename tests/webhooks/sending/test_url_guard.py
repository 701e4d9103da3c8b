"""The guard: webhooks go to public addresses, and to those that the settings allow."""

import socket
import threading
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from webhooks.models import Result
from webhooks.sending import http_client, url_guard
from webhooks.sending.url_guard import AllowedTargets, UrlRefused

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "fec0::1",
]


def answering(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Every name has these addresses."""

    def look_up(_host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET6 if ":" in each else socket.AF_INET, 1, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_only_this_machine_or_its_network_reaches_is_refused(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(UrlRefused, match="not public") as refused:
        url_guard.resolve_target(f"http://{host}:8000/hook")
    assert "MM_WEBHOOK_ALLOWED" in refused.value.text.swedish
    assert "MM_WEBHOOK_ALLOWED" in refused.value.text.english


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "LOCALHOST.", "0177.0.0.1"])
def test_loopback_in_disguise_is_refused(host: str) -> None:
    with pytest.raises(UrlRefused):
        url_guard.resolve_target(f"http://{host}/")


@pytest.mark.parametrize("address", PRIVATE)
def test_one_address_of_many_that_is_not_public_refuses_the_name(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "93.184.216.34", address)
    with pytest.raises(UrlRefused, match="not public"):
        url_guard.resolve_target("https://receiver.example/hook")


def test_public_addresses_may_be_called(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "93.184.216.34", "2606:2800:220:1::1")
    target = url_guard.resolve_target("https://Receiver.example/hook?a=1")
    assert target.addresses == ["93.184.216.34", "2606:2800:220:1::1"]
    assert (target.host, target.port, target.path) == ("receiver.example", 443, "/hook?a=1")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hook",
        "ftp://receiver.example/",
        "file:///etc/passwd",
        "http://",
        "http:///hook",
        "http://user:secret@receiver.example/",
        "http://receiver.example:0/",
        "http://receiver.example:99999/",
        "http://receiver.example/#part",
        "http://receiver.example/\r\nX: y",
        "http://receiver.example /",
        "http://receiver.example\\@127.0.0.1/",
        "http://[::1/",
        "http://receiver.example/å",
        "http://" + "a" * 2000 + "/",
        "http://" + "a" * 64 + ".example/",
    ],
)
def test_a_text_that_is_no_address_to_post_to_is_refused(url: str) -> None:
    with pytest.raises(UrlRefused):
        url_guard.parse_url(url)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.com/{text}"):
        try:
            target = url_guard.parse_url(url)
        except UrlRefused as refusal:
            refused = refusal.text
            assert refused.swedish != refused.english
        else:
            target.path.encode("ascii")
            target.host_header.encode("ascii")


@pytest.mark.parametrize("entry", ["localhost:9000", "127.0.0.0/8", "127.0.0.1", "::1", "[::1]", "[::1]:9000"])
def test_entries_of_the_setting_are_understood(entry: str) -> None:
    allowed = AllowedTargets.parse([entry])
    assert bool(allowed.hosts_and_ports) != bool(allowed.networks)


@pytest.mark.parametrize("entry", ["localhost", "localhost:port", "http://localhost:9000", "10.0.0.0/99", ""])
def test_an_entry_that_means_nothing_stops_the_start(entry: str, settings: Settings) -> None:
    from django.apps import apps

    settings.WEBHOOK_ALLOWED = [entry]
    with pytest.raises(ImproperlyConfigured, match="host:port"):
        apps.get_app_config("formedlare_webhooks").ready()


def test_host_and_port_are_allowed_together_and_nothing_beside(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED = ["localhost:9000", "10.0.0.0/8"]
    assert url_guard.resolve_target("http://localhost:9000/").addresses
    assert url_guard.resolve_target("http://10.9.9.9/").addresses
    assert url_guard.resolve_target("http://[::ffff:10.9.9.9]/").addresses
    for refused in ("http://localhost:9001/", "http://127.0.0.1:9000/", "http://11.0.0.1.nip.invalid/"):
        with pytest.raises(UrlRefused):
            url_guard.resolve_target(refused)


def test_silent_name_servers_are_waited_for_a_few_seconds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(url_guard, "LOOK_UP_SECONDS", 0.1)
    let_go = threading.Event()

    def silent(*_: object, **__: object) -> list[Any]:
        let_go.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", silent)

    outcome = http_client.post_event("http://receiver.example/", b"{}", {})
    let_go.set()

    assert "receiver.example cannot be looked up (no answer within 0.1 seconds)" in outcome.error.english
    assert outcome.result is Result.UNAVAILABLE


def test_a_name_whose_every_lookup_fails_is_refused_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(UrlRefused, match=r"receiver\.example cannot be looked up") as refused:
        url_guard.resolve_target("https://receiver.example/hook")
    assert refused.value.text.swedish.startswith("värdnamnet receiver.example går inte att slå upp")


@pytest.mark.parametrize(
    ("url", "header"),
    [
        ("http://receiver.example/", "receiver.example"),
        ("http://receiver.example:80/", "receiver.example"),
        ("https://receiver.example:80/", "receiver.example:80"),
        ("https://[::1]/", "[::1]"),
        ("http://[::1]:9000/", "[::1]:9000"),
        ("http://räksmörgås.example/", "xn--rksmrgs-5wao1o.example"),
    ],
)
def test_the_host_header_names_the_host_as_the_url_does(url: str, header: str) -> None:
    assert url_guard.parse_url(url).host_header == header


def test_a_scope_is_no_part_of_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "fe80::1%lo")

    with pytest.raises(UrlRefused, match="fe80::1, which is not public"):
        url_guard.resolve_target("http://receiver.example/")
