"""Names of hosts in certificates: those under which an organisation's own listener answers."""

import re
from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from typing import Final

from cryptography import x509

from infra.texts import Text
from infra.validation import InvalidValue

MAX_HOSTS: Final = 20
MAX_HOST: Final = 253
"""Characters. Source: RFC 1035 2.3.4."""
_LABEL: Final = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST_NAME: Final = re.compile(rf"{_LABEL}(\.{_LABEL})*")

BAD_HOST: Final = Text(
    "är varken ett värdnamn i ASCII (xn--… för andra) eller en IP-adress; skriv det utan https:// och port",
    "is neither a host name in ASCII (xn--… for others) nor an IP address; write it without https:// and port",
)
TOO_MANY_HOSTS: Final = Text(
    f"är fler än {MAX_HOSTS}; utelämna några", f"are more than {MAX_HOSTS}; leave some out"
)


def wrong_hosts(hosts: Sequence[str]) -> Iterator[InvalidValue]:
    """What is wrong with the names, each at its place in `hosts`."""
    if len(hosts) > MAX_HOSTS:
        yield InvalidValue(("hosts",), TOO_MANY_HOSTS)
        return
    for place, host in enumerate(hosts):
        if not _is_host(host):
            yield InvalidValue(("hosts", place), BAD_HOST)


def hosts_in(certificate: x509.Certificate) -> frozenset[str]:
    """The names and addresses for which the certificate is a listener's."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return frozenset()
    return frozenset(str(name.value) for name in names)


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return len(host) <= MAX_HOST and _HOST_NAME.fullmatch(host) is not None
    return "%" not in host
