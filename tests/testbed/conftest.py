"""What seeding needs from the ground."""

import pytest
from django.conf import settings

from infra.pki import store


@pytest.fixture
def pki() -> None:
    store.ensure_identities(settings.PKI_DIR)
