"""Markdown becomes pages: safe, with headings to link to and links that lead to pages."""

from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from testbed.documents import library
from testbed.documents.library import Document, content_type_of, document_at, file_at
from testbed.documents.llms import llms_text
from testbed.documents.rendering import page_of, slug_of, to_html

words = st.text(st.characters(whitelist_categories=("Ll", "Lu", "Nd")), min_size=1, max_size=12)


@given(st.text(max_size=200))
def test_no_markdown_becomes_a_script_or_an_attribute_that_runs(text: str) -> None:
    drawn = html.fragment_fromstring(to_html(text), create_parent="div")

    for element in drawn.iter():
        assert element.tag not in {"script", "iframe", "object", "style", "form"}
        assert not [name for name in element.attrib if name.startswith("on")]
        assert not (element.get("href") or "").lower().startswith(("javascript:", "vbscript:", "data:"))


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "![a](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "[a]: javascript:alert(1)\n\n[a]",
        "<a href='javascript:x'>b</a>",
    ],
)
def test_what_would_run_is_shown(written: str) -> None:
    drawn = to_html(written)

    assert "<script" not in drawn
    assert 'href="javascript' not in drawn
    assert "<img src=x" not in drawn


@given(words, words)
def test_a_heading_can_be_linked_to_by_its_words(one: str, other: str) -> None:
    drawn = html.fragment_fromstring(to_html(f"# {one} {other}"), create_parent="div")

    assert drawn[0].get("id") == slug_of(f"{one} {other}")
    assert " " not in slug_of(f"{one} {other}")


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Run it", "run-it"),
        ("What `make run` does", "what-make-run-does"),
        ("Å, ä & ö!", "å-ä--ö"),
        ("2. The second", "2-the-second"),
        ("snake_case stays", "snake_case-stays"),
    ],
)
def test_headings_are_named_as_they_are_where_the_sources_are_shown(heading: str, slug: str) -> None:
    drawn = html.fragment_fromstring(to_html(f"## {heading}"), create_parent="div")

    assert drawn[0].get("id") == slug


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("relay.md", "relay"),
        ("../README.md#run", "../README#run"),
        ("#here", "#here"),
        ("https://elsewhere.example/x.md", "https://elsewhere.example/x.md"),
        ("openapi.yaml", "openapi.yaml"),
        ("a.md.txt", "a.md.txt"),
        ("", ""),
    ],
)
def test_a_link_to_markdown_leads_to_the_page_beside_it(link: str, page: str) -> None:
    assert page_of(link) == page
    if link:
        assert f'href="{page}"' in to_html(f"[a]({link})")


def test_tables_are_tables() -> None:
    assert "<table>" in to_html("| a | b |\n|---|---|\n| 1 | 2 |")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("README.md", "text/markdown; charset=utf-8"),
        ("a.png", "image/png"),
        ("a.py", "text/plain; charset=utf-8"),
        ("a.xml", "text/plain; charset=utf-8"),
        ("a.html", "text/plain; charset=utf-8"),
        ("LICENSE", "text/plain; charset=utf-8"),
    ],
)
def test_a_source_is_text_and_never_a_page_that_runs(name: str, content_type: str) -> None:
    assert content_type_of(Path(name)) == content_type


def test_each_document_has_a_title_a_summary_and_a_page() -> None:
    for document in library.all_documents():
        assert document.title
        assert "\n" not in document.summary
        assert "](" not in document.summary
        assert not document.page.endswith(".md")
        assert document_at(document.path) == document


@pytest.mark.parametrize(
    "path", ["", ".", "..", "manage.py", "docs/../manage.py", "docs", "infra/settings/__init__.py"]
)
def test_what_is_not_listed_is_no_document_and_no_file(path: str) -> None:
    assert document_at(path) is None
    assert file_at(path) is None


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("address", ["/docs/", "/docs/relay", "/llms.txt", "/README.md"])
def test_documents_are_only_read(client: Client, address: str, method: str) -> None:
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize(
    "path", ["docs/nowhere", "docs/relay.txt", "docs/..%2fmanage.py", "docs/relay/", "README.rst"]
)
def test_a_document_that_there_is_not_is_not_found(db: None, client: Client, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404


def test_llms_txt_has_each_document_on_a_line_below_the_address_it_was_asked_at() -> None:
    text = llms_text("https://sim.example/")

    lines = [line for line in text.splitlines() if line.startswith("- [")]
    assert len(lines) == len(library.all_documents())
    assert all("](https://sim.example/" in line for line in lines)
    assert text.startswith("# ")


def test_a_document_without_a_summary_has_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = Document("docs/bare.md", "Bare", "")
    monkeypatch.setattr("testbed.documents.llms.all_documents", lambda: [bare])

    assert llms_text("/").endswith("- [Bare](/docs/bare.md)\n")
