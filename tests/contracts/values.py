"""Values for simple types, right and wrong, derived from the type's own facets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

TEXTS = (
    *(
        "162021004748",
        "191212121212",
        "anna@example.se",
        "text",
        "se191212121212",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
    ),
    *("180001011234", "199902301234", "198613321234", "16202100474", "1620210047480", "152021004748"),
    *("SE191212121212", "162O21004748", "１６2021004748", "anna@example", "a@b.c", "@b.c", "a@b."),
    *("", " ", " 162021004748", "162021004748\n", "två\r\nrader & <tecken>", "å" * 12),
)
RIGHT = {
    "string": TEXTS[:6],
    "boolean": ("true", "false"),
    "int": ("7", "5001"),
    "integer": ("7", "123456789012345678901234567890"),
    "date": ("2026-01-31", "2026-01-31Z", "2026-01-31+01:00", "2024-02-29"),
    "dateTime": ("2026-01-31T12:00:00", "2026-01-31T12:00:00.123+01:00", "2026-01-31T23:59:59Z"),
    "base64Binary": ("UERG", "", "UEQ=", "UA=="),
    "anyURI": ("https://example.se/a?b=c#d", "", "http://www.w3.org/2000/09/xmldsig#"),
    "language": ("svSE", "sv-SE", "en"),
    "ID": ("Id-1", "_a"),
}
TRIED = {
    "string": TEXTS,
    "boolean": ("1", "0", " true ", "TRUE", "yes", "", "2"),
    "int": ("+5", " 7 ", "007", "-1", "-0", "", "1.0", "1e3", "0x1", "2147483647", "2147483648", "-2147483649"),
    "integer": ("-1", "+5", " 7 ", "", "1.5", "ten"),
    "date": ("2026-02-29", "2026-1-31", "20260131", "2026-01-31T00:00:00", " 2026-01-31 ", "", "2026-01-31+25:00"),
    "dateTime": ("2026-01-31", "2026-01-31 12:00:00", "2026-01-31T25:00:00", " 2026-01-31T12:00:00 ", ""),
    "base64Binary": ("U E R G", "UERG\nUERG", " UERG ", "UER", "UE==RG", "U", "UB==", "%%%%", "UE_-", "UERGå"),
    "anyURI": ("not a uri", "http://[", "%zz", " https://example.se/ ", "å"),
    "language": ("sv_SE", "svenskaspråk", "abcdefghi", "sv-", "", " svSE ", "1"),
    "ID": ("", "1a", "a b", "a:b", " Id-1 "),
}
LENGTHS = frozenset({"length", "minLength", "maxLength"})
BOUNDS = frozenset({"minInclusive", "maxInclusive", "minExclusive", "maxExclusive"})
AROUND = (-1, 0, 1)


@dataclass(frozen=True)
class Simple:
    """A simple type down to the type of XML Schema that it restricts."""

    base: str
    facets: tuple[tuple[str, str], ...] = ()

    def of(self, *names: str) -> list[str]:
        return [value for name, value in self.facets if name in names]


@cache
def right(kind: Simple) -> tuple[str, ...]:
    """Values that the type allows, each as it would be written again."""
    allowed = kind.of("enumeration") or RIGHT[kind.base]
    return tuple(value for value in allowed if _fits(kind, value))


@cache
def tried(kind: Simple) -> tuple[str, ...]:
    """Values to try on the type, allowed or not: that is for the schemas to say."""
    values = [*right(kind), *RIGHT[kind.base], *TRIED[kind.base], *_around_bounds(kind)]
    values += [*_around_lengths(kind), *_around_enumeration(kind)]
    return tuple(dict.fromkeys(values))


def _fits(kind: Simple, value: str) -> bool:
    return (
        all(re.fullmatch(pattern, value) for pattern in kind.of("pattern"))
        and all(len(value) >= int(least) for least in kind.of("minLength", "length"))
        and all(len(value) <= int(most) for most in kind.of("maxLength", "length"))
        and all(int(value) > int(bound) for bound in kind.of("minExclusive"))
        and all(int(value) < int(bound) for bound in kind.of("maxExclusive"))
    )


def _around_lengths(kind: Simple) -> Iterator[str]:
    for length in kind.of(*LENGTHS):
        for value in right(kind):
            yield from (_resized(value, int(length) + step) for step in AROUND)


def _resized(value: str, length: int) -> str:
    """Shorter or longer in the middle, so that the beginning and the end of its form stay."""
    half = len(value) // 2
    return (
        value[:half] + value[half : half + 1] * (length - len(value)) + value[half + max(0, len(value) - length) :]
    )


def _around_bounds(kind: Simple) -> Iterator[str]:
    for bound in kind.of(*BOUNDS):
        yield from (str(int(bound) + step) for step in AROUND)


def _around_enumeration(kind: Simple) -> Iterator[str]:
    for value in kind.of("enumeration"):
        yield from (value, value.swapcase(), f"{value} ", f"{value}X")
