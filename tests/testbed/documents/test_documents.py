"""Every document is a page and a Markdown file at the path that it has in the repository."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.test import Client

from testbed.documents.library import all_documents

ROOT = Path(settings.BASE_DIR)
PATHS = [document.path for document in all_documents()]
HREF = re.compile(r"<article.*</article>", re.DOTALL)


def links_of(page: str) -> list[str]:
    [article] = HREF.findall(page)
    return re.findall(r'(?:href|src)="([^"]+)"', article)


def test_every_markdown_file_of_the_documentation_is_a_document() -> None:
    files = {str(file.relative_to(ROOT)) for file in (ROOT / "docs").rglob("*.md")}

    assert files | {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "kit/README.md"} == set(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_a_document_is_served_as_the_file_says_it(client: Client, path: str) -> None:
    answer = client.get(f"/{path}")

    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.content == (ROOT / path).read_bytes()


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_no_link_of_a_page_leads_nowhere(client: Client, path: str) -> None:
    address = "/" + path.removesuffix(".md")
    page = client.get(address).content.decode()

    ours = [urljoin(address, link).partition("#")[0] for link in links_of(page) if "://" not in link]

    assert [link for link in ours if client.get(link).status_code != 200] == []


@pytest.mark.django_db
def test_headings_can_be_linked_to(client: Client) -> None:
    page = client.get("/docs/settings").content.decode()

    assert '<h3 id="roles">Roles</h3>' in page


@pytest.mark.django_db
def test_html_in_a_document_is_shown_and_not_run(client: Client) -> None:
    page = client.get("/README").content.decode()

    assert "&lt;soap:Fault&gt;" in page


@pytest.mark.django_db
def test_the_list_names_every_document(client: Client) -> None:
    listed = client.get("/docs/").content.decode()

    assert [path for path in PATHS if f'href="/{path.removesuffix(".md")}"' not in listed] == []


def test_examples_are_served_as_text(client: Client) -> None:
    answer = client.get("/docs/examples/send_letter.py")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["docs/../manage.py", "docs/%2e%2e/manage.py", "docs/nowhere", "docs/nowhere.md", "docs/api.md/", "manage.py"],
)
def test_nothing_else_of_the_machine_is_served(client: Client, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404


def test_llms_txt_has_the_address_of_each_document_as_markdown(client: Client) -> None:
    text = client.get("/llms.txt").content.decode()

    addresses = re.findall(r"^- \[.+?\]\(http://testserver/([^)]+)\)", text, re.MULTILINE)
    assert addresses == PATHS
    assert text.startswith("# Mina meddelanden simulator\n\n> ")
