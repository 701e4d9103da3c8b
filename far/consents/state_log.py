"""What the register's log says of a consent that changes."""

from collections.abc import Mapping

from django.db import transaction

from far.models import Consent
from far.supervision import record_change
from infra.authorship import current_actor
from infra.versions import rights_version

OPERATION = "changeConsent"


def log_state(
    consent: Consent, state: str, values: Mapping[str, object] | None = None, *, actor: str | None = None
) -> None:
    """Log that the consent comes into the state, with other values that change; in the same transaction.

    Roles that keep answers about rights in memory ask again when it is committed.

    `actor`: the author, where it is not the author of the running request.
    """
    transaction.on_commit(rights_version.advance)
    changed = {"holder": consent.holder, "state": str(state)} | dict(values or {})
    record_change(actor or current_actor(), OPERATION, consent.account, changed=changed)
