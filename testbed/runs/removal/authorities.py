"""Authorities of others that a run uploaded: their files."""

from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from infra.hooks.runs import Extent, ItemKind
from infra.pki import trusted_authorities


def remove_authorities(run: Extent) -> None:
    """Trust those that the run uploaded no longer, once that is committed: files cannot be rolled back."""
    if names := run.of(ItemKind.AUTHORITY):
        transaction.on_commit(partial(trusted_authorities.remove_files, Path(settings.PKI_DIR), names))
