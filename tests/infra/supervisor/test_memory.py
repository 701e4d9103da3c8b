"""What a process does not use is not loaded: each megabyte is there in every process."""

import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.infra.supervisor.simulator import ROOT, Simulator

PRELOADED = """
import sys
from infra.supervisor import process_table
process_table.preload_modules()
"""
SELDOM_USED = frozenset({"redis", "psycopg", "fpdf", "fontTools", "pypdf", "pypdfium2"})


def loaded(folder: Path, watched: Collection[str] = SELDOM_USED, then: str = "", **environment: str) -> set[str]:
    """Those of the watched modules that are in every process, and after another statement."""
    printed = f"print(*{set(watched)} & set(sys.modules))"
    simulator = Simulator(folder, **environment)
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", f"{PRELOADED}{then}\n{printed}"],
        cwd=ROOT,
        env=simulator.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_pages_are_loaded_by_the_web_process_alone(tmp_path: Path) -> None:
    """Templates, the REST interface's description and the pages themselves."""
    pages = {"jinja2", "drf_spectacular.views", "infra.web.urls", "console.urls", "mailbox_ui.urls"}

    assert loaded(tmp_path, watched=pages) == set()
    assert loaded(tmp_path, watched=pages, then="import infra.wsgi") == pages


def test_the_embedded_default_loads_neither_redis_nor_postgresql_nor_what_sets_paper(tmp_path: Path) -> None:
    assert loaded(tmp_path) == set()


@pytest.mark.parametrize(
    ("setting", "value", "driver"),
    [("DATABASE_URL", "postgres://mm@localhost/mm", "psycopg"), ("REDIS_URL", "redis://localhost", "redis")],
)
def test_what_the_settings_name_is_loaded_before_the_processes_are_forked(
    tmp_path: Path, setting: str, value: str, driver: str
) -> None:
    assert loaded(tmp_path, **{setting: value}) == {driver}
