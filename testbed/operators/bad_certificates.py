"""Operators whose server certificates no sender may accept: each on a port of its own, in one process.

A sender that refuses the certificate never gets further than the handshake. One that calls all the same is told so
in a fault.
"""

import asyncio
import signal
import socket
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from infra.errors import InternalError
from infra.pki import files, issue, revocation, store
from infra.pki.issue import Authority
from infra.soap import envelope, faults
from infra.supervisor.listeners import listen
from testbed.operators.behaviours import CERTIFICATES, Behaviour

SETTING: Final = "MM_BAD_CERTIFICATE_PORT"
OTHER_HOST: Final = "annan-vard.example"
MAX_CALL: Final = 4 * 2**20
"""Bytes of a call that are read before the answer."""
READ_SECONDS: Final = 10.0


def address_of(behaviour: Behaviour, domain: str) -> str:
    """Where an operator with this certificate is called."""
    port = settings.BAD_CERTIFICATE_PORT + CERTIFICATES.index(behaviour)
    return f"https://{settings.HOSTS[0]}:{port}/{domain}/Service/v3"


def serve(first: socket.socket) -> None:
    """Answer on the socket, and on the ports after it, until SIGTERM or SIGINT."""
    pairs = ensure_certificates(Path(settings.PKI_DIR))
    port = settings.BAD_CERTIFICATE_PORT
    others = [listen(settings.BIND, port + place, SETTING) for place in range(1, len(CERTIFICATES))]
    asyncio.run(_serve(dict(zip(CERTIFICATES, [first, *others], strict=True)), pairs))


def ensure_certificates(pki_dir: Path) -> Mapping[Behaviour, tuple[Path, Path]]:
    """Make the certificates that are missing. Returns chain and key of each."""
    folder = pki_dir / "bad-certificates"
    pairs = {behaviour: (folder / f"{behaviour}.pem", folder / f"{behaviour}.key") for behaviour in CERTIFICATES}
    with files.locked(pki_dir):
        authority = store.issuing(pki_dir)
        for behaviour, (chain, key) in pairs.items():
            if not chain.is_file():
                _make(pki_dir, authority, behaviour, chain, key)
    return pairs


def _make(pki_dir: Path, authority: Authority, behaviour: Behaviour, chain: Path, key_file: Path) -> None:
    key = issue.new_key()
    if behaviour is Behaviour.UNTRUSTED_CERTIFICATE:
        authority = issue.root_authority(issue.new_key(), "An authority that nobody trusts")
    hosts = [OTHER_HOST] if behaviour is Behaviour.WRONG_HOST else [*settings.HOSTS, "localhost", "127.0.0.1"]
    is_expired = behaviour is Behaviour.EXPIRED_CERTIFICATE
    begins = datetime.now(UTC) - issue.TWO_YEARS - timedelta(days=7) if is_expired else None
    made = issue.server_certificate(authority, key, hosts, crl_url=revocation.url(), begins=begins)
    if behaviour is Behaviour.REVOKED_CERTIFICATE:
        revocation.revoke(pki_dir, authority, made.serial_number)
    files.write(key_file, files.key_bytes(key), secret=True)
    files.write(chain, files.pem(made, authority.certificate))


async def _serve(
    listeners: Mapping[Behaviour, socket.socket], pairs: Mapping[Behaviour, tuple[Path, Path]]
) -> None:
    loop, stop_requested = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop_requested.set)
    servers = [
        await asyncio.start_server(_answer, sock=listener, ssl=_context(*pairs[behaviour]))
        for behaviour, listener in listeners.items()
    ]
    await stop_requested.wait()
    for server in servers:
        server.close()


def _context(chain: Path, key: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)
    return context


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read what comes, and say that it should not have been sent."""
    try:
        async with asyncio.timeout(READ_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(min(_length_in(head), MAX_CALL))
    except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError):
        writer.close()
        return
    body = envelope.wrap(faults.to_element(faults.fault_of(_CALLED_ALL_THE_SAME)))
    writer.write(
        b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/xml; charset=utf-8\r\n"
        b"Connection: close\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    )
    writer.close()


def _length_in(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    values = [line.partition(b":")[2].strip() for line in lines if line.startswith(b"content-length:")]
    return int(values[0]) if values and values[0].isdigit() else 0


_CALLED_ALL_THE_SAME: Final = InternalError(
    "Servercertifikatet här ska nekas, men anropet kom fram ändå. Kontrollera att avsändaren prövar utfärdare, "
    "giltighetstid, värdnamn och spärrlista.",
    "The server certificate here must be refused, but the call came all the same. Make sure that the sender "
    "checks issuer, dates, host name and revocation list.",
    slug="bad-certificate-was-accepted",
)
