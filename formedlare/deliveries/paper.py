"""What a delivery's history shows of a letter on paper.

The app that prints registers how it describes its letters when it starts: the relay does not import it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from formedlare.models import Leg

Describe = Callable[[Iterable[Leg], Request], Mapping[int, Mapping[str, Any]]]
"""The letters on paper as REST shows them, by key of the leg; legs without one are absent."""


@dataclass(frozen=True)
class _Describer:
    describe: Describe
    serializer: type[BaseSerializer[Any]]


_describers: Final = list[_Describer]()


def register_describer(describe: Describe, serializer: type[BaseSerializer[Any]]) -> None:
    """Let `describe` be asked for letters on paper. `serializer`: the form of its answers, for OpenAPI.

    Called from an AppConfig's `ready`.
    """
    _describers.append(_Describer(describe, serializer))


def describe_letters(legs: Iterable[Leg], request: Request) -> dict[int, Mapping[str, Any]]:
    """The letters on paper of these legs, by key of the leg."""
    legs = list(legs)
    return {key: letter for each in _describers for key, letter in each.describe(legs, request).items()}


def serializer_class() -> type[BaseSerializer[Any]] | None:
    """The serializer of the description of a letter. None: no app has registered."""
    return _describers[-1].serializer if _describers else None
