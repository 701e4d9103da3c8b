"""The documents of the repository, each with its title and summary."""

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

ROOT_DOCUMENTS: Final = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "kit/README.md")
REFERRED_FILES: Final = (
    "LICENSE",
    "docker-compose.yml",
    "deploy/nginx.conf.template",
    "sender/print_files/archive/index/index.xsd",
    "testbed/world/people.toml",
)
"""Files outside docs/ that documents link to."""
FOLDER: Final = "docs"
SERVED_SUFFIXES: Final = frozenset(
    {".md", ".py", ".yaml", ".yml", ".png", ".java", ".cs", ".sh", ".toml", ".xml", ".csproj"}
)
_SENTENCE_END: Final = re.compile(r"(?<=[.:])\s")
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Document:
    """A Markdown file of the repository."""

    path: str
    """Relative to the repository, with the suffix."""
    title: str
    summary: str
    """The first sentence of the text."""

    @property
    def page(self) -> str:
        """The path of its page."""
        return self.path.removesuffix(".md")


def document_at(path: str) -> Document | None:
    """The document with Markdown at the path, if there is one."""
    return _documents_by_path().get(path)


def all_documents() -> list[Document]:
    """Every document: those at the top first, then those in docs/ by path."""
    return list(_documents_by_path().values())


def file_at(path: str) -> Path | None:
    """The file with the path, if it is one that is served."""
    return _files_by_path().get(path)


def content_type_of(file: Path) -> str:
    """The media type to serve the file with; sources are shown as text."""
    if file.suffix == ".md":
        return "text/markdown; charset=utf-8"
    guessed = mimetypes.guess_type(file.name)[0] or ""
    return guessed if guessed.startswith("image/") else "text/plain; charset=utf-8"


@cache
def _files_by_path() -> dict[str, Path]:
    # From a list, never from the path that was asked for: nothing else of the machine can be named.
    return {str(file.relative_to(settings.BASE_DIR)): file for file in _served_files()}


def _served_files() -> Iterator[Path]:
    yield from (settings.BASE_DIR / name for name in (*ROOT_DOCUMENTS, *REFERRED_FILES))
    for file in sorted((settings.BASE_DIR / FOLDER).rglob("*")):
        if file.is_file() and file.suffix in SERVED_SUFFIXES:
            yield file


@cache
def _documents_by_path() -> dict[str, Document]:
    files = _files_by_path().items()
    return {path: _read_document(path, file) for path, file in files if file.suffix == ".md"}


def _read_document(path: str, file: Path) -> Document:
    blocks = [block.strip() for block in file.read_text().split("\n\n")]
    title = next((block[2:].splitlines()[0] for block in blocks if block.startswith("# ")), Path(path).stem)
    text = next((block for block in blocks if block[:1].isalpha()), "")
    sentence = _SENTENCE_END.split(_LINK.sub(r"\1", text), maxsplit=1)[0]
    return Document(path, title, " ".join(sentence.split()))
