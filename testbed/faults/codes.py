"""The codes that can be answered where something is disrupted."""

from collections.abc import Collection, Mapping
from typing import Final

from infra.errors.codes import ErrorCode
from infra.hooks.disruptions import DisruptionPlace

_OF_SOAP: Final = frozenset(int(code) for code in ErrorCode)
_OTHERS: Final[Mapping[str, Collection[int]]] = {
    DisruptionPlace.SMTP: range(400, 600),
    DisruptionPlace.WEBHOOK: range(100, 600),
}
"""Where the codes are those of SMTP or HTTP."""
_USUAL: Final[Mapping[str, int]] = {DisruptionPlace.SMTP: 421, DisruptionPlace.WEBHOOK: 503}


def is_possible(place: str, code: int) -> bool:
    """The code can be answered there."""
    return code in _OTHERS.get(place, _OF_SOAP)


def possible_codes(place: str) -> str:
    """All of them, as people write them."""
    codes = _OTHERS.get(place, _OF_SOAP)
    if isinstance(codes, range):
        return f"{codes.start}–{codes.stop - 1}"
    return ", ".join(str(code) for code in sorted(codes))


def usual_code(place: str) -> int:
    """The code of one that comes when it is closed, or once too often."""
    return _USUAL.get(place, int(ErrorCode.INTERNAL_ERROR))
