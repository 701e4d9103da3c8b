"""What a delivery's history shows of a letter on paper comes from the app that prints it."""

from __future__ import annotations

from typing import Any

from formedlare.deliveries import paper
from formedlare.models import Leg
from print_supplier.api.serializers import PaperSerializer
from tests import cast
from tests.formedlare.api.conftest import Api, Delivery
from tests.relay import Relay, work


def test_a_letter_in_the_print_queue_is_shown_with_its_cost_and_pdf(api: Api, relay: Relay) -> None:
    sent = relay.distribute(cast.TOLVAN, relay.sender.text(attachments=[]))
    work()

    [leg] = api.get(f"deliveries/{sent.distribution_id}")["legs"]

    assert leg["paper"]["run"] is None
    assert leg["paper"]["cost_ore"] > 0
    assert api.client.get(leg["paper"]["pdf"])["Content-Type"] == "application/pdf"


def test_a_digital_letter_has_no_paper(api: Api, delivery: Delivery) -> None:
    made = delivery(state="delivered", channel="mina_meddelanden")

    [leg] = api.get(f"deliveries/{made.distribution_id}")["legs"]

    assert leg["paper"] is None


def test_legs_without_a_letter_on_paper_are_left_out(api: Api, delivery: Delivery, rf: Any) -> None:
    delivery()

    assert paper.describe_letters(Leg.objects.all(), rf.get("/")) == {}


def test_the_interface_is_described_with_the_printers_own_serializer() -> None:
    assert paper.serializer_class() is PaperSerializer
