"""Makes what clients wait for happen: a letter that is delivered directly, and one by the relay."""

import time
from typing import Final

from django.conf import settings
from django.db import connection

from contracts import service_v3
from formedlare.models import Leg
from infra import trace
from infra.identity import RecipientId
from infra.pki import store
from infra.soap import client, local
from sender import compose, direct
from tests.waiting import eventually

SENDER: Final = "kommun-a"
RECIPIENT: Final = RecipientId.parse("198101052382")


def deliver_directly(event: str) -> float:
    """Deliver a letter with this subject to an operator. Returns the time of the answer."""
    sender = store.load_identity(SENDER)
    content = compose.compose_delivery(sender.organisation, sender.title, RECIPIENT, [_text(event)])
    sealed = compose.seal_delivery(compose.sign_delivery(content, sender), sender)
    address, body = f"{settings.SOAP_BASE_URL}Service/v3", compose.wrap_sealed_delivery(sealed)
    with local.on_the_wire():
        client.send_message(address, body, service_v3.DeliverSecureResponse, identity=sender)
    return time.time()


def deliver_by_relay(event: str) -> float:
    """Let the relay deliver a letter with this label. Returns the time of its delivery."""
    with local.on_the_wire(), trace.use_label(event):
        direct.hand_over(store.load_identity(SENDER), RECIPIENT, [_text(event)])
    delivered = Leg.objects.filter(distribution__label=event, state=Leg.State.DELIVERED)
    finished = eventually(lambda: delivered.values_list("finished_at", flat=True).first())
    # Each look is a transaction of its own.
    connection.close()
    assert finished is not None
    return finished.timestamp()


def _text(subject: str) -> compose.MessageText:
    return compose.MessageText(subject, "Hej")
