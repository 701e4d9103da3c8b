"""What the relay asks the register (FaR), as its own organisation."""

from collections.abc import Sequence

from django.conf import settings
from django.core.cache import cache

from infra import far_client
from infra.far_client import Actors, Reachability
from infra.pki import store
from infra.pki.store import Identity

_actors = far_client.ActorList()


def relay() -> Identity:
    """The relay's own key and certificate."""
    return store.identity(settings.RELAY_IDENTITY)


def actors() -> Actors:
    """Registered senders and relays.

    Raises:
        InternalError: the register did not answer.
    """
    return _actors.get(relay())


def reachability_of(sender: str, recipients: Sequence[str], *, fresh: bool = False) -> dict[str, Reachability]:
    """Where the sender's mail to the recipients should go; answers are reused for a short while.

    At most 1,000 recipients. `fresh`: ask again, without the cache.

    Raises:
        RegisterRefused: the register refuses the question (from 5000, or 3: the asker's certificate).
        InternalError: the register did not answer (4999).
    """
    known = {} if fresh else _cached(sender, recipients)
    missing = [recipient for recipient in recipients if recipient not in known]
    if missing:
        answers = far_client.reachability_of(relay(), sender, missing)
        found = {answer.recipient: answer for answer in answers}
        _cache(sender, found)
        known |= found
    return known


def _key(sender: str, recipient: str) -> str:
    return f"reachability:{sender}:{recipient}"


def _cached(sender: str, recipients: Sequence[str]) -> dict[str, Reachability]:
    if not settings.LOOKUP_CACHE_SECONDS:
        return {}
    found = cache.get_many([_key(sender, recipient) for recipient in recipients])
    return {answer.recipient: answer for answer in found.values()}


def _cache(sender: str, found: dict[str, Reachability]) -> None:
    if settings.LOOKUP_CACHE_SECONDS:
        answers = {_key(sender, recipient): answer for recipient, answer in found.items()}
        cache.set_many(answers, settings.LOOKUP_CACHE_SECONDS)
