"""The typefaces as pages get them: small files, nothing lost, each character in one file."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from infra.web.assets import typefaces

MAX_BYTES = 18_000
"""Of a file that nearly every page needs: four of them leave room in 100 KB."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("typefaces")
    typefaces.write_typefaces(made)
    return made


def characters_of(file: Path) -> set[int]:
    return set(TTFont(file).getBestCmap())


def stated_ranges(folder: Path) -> dict[str, list[range]]:
    """The code points that the stylesheet states for each file."""
    rules = re.findall(r'url\("([^"]+)"\).*unicode-range: ([^;]+);', (folder / typefaces.STYLESHEET).read_text())
    return {name: [as_range(part) for part in ranges.split(", ")] for name, ranges in rules}


def as_range(stated: str) -> range:
    first, _, last = stated.removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


@pytest.mark.parametrize("face", typefaces.FACES, ids=lambda face: face.file)
def test_the_parts_of_a_face_together_hold_every_character_of_it(face: typefaces.FontFace, folder: Path) -> None:
    parts = [characters_of(file) for file in folder.glob(f"{face.file}-*.woff2")]

    assert set.union(*parts) == characters_of(face.path)


@pytest.mark.parametrize("face", typefaces.FACES, ids=lambda face: face.file)
def test_the_stylesheet_sends_each_character_to_the_file_that_has_it(
    face: typefaces.FontFace, folder: Path
) -> None:
    known = characters_of(face.path)

    for name, ranges in stated_ranges(folder).items():
        if name.startswith(face.file):
            stated = {character for part in ranges for character in part}
            assert stated & known == characters_of(folder / name), name


@pytest.mark.parametrize("face", typefaces.FACES, ids=lambda face: face.file)
def test_no_character_makes_a_browser_load_two_files_of_a_face(face: typefaces.FontFace, folder: Path) -> None:
    known = characters_of(face.path)
    parts = [known & characters_of(file) for file in folder.glob(f"{face.file}-*.woff2")]

    assert all(one.isdisjoint(other) for one, other in combinations(parts, 2))


@pytest.mark.parametrize("face", typefaces.FACES, ids=lambda face: face.file)
def test_what_every_page_needs_is_small(face: typefaces.FontFace, folder: Path) -> None:
    assert (folder / f"{face.file}-swedish.woff2").stat().st_size <= MAX_BYTES


def test_swedish_needs_one_file_and_names_from_europe_a_second(folder: Path) -> None:
    swedish = characters_of(folder / "SourceSansPro-Regular-swedish.woff2")
    european = characters_of(folder / "SourceSansPro-Regular-european.woff2")

    assert set(map(ord, "Räksmörgås på Ängö à 1 234 kr – ”é” ½ → 10 m² × 3 €")) <= swedish
    assert set(map(ord, "łčőŞđžğřňĦīŵ⁵₂☑")) <= european


def test_the_pages_own_words_need_no_second_file() -> None:
    """Templates and stylesheets; what the typefaces lack altogether comes from the reader's machine anyway."""
    known = characters_of(typefaces.FACES[0].path)
    sources = [*(settings.BASE_DIR / "templates").rglob("*.html"), *(settings.BASE_DIR / "static").rglob("*.css")]
    words = set().union(*(set(map(ord, path.read_text())) for path in sources))

    assert {chr(character) for character in words & known - typefaces.SWEDISH} == set()


def test_figures_stand_in_columns(folder: Path) -> None:
    for file in folder.glob("*-swedish.woff2"):
        font = TTFont(file)
        widths = {font["hmtx"][font.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}
        assert len(widths) == 1, file.name


def test_letters_that_touch_are_joined_and_spaced(folder: Path) -> None:
    for file in folder.glob("*-swedish.woff2"):
        font = TTFont(file)
        features = {
            record.FeatureTag for name in ("GSUB", "GPOS") for record in font[name].table.FeatureList.FeatureRecord
        }
        assert {"liga", "kern"} <= features, file.name


def test_the_stylesheet_states_the_weights_that_the_pages_use(folder: Path) -> None:
    css = (folder / typefaces.STYLESHEET).read_text()

    assert set(re.findall(r"font-weight: ([^;]+);", css)) == {"400", "400 700", "600 700"}
    assert css.count("font-display: swap") == css.count("@font-face") == 9


def test_a_range_spans_what_the_face_lacks_but_nothing_of_another_part() -> None:
    known = frozenset({10, 11, 14, 16, 60})

    assert typefaces.unicode_range({10, 11, 14, 60}, known) == "U+A-E, U+3C"
    assert typefaces.unicode_range({10, 14, 60}, known) == "U+A, U+E, U+3C"
    assert typefaces.unicode_range({14, 16}, known) == "U+E-10"
