"""Which addresses webhooks may go to: none that only this machine or its network can reach, unless allowed.

A person who may create a subscription could otherwise make the relay call systems that only it can reach. A
name is looked up once, every address that it has is checked, and the client connects to a checked address.
"""

import ipaddress
import re
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from infra.errors import InvalidInput
from infra.errors.explanation import Check

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS: Final = {"http": 80, "https": 443}
MAX_CHARACTERS: Final = 2_000
LOOK_UP_SECONDS: Final = 3.0
"""Silent name servers would hold the caller up for half a minute."""
FORBIDDEN_CHARACTERS: Final = re.compile(r"[\x00-\x20\x7f\\]")


class UrlRefused(InvalidInput):
    """The URL cannot be posted to, or must not be."""

    slug = "webhook-url-refused"
    check = Check.CONTENT


@dataclass(frozen=True)
class AllowedTargets:
    """The exceptions that MM_WEBHOOK_ALLOWED makes."""

    hosts_and_ports: frozenset[tuple[str, int]]
    """Host as written in the URL, and port. All addresses of the host are allowed."""
    networks: Sequence[Network]

    @classmethod
    def parse(cls, entries: Sequence[str]) -> "AllowedTargets":
        """Read `host:port`, an address, or a network as `10.0.0.0/8`.

        Raises:
            ValueError: an entry is neither.
        """
        hosts_and_ports, networks = set[tuple[str, int]](), list[Network]()
        for entry in entries:
            if network := _network(entry):
                networks.append(network)
            else:
                hosts_and_ports.add(_host_and_port(entry))
        return cls(frozenset(hosts_and_ports), networks)

    def is_allowed(self, host: str, port: int, address: Address) -> bool:
        """Whether this address may be called although it is not public."""
        return (host, port) in self.hosts_and_ports or any(
            address.version == network.version and address in network for network in self.networks
        )


@dataclass(frozen=True)
class Target:
    """A URL taken apart, and the addresses that it may be reached at."""

    scheme: str
    host: str
    """As the certificate and the Host header name it; IPv6 without brackets."""
    port: int
    path: str
    """With the query."""
    addresses: Sequence[str] = ()

    @property
    def host_header(self) -> str:
        return self._written_host if self.port == PORTS[self.scheme] else self.host_and_port

    @property
    def host_and_port(self) -> str:
        """Host and port, as MM_WEBHOOK_ALLOWED takes them."""
        return f"{self._written_host}:{self.port}"

    @property
    def _written_host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def resolve_target(url: str) -> Target:
    """Parse the URL, look its host up and check every address.

    Raises:
        UrlRefused: not an http(s) address, a host that does not exist, or one that must not be called.
    """
    target = parse_url(url)
    addresses = _look_up(target)
    allowed = AllowedTargets.parse(settings.WEBHOOK_ALLOWED)
    for address in addresses:
        plain = _unmapped(address)
        if not _is_public(plain) and not allowed.is_allowed(target.host, target.port, plain):
            raise _not_public(target, plain)
    return Target(target.scheme, target.host, target.port, target.path, [str(each) for each in addresses])


def parse_url(url: str) -> Target:
    """Read the URL without looking anything up.

    Raises:
        UrlRefused: not an address that can be posted to.
    """
    if len(url) > MAX_CHARACTERS or FORBIDDEN_CHARACTERS.search(url):
        raise UrlRefused("adressen har blanktecken eller är för lång", "the address has blanks or is too long")
    try:
        parts = urlsplit(url)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode().rstrip(".")
    except ValueError as problem:
        raise UrlRefused(f"ingen riktig adress ({problem})", f"not a proper address ({problem})") from problem
    if parts.scheme not in PORTS or not host:
        raise UrlRefused(
            "adressen ska börja med http:// eller https:// och ett värdnamn",
            "the address must begin with http:// or https:// and a host name",
        )
    if "@" in parts.netloc or parts.fragment or port == 0:
        raise UrlRefused(
            "adressen får inte innehålla användarnamn, lösenord, fragment (#) eller port 0",
            "the address must not have a user name, a password, a fragment (#) or port 0",
        )
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    if not path.isascii():
        raise UrlRefused("skriv å, ä, ö i sökvägen som %C3%A5 …", "write å, ä, ö in the path as %C3%A5 …")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def _look_up(target: Target) -> list[Address]:
    try:
        found = _ask_name_servers(target)
    except (OSError, UnicodeError) as problem:
        raise UrlRefused(
            f"värdnamnet {target.host} går inte att slå upp ({problem})",
            f"the host name {target.host} cannot be looked up ({problem})",
        ) from problem
    # A scope such as %eth0 belongs to link-local addresses, which are judged without it.
    texts = dict.fromkeys(text.partition("%")[0] for text in found)
    return [ipaddress.ip_address(text) for text in texts]


def _ask_name_servers(target: Target) -> list[str]:
    """The addresses that the name servers give in time. A thread of its own waits for them longer than that.

    Raises:
        OSError: the name does not exist, or no answer came in time.
    """
    answers: list[list[str]] = []
    problems: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            answers.append([str(item[4][0]) for item in found])
        except (OSError, UnicodeError) as problem:
            problems.append(problem)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(LOOK_UP_SECONDS)
    if answers:
        return answers[0]
    raise problems[0] if problems else TimeoutError(f"no answer within {LOOK_UP_SECONDS:g} seconds")


def _unmapped(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and _leads_inside(address):
        return False
    special = address.is_multicast or address.is_reserved or address.is_link_local or address.is_unspecified
    return address.is_global and not special and not address.is_loopback and not address.is_private


def _leads_inside(address: ipaddress.IPv6Address) -> bool:
    """Whether it names an IPv4 address at a tunnel's end, or is site-local, which was private before RFC 3879."""
    return bool(address.sixtofour or address.teredo or address.is_site_local)


def _not_public(target: Target, address: Address) -> UrlRefused:
    return UrlRefused(
        f"{target.host} har adressen {address}, som inte är allmän (egen dator, eget nät eller särskilt ändamål). "
        f"Tillåt den med MM_WEBHOOK_ALLOWED={target.host_and_port} om det är meningen.",
        f"{target.host} has the address {address}, which is not public (this machine, its network or a special "
        f"purpose). Allow it with MM_WEBHOOK_ALLOWED={target.host_and_port} if that is meant.",
    )


def _network(entry: str) -> Network | None:
    try:
        return ipaddress.ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        return None


def _host_and_port(entry: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{entry}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or not port:
        raise ValueError(
            f"{entry!r} is neither host:port, as in localhost:9000, nor an address or network, as in 127.0.0.0/8."
        )
    return host, port
