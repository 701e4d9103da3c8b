"""Webhooks: what became of each letter is posted to the subscriber."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue

from minameddelanden import Person, Run, Sender


@contextmanager
def receiver() -> Iterator[tuple[str, Queue[dict[str, object]]]]:
    """A web server of the test's own: its address, and what was posted to it."""
    posted: Queue[dict[str, object]] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", posted
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_webhook_tells_that_a_letter_was_delivered(run: Run, sender: Sender, person: Person) -> None:
    with receiver() as (url, posted):
        run.webhook(url, sender=sender, events=["delivered"])

        sent = sender.send_by_relay(person)

        told = posted.get(timeout=30)
    assert told["type"] == "delivered"
    assert sent.id in json.dumps(told)
