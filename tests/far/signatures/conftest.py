"""The authority of the e-legitimations, which every signature here comes from."""

from pathlib import Path

import pytest
from django.conf import settings

from infra.pki import personal


@pytest.fixture(autouse=True)
def personal_authority(db: None) -> None:
    personal.ensure_authority(Path(settings.PKI_DIR))
