"""The receiver of docs/webhooks.md verifies what the relay sends, and its calls work."""

import os
import subprocess
import sys
import time
from pathlib import Path

from django.test import Client
from pytest_django.fixtures import Settings

from tests.formedlare.api import curl
from tests.formedlare.api.conftest import Delivery
from tests.servers import answers, free_port
from tests.waiting import eventually
from tests.webhooks.conftest import Subscribe, move, send_due
from tests.webhooks.receiver import Receiver, status
from webhooks.models import OutboxEvent
from webhooks.sending import http_client, signing

SECRET = signing.new_secret()
BODY = b'{"id": "1", "type": "ping"}'


def post(port: int, secret: str, timestamp: int) -> int | None:
    headers = signing.signed_headers(secret, "1", BODY, timestamp)
    return http_client.post_event(f"http://127.0.0.1:{port}/hook", BODY, headers).status


def test_the_receiver_of_the_document_takes_genuine_events_and_no_others(
    tmp_path: Path, settings: Settings
) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.1"]
    [program] = curl.blocks(curl.document("webhooks.md"), "python")
    assert len([line for line in program.splitlines() if line]) <= 15
    (tmp_path / "receiver.py").write_text(program)
    port, now = free_port(), int(time.time())
    environment = {**os.environ, "PORT": str(port), "SECRET": SECRET}
    receiver = subprocess.Popen(
        [sys.executable, str(tmp_path / "receiver.py")], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        eventually(lambda: answers(port))
        assert post(port, SECRET, now) == 204
        assert post(port, signing.new_secret(), now) == 403
        assert post(port, SECRET, now - 600) == 403
        assert receiver.stdout is not None
        assert receiver.stdout.readline() == "{'id': '1', 'type': 'ping'}\n"
    finally:
        receiver.kill()
        receiver.wait()


def test_every_call_of_the_document_is_answered(
    client: Client, settings: Settings, subscribe: Subscribe, receiver: Receiver, delivery: Delivery
) -> None:
    settings.WEBHOOK_ALLOWED = ["localhost:9000", "127.0.0.0/8"]
    subscription = subscribe(receiver)
    receiver.answers.append(status(500))
    move(delivery(), "failed")
    send_due()
    values = {"SUBSCRIPTION": str(subscription.subscription_id), "EVENT": str(OutboxEvent.objects.get().event_id)}

    calls = curl.calls("webhooks.md", values)

    assert [call.send(client).status_code for call in calls] == [201, 200, 200, 200, 200, 200, 200, 204]
