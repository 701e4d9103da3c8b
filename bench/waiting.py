"""`python -m bench.waiting`: how long after the event a wait is answered, while fifty clients wait."""

import http.client
import json
import os
import shutil
import statistics
import threading
import time
from typing import Any, Final

from bench import report, world

FOLDER = world.ROOT / "var" / "bench"
GOAL_MS: Final = 50
CLIENTS: Final = 50
ROUNDS: Final = 20
RECIPIENT: Final = "198101052382"


def main() -> None:
    data = FOLDER / "waiting"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    ports = (world.free_port(), world.free_port())
    os.environ.update(
        MM_DATA_DIR=str(data),
        MM_HTTP_PORT=str(ports[0]),
        MM_SOAP_PORT=str(ports[1]),
        DJANGO_SETTINGS_MODULE="infra.settings",
    )
    with world.running(data, *ports):
        results = {"waiting": _measure(ports[0])}
    report.show(results)
    print(f"\n{report.write(results, FOLDER)}")
    shutil.rmtree(data)


def _measure(port: int) -> dict[str, Any]:
    import django  # noqa: PLC0415 (the data folder must stand in the environment first)

    django.setup()
    idle = [threading.Thread(target=_wait, args=(port, f"never {number}")) for number in range(CLIENTS - 1)]
    for thread in idle:
        thread.start()
    milliseconds = sorted(_answered_after(port, number) * 1000 for number in range(ROUNDS))
    return {
        "clients that wait": CLIENTS,
        "median ms": round(statistics.median(milliseconds), 1),
        "longest ms": round(milliseconds[-1], 1),
        "goal ms": GOAL_MS,
    }


def _answered_after(port: int, number: int) -> float:
    """Seconds from the answer to a delivery to the answer to the wait for it."""
    answered: list[float] = []
    subject = f"Brev {number}"
    waiting = threading.Thread(target=lambda: answered.append(_wait(port, subject)))
    waiting.start()
    time.sleep(0.3)
    delivered = _deliver(subject)
    waiting.join()
    return max(0.0, answered[0] - delivered)


def _wait(port: int, subject: str) -> float:
    """When the wait for a letter with the subject was answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    body = json.dumps({"filter": {"subject": subject, "recipient": RECIPIENT}, "timeout": 30})
    connection.request("POST", "/api/v1/messages/wait", body, {"Content-Type": "application/json"})
    connection.getresponse().read()
    return time.monotonic()


def _deliver(subject: str) -> float:
    """Deliver a letter over TLS. Returns when that was answered."""
    from django.conf import settings  # noqa: PLC0415 (it needs Django)

    # They need Django.
    from contracts import service_v3  # noqa: PLC0415 (only after the start of Django)
    from infra.identity import RecipientId  # noqa: PLC0415 (only after the start of Django)
    from infra.pki import store  # noqa: PLC0415 (only after the start of Django)
    from infra.soap import client, local  # noqa: PLC0415 (only after the start of Django)
    from sender import compose  # noqa: PLC0415 (only after the start of Django)

    sender = store.load_identity("kommun-a")
    text = compose.MessageText(subject=subject, body="Hej")
    delivery = compose.compose_delivery(sender.organisation, "Kommun A", RecipientId.parse(RECIPIENT), [text])
    body = compose.wrap_sealed_delivery(compose.seal_delivery(compose.sign_delivery(delivery, sender), sender))
    with local.on_the_wire():
        address = f"{settings.SOAP_BASE_URL}Service/v3"
        client.send_message(address, body, service_v3.DeliverSecureResponse, identity=sender)
    return time.monotonic()


if __name__ == "__main__":
    main()
