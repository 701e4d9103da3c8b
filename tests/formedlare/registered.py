"""Senders that FaR has registered, for tests of what the relay keeps for them."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache

from far.models import Dispatcher, Sender
from infra.pki import store
from testbed.world import actors

KOMMUN_A = "162021004748"
KOMMUN_B = "162021003898"
STRANGER = "165560000001"
"""A valid number that no registered sender has."""


def register_actors() -> None:
    """Let FaR have both municipalities and the relay, and nothing else of the demo world."""
    cache.clear()
    store.ensure_identities(settings.PKI_DIR)
    for name, title in actors.SENDERS.items():
        Sender.objects.get_or_create(organisation=store.organisation_number(name), defaults={"name": title})
    relay = store.organisation_number(actors.RELAY)
    Dispatcher.objects.get_or_create(organisation=relay, defaults={"name": "Förmedlaren"})


@pytest.fixture
def registered(db: None) -> None:
    """FaR knows the municipalities."""
    register_actors()
