"""English is a translation of the Swedish source, complete and compiled."""

import gettext
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

CATALOGUE = settings.BASE_DIR / "locale/en/LC_MESSAGES/django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


@cache
def catalogue(path: Path) -> gettext.GNUTranslations:
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_text_of_a_template_has_an_english_one(template: Path) -> None:
    english = catalogue(COMPILED)
    texts = re.findall(r"(?:{% translate |=_\()\"([^\"]+)\"", template.read_text())

    untranslated = [text for text in texts if text != "simulator" and english.gettext(text) == text != "Simulator"]

    assert untranslated == []


def test_the_compiled_catalogue_is_the_written_one(tmp_path: Path) -> None:
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        pytest.skip("msgfmt (gettext) is not on this machine; make messages needs it, running does not")
    fresh = tmp_path / "fresh.mo"
    subprocess.run([msgfmt, "-o", fresh, CATALOGUE], check=True)

    assert catalogue(fresh)._catalog == catalogue(COMPILED)._catalog  # type: ignore[attr-defined]  # gettext's own, without a public way
