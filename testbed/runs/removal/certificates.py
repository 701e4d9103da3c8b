"""Certificates and their keys, on disk."""

from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from infra.hooks.runs import Extent, ItemKind
from infra.pki.issuing import orders


def remove_certificates(run: Extent) -> None:
    """Remove the certificates that the run made, once that is committed: files cannot be rolled back."""
    if serials := run.of(ItemKind.CERTIFICATE):
        transaction.on_commit(partial(orders.remove_certificates, Path(settings.PKI_DIR), serials))
