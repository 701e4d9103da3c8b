"""What a delivery's history shows of a letter on paper.

The print supplier registers how it describes its letters when it starts: the relay does not import it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from rest_framework.request import Request

from formedlare.models import Leg

Describe = Callable[[Iterable[Leg], Request], Mapping[int, Mapping[str, Any]]]
"""The letters on paper as REST shows them, by key of the leg; legs without one are absent."""

SERIALIZER: Final = "print_supplier.api.serializers.PaperSerializer"
"""Of what is registered, for the description of the interface."""
_describers: Final = list[Describe]()


def register_paper(describe: Describe) -> None:
    """Let `describe` be asked for letters on paper."""
    _describers.append(describe)


def describe(legs: Iterable[Leg], request: Request) -> dict[int, Mapping[str, Any]]:
    """The letters on paper of these legs, by key of the leg."""
    legs = list(legs)
    return {key: letter for each in _describers for key, letter in each(legs, request).items()}
