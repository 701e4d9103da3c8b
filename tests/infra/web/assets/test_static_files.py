"""The static files are made once, again when what they are made from has changed, and served for good."""

import fcntl
import multiprocessing
import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client

from infra.web.assets import static_files, typefaces
from tests.waiting import eventually


@pytest.fixture
def build(tmp_path: Path, settings: LazySettings) -> Path:
    """A checkout with one stylesheet, and a build folder of its own that is empty."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "own.css").write_text("p { color: red; }\n" * 100)
    settings.BASE_DIR = tmp_path
    settings.BUILD_DIR = tmp_path / "build"
    settings.TYPEFACES_DIR = settings.BUILD_DIR / "fonts"
    settings.STATIC_ROOT = settings.BUILD_DIR / "static"
    settings.STATICFILES_DIRS = [tmp_path / "static", ("fonts", settings.TYPEFACES_DIR)]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return tmp_path / "build"


@pytest.fixture
def checkout(build: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, where the typefaces need not be cut, which takes seconds: test_typefaces.py is about that."""
    made = Path(__file__).resolve().parents[4] / "build" / "fonts"

    def copy(folder: Path) -> None:
        shutil.copytree(made, folder, dirs_exist_ok=True)

    monkeypatch.setattr(typefaces, "write_typefaces", copy)
    return build


def served(build: Path, pattern: str) -> list[Path]:
    return sorted((build / "static").rglob(pattern))


def test_files_are_named_after_their_content_and_compressed(checkout: Path) -> None:
    static_files.ensure_built()

    [css] = served(checkout, "own.*.css")
    assert {path.suffix for path in served(checkout, f"{css.name}.*")} == {".gz", ".br"}
    assert not (checkout / "static" / "own.css").exists()
    faces = {path.name.partition("-swedish.")[0] for path in served(checkout, "*-swedish.*.woff2")}
    assert faces >= {"SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSerifPro-Regular"}


def test_nothing_is_made_twice(checkout: Path) -> None:
    static_files.ensure_built()
    before = {path: path.stat().st_mtime_ns for path in checkout.rglob("*")}

    static_files.ensure_built()

    assert {path: path.stat().st_mtime_ns for path in checkout.rglob("*")} == before


def test_a_changed_stylesheet_gets_a_new_name_and_the_old_one_stays_for_those_who_have_the_page(
    checkout: Path,
) -> None:
    static_files.ensure_built()
    [old] = served(checkout, "own.*.css")

    (checkout.parent / "static" / "own.css").write_text("p { color: blue; }\n" * 100)
    static_files.ensure_built()

    assert len(served(checkout, "own.*.css")) == 2
    assert "red" in old.read_text()


def test_an_update_of_a_package_makes_them_anew(build: Path) -> None:
    static_files.ensure_built()
    stamp = build / "made-from"
    made_with = stamp.read_text()
    stamp.write_text("another version")
    shutil.rmtree(build / "fonts")

    static_files.ensure_built()

    assert (build / "fonts" / "fonts.css").is_file()
    assert stamp.read_text() == made_with


def test_the_command_can_be_given_by_hand(checkout: Path) -> None:
    call_command("build_static")

    assert (checkout / "static" / "staticfiles.json").is_file()


@pytest.mark.parametrize(
    ("accepts", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", None)]
)
def test_files_are_served_compressed_and_kept_for_good(client: Client, accepts: str, encoding: str | None) -> None:
    got = client.get(static("css/pages.css"), headers={"accept-encoding": accepts})

    assert got.status_code == 200
    assert got.get("Content-Encoding") == encoding
    assert "immutable" in got["Cache-Control"]
    assert "max-age=315360000" in got["Cache-Control"]


def test_typefaces_are_served_as_woff2(client: Client) -> None:
    got = client.get(static("fonts/SourceSansPro-Regular-swedish.woff2"), headers={"accept-encoding": "gzip, br"})

    assert got["Content-Type"] == "font/woff2"
    assert "Content-Encoding" not in got
    assert b"".join(got).startswith(b"wOF2")


def test_pages_refer_to_the_names_with_the_content_in_them(db: None, client: Client) -> None:
    page = client.get("/").content.decode()

    for name in ("fonts/fonts.css", "css/base.css", "js/poll.js"):
        assert staticfiles_storage.url(name) in page
        assert f"/static/{name}" not in page


def test_a_process_that_waited_for_another_to_make_them_knows_their_names(build: Path) -> None:
    static_files.ensure_built()
    (build.parent / "static" / "own.css").write_text("p { color: green; }\n" * 100)
    another = multiprocessing.get_context("fork").Process(target=static_files.ensure_built)
    another.start()
    eventually(lambda: _is_locked(build / "lock"))

    static_files.ensure_built()

    another.join()
    newest = max(served(build, "own.*.css"), key=lambda path: path.stat().st_mtime_ns)
    assert static("own.css").endswith(newest.name)


def _is_locked(path: Path) -> bool:
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
