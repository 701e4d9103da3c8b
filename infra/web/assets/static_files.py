"""The static files as they are served: collected, named after their content, compressed. Made once.

They depend on the code alone, so they lie in the checkout's `build` folder, not with the data. Files of earlier
builds stay there: a simulator that is running goes on serving them.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

PACKAGES: Final = (
    "brotli",
    "Django",
    "django-htmx",
    "drf-spectacular-sidecar",
    "font-source-sans-pro",
    "font-source-serif-pro",
    "fonttools",
    "whitenoise",
)
"""The packages that the files are made from or with, besides our own files."""
UNUSED: Final = (
    "redoc",
    "rest_framework",
    "ext",
    "htmx-2.js",
    "htmx-4*",
    "htmax-4*",
    "oauth2-redirect*",
    "swagger-ui-standalone-preset*",
)
"""Files of the packages that no page uses."""
_RECIPES: Final = (Path(__file__), Path(__file__).with_name("typefaces.py"))


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """whitenoise's, which compresses only what it has not compressed in an earlier build."""

    def compress_files(self, paths: set[str]) -> Iterator[tuple[str, str]]:
        missing = {path for path in paths if not self.exists(f"{path}.gz")}
        compressed: Iterator[tuple[str, str]] = super().compress_files(missing)
        return compressed


def ensure_built() -> None:
    """Make the static files, unless they are there as code and packages say. Some milliseconds if they are."""
    if _is_current():
        return
    with _locked_build():
        # Another process may have built them meanwhile.
        if not _is_current():
            call_command("build_static")
    _read_manifest_again()


def _read_manifest_again() -> None:
    """The storage has read which files there are when it was first used, which may be before they were made."""
    storage: Any = staticfiles_storage
    storage.hashed_files, storage.manifest_hash = storage.load_manifest()


def note_built() -> None:
    """Record that the build folder was made from the current code and packages."""
    _stamp().write_text(_fingerprint_of())


def _is_current() -> bool:
    stamp = _stamp()
    return stamp.is_file() and stamp.read_text() == _fingerprint_of()


def _fingerprint_of() -> str:
    made_from = hashlib.sha256()
    for name in PACKAGES:
        made_from.update(f"{name} {version(name)}\n".encode())
    for path in (*_RECIPES, *sorted((settings.BASE_DIR / "static").rglob("*.*"))):
        made_from.update(f"{path.name}\n".encode() + path.read_bytes())
    return made_from.hexdigest()


def _stamp() -> Path:
    stamp: Path = settings.BUILD_DIR / "made-from"
    return stamp


@contextmanager
def _locked_build() -> Iterator[None]:
    settings.BUILD_DIR.mkdir(exist_ok=True)
    with (settings.BUILD_DIR / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
