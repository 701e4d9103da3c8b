"""Rows of a mailbox, made directly: what is under test here is the pages, not how mail arrives."""

import itertools
from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse

from infra import clock
from infra.outbox.models import OutboxMessage
from infra.texts import Text
from mailbox_operator.models import Announcement, Attachment, Delivery, Mailbox, Message, Operator
from mailbox_ui.models import EidHolder, LoginOrder

ANNA, BERIT, CARL = "192705178354", "198101052382", "191212121212"
"""The cast: Anna has a mailbox, Berit has one too and must see nothing of Anna's, Carl has none."""

NAMES = {ANNA: "Anna Test", BERIT: "Berit Test", CARL: "Carl Test"}
SECRET = "Blåbärssoppa"
"""Stands in every message of Anna's, so that a leak is seen."""

_numbers = itertools.count(1)


def operator(name: str = "minmyndighetspost.se", display_name: str = "Min myndighetspost") -> Operator:
    made, _ = Operator.objects.get_or_create(
        name=name, defaults={"display_name": display_name, "organisation": "162021005448"}
    )
    return made


def holder(number: str) -> EidHolder:
    made, _ = EidHolder.objects.get_or_create(number=number, defaults={"name": NAMES[number]})
    return made


def mailbox(number: str, at: Operator | None = None) -> Mailbox:
    holder(number)
    return Mailbox.objects.create(
        operator=at or operator(), holder=number, holder_name=NAMES[number], opened_at=clock.now()
    )


def delivery(box: Mailbox, warnings: list[Text] | None = None) -> Delivery:
    return Delivery.objects.create(
        operator=box.operator,
        signed_digest=f"{next(_numbers):064x}",
        recipient=box.holder,
        sender="162021004748",
        sender_name="Kommun A",
        sender_certificate="CN=kommun-a.example,O=Kommun A,C=SE",
        dispatcher="162021003898",
        dispatcher_name="Kommun B",
        dispatcher_certificate="CN=kommun-b.example,O=Kommun B,C=SE",
        sealed_on="2026-11-24+01:00",
        signature_forms="normalised, normalised",
        warnings=warnings or [],
        received_at=clock.now(),
        sealed_xml=b"<sealed/>",
        trace="0" * 32,
    )


def message(
    box: Mailbox,
    *,
    subject: str = f"Om {SECRET}",
    body: str = f"<p>Din {SECRET} är klar.</p>",
    body_type: str = "text/html",
    received_at: datetime | None = None,
    files: tuple[tuple[str, str, bytes], ...] = (),
    warnings: list[Text] | None = None,
) -> Message:
    made = Message.objects.create(
        delivery=delivery(box, warnings),
        mailbox=box,
        position=0,
        sender_message_id="M-1",
        sender_name="Kommun A",
        subject=subject,
        language="svSE",
        body_type=body_type,
        body=body,
        support_text="Ring kontaktcenter.",
        support_url="https://kommun-a.example/kontakt",
        support_phone="010-123 45 67",
        support_email="kontakt@kommun-a.example",
        attachment_count=len(files),
        received_at=received_at or clock.now(),
    )
    for position, (name, kind, content) in enumerate(files):
        Attachment.objects.create(
            message=made,
            position=position,
            filename=name,
            content_type=kind,
            size=len(content),
            content=content,
        )
    return made


def many_messages(box: Mailbox, count: int) -> None:
    """As `message`, in one go; message 0 is the oldest."""
    shared, start = delivery(box), clock.now() - timedelta(days=count)
    Message.objects.bulk_create(
        Message(
            delivery=shared,
            mailbox=box,
            position=place,
            sender_message_id=f"M-{place}",
            sender_name="Kommun A",
            subject=f"Brev {place}",
            language="svSE",
            body_type="text/plain",
            body="Hej",
            received_at=start + timedelta(days=place),
        )
        for place in range(count)
    )


def announcement(of: Message, channel: str = "sms", state: str = "sent", **changes: object) -> Announcement:
    return Announcement.objects.create(
        message=of,
        channel=channel,
        address="+46701740605" if channel == "sms" else "anna@exempel.se",
        subject="" if channel == "sms" else "Nytt meddelande hos Min myndighetspost",
        text=f"Du har ett nytt meddelande. Logga in och läs: http://localhost:8000/oppna/{of.public_id}",
        state=state,
        due_at=clock.now(),
        **{"sent_at": clock.now(), **changes},
    )


def carried(channel: str, **changes: object) -> OutboxMessage:
    """What the relay sent to Anna from Kommun A."""
    fields = {
        "key": f"key-{next(_numbers)}",
        "recipient": ANNA,
        "address": "+46701740605" if channel == "sms" else "anna@exempel.se",
        "sender_name": "Kommun A",
        "text": "Hej!",
        "state": "sent",
        "due_at": clock.now(),
        "sent_at": clock.now(),
        "trace": "0" * 32,
    }
    return OutboxMessage.objects.create(channel=channel, **{**fields, **changes})


def pdf(*, pages: int = 1, text: str = SECRET, password: str = "") -> bytes:
    from fpdf import FPDF

    made = FPDF()
    if password:
        made.set_encryption("owner", user_password=password)
    made.set_font("Helvetica", size=14)
    for number in range(1, pages + 1):
        made.add_page()
        made.cell(0, 10, f"{text} sida {number}")
    return bytes(made.output())


def log_in(client: Client, number: str) -> None:
    """Log in as a person does: begin an order, approve it, go on."""
    holder(number)
    client.post(reverse("mail:login"), {"number": number, "till": "/post/"})
    order = LoginOrder.objects.latest("created_at")
    client.post(reverse("mail:identify", args=[order.phone_token]), {"answer": "approve", "here": "1"})
