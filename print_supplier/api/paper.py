"""Describe letters on paper to the relay's REST addresses."""

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.request import Request

from formedlare.models import Leg
from print_supplier.api.serializers import PaperSerializer
from print_supplier.queue import print_letters_of


def describe_paper(legs: Iterable[Leg], request: Request) -> dict[int, Mapping[str, Any]]:
    """The legs' letters as they are or will be printed, by key of the leg."""
    return {
        key: PaperSerializer(letter, context={"request": request}).data
        for key, letter in print_letters_of(legs).items()
    }
