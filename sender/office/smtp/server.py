"""The process that listens for mail. It ends on SIGTERM, when mails under way are stored or rejected."""

import asyncio
import signal
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from django.conf import settings

from infra.pki import store
from sender.office.smtp.gateway import Gateway

THREADS: Final = 4


def serve_mail(listener: socket.socket) -> None:
    """Answer on a socket that is open already, until SIGTERM or SIGINT."""
    asyncio.run(_serve(listener))


async def _serve(listener: socket.socket) -> None:
    loop, stop_requested = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop_requested.set)
    with ThreadPoolExecutor(THREADS, thread_name_prefix="office") as pool:
        gateway = Gateway(pool, tls_context())
        server = await loop.create_server(gateway.answer_connection, sock=listener)
        await stop_requested.wait()
        server.close()
        await gateway.stop()


def tls_context() -> ssl.SSLContext:
    """The simulator's server certificate, for programs that say STARTTLS."""
    chain, key = store.server_files(settings.PKI_DIR)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)
    return context
