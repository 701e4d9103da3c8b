"""The typefaces of the pages as WOFF2, cut from the installed packages so that a page loads what it shows.

Each face becomes one file per part of the alphabet. The stylesheet made with them states the characters of each
file (unicode-range), so a browser asks for a part only where a page uses it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont

STYLESHEET: Final = "fonts.css"
SWEDISH: Final = frozenset(
    chain(
        range(0x20, 0x7F),
        range(0xA0, 0x100),
        # Spaces and dashes; browsers draw the empty parts of a date field with a figure dash.
        range(0x2000, 0x2016),
        [ord(sign) for sign in "\u202f‘’‚“”„†•…‰′″‹›◊€™←↑→↓−✓"],
    )
)
"""Latin-1, punctuation, and the arrows and signs of the pages, which nearly every page needs."""
EUROPEAN: Final = frozenset(
    chain(
        range(0x100, 0x250),
        range(0x300, 0x370),
        range(0x1E00, 0x1F00),
        range(0x2000, 0x2300),
        range(0x2600, 0x2700),
    )
)
"""Names from the rest of Europe, superscripts, currencies, mathematical signs, ballot boxes."""
FEATURES: Final = ("calt", "ccmp", "clig", "kern", "liga", "locl", "mark", "mkmk", "rlig")
"""What a browser turns on by itself. Figures need nothing: those of the faces are all as wide and as high."""
MAX_GAP: Final = 16
"""Code points that a stated range may span although the face lacks them: it keeps the stylesheet short."""


@dataclass(frozen=True)
class FontFace:
    """One file of an installed package, and the CSS weights that it stands for."""

    family: str
    package: str
    file: str
    weights: str

    @property
    def path(self) -> Path:
        return Path(str(files(self.package) / "files" / f"{self.file}.ttf"))


FACES: Final = (
    # Headings alone are set in it, and none of them bold.
    FontFace("Source Serif Pro", "font_source_serif_pro", "SourceSerifPro-Regular", "400 700"),
    FontFace("Source Sans Pro", "font_source_sans_pro", "SourceSansPro-Regular", "400"),
    FontFace("Source Sans Pro", "font_source_sans_pro", "SourceSansPro-Semibold", "600 700"),
)


def write_typefaces(folder: Path) -> None:
    """Write every part of every face, and the stylesheet that names them, into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rules = [rule for face in FACES for rule in _write_face(face, folder)]
    (folder / STYLESHEET).write_text("\n".join(rules))


def _write_face(face: FontFace, folder: Path) -> Iterator[str]:
    known = frozenset(TTFont(face.path).getBestCmap())
    for part, characters in split_characters(known).items():
        name = f"{face.file}-{part}.woff2"
        _write_subset(face.path, characters, folder / name)
        yield (
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weights}; font-display: swap; '
            f'src: url("{name}") format("woff2"); unicode-range: {unicode_range(characters, known)}; }}\n'
        )


def split_characters(known: frozenset[int]) -> dict[str, frozenset[int]]:
    """The characters of a face by the part that holds them; each is in exactly one part."""
    return {
        "swedish": known & SWEDISH,
        "european": known & EUROPEAN - SWEDISH,
        "other": known - EUROPEAN - SWEDISH,
    }


def _write_subset(source: Path, characters: frozenset[int], target: Path) -> None:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = [*FEATURES]
    # Screens smooth letters of these sizes; the instructions would be a fifth of the file.
    options.hinting = False
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    subset.save_font(font, target, options)


def unicode_range(characters: Iterable[int], known: frozenset[int]) -> str:
    """The characters as CSS ranges. A range never holds a character of `known` that is not among them."""
    ranges: list[list[int]] = []
    own = frozenset(characters)
    for character in sorted(own):
        if ranges and _may_be_spanned(range(ranges[-1][1] + 1, character), known):
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return ", ".join(f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in ranges)


def _may_be_spanned(gap: range, known: frozenset[int]) -> bool:
    return len(gap) <= MAX_GAP and known.isdisjoint(gap)
