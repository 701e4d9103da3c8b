"""What the relay asks the register (FaR), as its own organisation."""

from collections.abc import Sequence

from django.conf import settings
from django.core.cache import cache

from infra import far_client
from infra.far_client import Reachability, RegisteredActors
from infra.pki import store
from infra.pki.store import Identity
from infra.versions import register_version

_actors = far_client.ActorList()


def relay_identity() -> Identity:
    """The relay's own key and certificate."""
    return store.load_identity(settings.RELAY_IDENTITY)


def list_actors() -> RegisteredActors:
    """Registered senders and relays.

    Raises:
        InternalError: the register did not answer.
    """
    return _actors.get(relay_identity())


def reachability_of(sender: str, recipients: Sequence[str], *, fresh: bool = False) -> dict[str, Reachability]:
    """Where the sender's mail to the recipients should go; answers are reused for a short while.

    At most 1,000 recipients. `fresh`: ask again, without the cache.

    Raises:
        RegisterRefused: the register refuses the question (from 5000, or 3: the asker's certificate).
        InternalError: the register did not answer (4999).
    """
    scope = _cache_scope(sender)
    known = {} if fresh else _cached(scope, recipients)
    missing = [recipient for recipient in recipients if recipient not in known]
    if missing:
        answers = far_client.reachability_of(relay_identity(), sender, missing)
        found = {answer.recipient: answer for answer in answers}
        _cache(scope, found)
        known |= found
    return known


def _cache_scope(sender: str) -> str:
    """A change of the actors begins a new scope: an operator that was just suspended gets no more letters."""
    changed_at, file = register_version.current()
    return f"reachability:{changed_at}-{file}:{sender}"


def _cached(scope: str, recipients: Sequence[str]) -> dict[str, Reachability]:
    if not settings.LOOKUP_CACHE_SECONDS:
        return {}
    found = cache.get_many([f"{scope}:{recipient}" for recipient in recipients])
    return {answer.recipient: answer for answer in found.values()}


def _cache(scope: str, found: dict[str, Reachability]) -> None:
    if settings.LOOKUP_CACHE_SECONDS:
        answers = {f"{scope}:{recipient}": answer for recipient, answer in found.items()}
        cache.set_many(answers, settings.LOOKUP_CACHE_SECONDS)
