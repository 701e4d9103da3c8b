"""The stories as they are sent: by which way each letter comes to its recipient."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache

from formedlare.models import Distribution
from infra import clock
from mailbox_operator.models import MatterEvent, Message
from testbed.stories import agencies
from testbed.stories.sending import STORIES, SentStory
from tests.relay import work


@pytest.fixture(autouse=True)
def _world(world: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def ways(number: str) -> list[tuple[str, str]]:
    """Recipient and channel of each letter of the story, once it has arrived."""
    sent: list[SentStory] = [*STORIES[number].tell()]
    work()
    legs = [Distribution.objects.get(distribution_id=letter.distribution_id).legs.get() for letter in sent]
    return [(leg.recipient, leg.channel) for leg in legs]


def test_the_tax_reduction_comes_digitally_to_who_has_a_mailbox_and_else_on_paper() -> None:
    assert ways("5.1") == [
        ("198101052382", "mina_meddelanden"),
        ("165560000001", "mina_meddelanden"),
        ("191212121212", "print"),
    ]


def test_the_registration_comes_by_mailbox_e_mail_or_post() -> None:
    assert ways("5.2") == [
        ("165560000001", "mina_meddelanden"),
        ("165560000001", "mina_meddelanden"),
        ("165560000027", "email"),
        ("165560000035", "print"),
        ("195701032863", "mina_meddelanden"),
        ("191212121212", "print"),
    ]
    assert [event.event_type for event in MatterEvent.objects.order_by("pk")] == [
        "Anmälan mottagen",
        "Registrerat",
    ]


def test_the_tax_adjustment_comes_with_its_decision() -> None:
    assert ways("5.3") == [("192705178354", "mina_meddelanden")]
    letter = Message.objects.get()
    assert letter.attachments.get().filename == "Beslut om jämkning.pdf"
    assert letter.due_on == clock.today() + timedelta(days=5)


def test_a_story_is_told_again_by_the_same_agency() -> None:
    for _ in range(2):
        STORIES["5.3"].tell()
    work()

    assert Message.objects.filter(delivery__sender=agencies.TAX_AGENCY.number).count() == 2
