"""One word for one thing, in what citizens read. docs/glossary.md says which."""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from mailbox_ui.models import EidHolder
from testbed import world

ROOT = settings.BASE_DIR
TEMPLATES = ("mailbox", "login", "portal", "phone", "parts", "eid")
PACKAGES = ("mailbox_ui", "mailbox_operator")
TEXT = re.compile(
    r"""{%\s*translate\s+"([^"]+)"|{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate"""
    r"""|gettext(?:_lazy)?\(\s*"([^"]+)"|\b_\(\s*"([^"]+)\"""",
    re.DOTALL,
)
NOT_OURS = {
    r"\bSMS\b": "sms, with small letters",
    r"\b(mejl|mejla|mail|maila|epost|Epost|email)\b": "e-post",
    r"\b[Mm]edelande": "meddelande",
    r"\b[Pp]apperskorg\w* töms för gott": "what happens, in words",
    r"\b[Ss]optunna|\b[Ss]kräpkorg": "papperskorg",
    r"\b[Bb]rådskande\b": "the day by which one must answer",
    r"\b[Aa]ttachment|\b[Bb]ifogad": "bilaga",
    r"\b[Ii]nlogg(?!ad|ning|at|ade)": "logga in",
    r"\b[Ll]ogin\b|\b[Ll]oggin\b": "logga in",
    r"\b[Ee]-?legg\b|\bBank-?[Ii][Dd]\b": "e-legitimation",
    r"\b[Rr]adera": "slänga, or ta bort",
    r"\b[Oo]tillåte": "a word why",
    r"\b[Ss]ändare\b": "avsändare",
    r"\b[Pp]ostlåda": "brevlåda",
    r"\b[Mm]app-": "mapp",
    r"\bCheck(a|box)": "markera",
    r"!$": "calm: no exclamation marks",
}
"""Words that pages do not use, and what they say instead."""


def texts() -> Iterator[tuple[str, str]]:
    """Every Swedish text of the citizen's pages, with the file that it stands in."""
    files = [file for folder in TEMPLATES for file in (ROOT / "templates" / folder).rglob("*.html")]
    files += [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    for file in files:
        for match in TEXT.finditer(file.read_text()):
            yield str(file.relative_to(ROOT)), next(group for group in match.groups() if group)


@pytest.mark.parametrize("word", NOT_OURS, ids=NOT_OURS.values())
def test_one_word_for_one_thing(word: str) -> None:
    assert [(file, text) for file, text in texts() if re.search(word, text)] == []


def test_enough_texts_are_read_for_that_to_mean_something() -> None:
    assert len({text for _, text in texts()}) > 150


def test_the_words_that_pages_live_by_are_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text()

    for word in ("brev", "meddelande", "post", "ärende", "brevlåda", "bilaga", "avisering", "sms"):
        assert re.search(rf"\b{word}\b", glossary), word


def test_what_is_said_of_each_test_person_is_said_in_english_too() -> None:
    with Path(ROOT, "locale/en/LC_MESSAGES/django.mo").open("rb") as file:
        english = gettext.GNUTranslations(file)
    said = [holder.promise for holder in [*world.named_persons(), *world.list_companies()]] + list(
        world.promises_by_age()
    )

    assert [promise for promise in said if english.gettext(promise) == promise] == []


def test_an_english_reader_reads_of_the_test_people_in_english(client: Client, db: None) -> None:
    EidHolder.objects.create(number="191212121212", name="Tolvan Tolvansson", note="Har ingen brevlåda")
    client.post("/sprak/", {"language": "en", "next": "/"})

    for address in ("/logga-in/", "/telefon/"):
        page = client.get(address).content.decode()
        assert "Has no mailbox" in page, address
        assert "Har ingen brevlåda" not in page, address


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_leads_to_the_accessibility_statement(client: Client, db: None, language: str) -> None:
    client.post("/sprak/", {"language": language, "next": "/"})
    statement = html.fromstring(client.get("/").content).xpath("//footer//a[contains(@href, 'tillgang')]/@href")

    page = html.fromstring(client.get(statement[0]).content)

    assert (
        page.xpath("string(//h1)")
        == {"sv": "Tillgänglighetsredogörelse", "en": "Accessibility statement"}[language]
    )
    assert "WCAG 2.2" in page.xpath("string(//main)")
    assert len(page.xpath("//main//h2")) == 4
