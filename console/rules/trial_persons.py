"""The people that a trial of the channel switch offers. An app with a demo world registers them when it starts."""

from collections.abc import Callable, Iterable
from typing import Final

People = Callable[[], Iterable[tuple[str, str]]]
"""Number, and name with what is special about the person or company."""

_sources: Final = list[People]()


def register_people(people: People) -> None:
    """Offer these people, too."""
    _sources.append(people)


def all_people() -> list[tuple[str, str]]:
    """Everybody that was registered."""
    return [person for people in _sources for person in people()]
