"""What the embedded default does not use is not loaded: each megabyte is there in every process."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.infra.supervisor.simulator import ROOT, Simulator

PRELOADED = """
import sys
from infra.supervisor import process_table
process_table.preload_modules()
print(*sorted({"redis", "psycopg", "fpdf", "fontTools", "pypdf", "pypdfium2"} & set(sys.modules)))
"""


def loaded(folder: Path, **environment: str) -> set[str]:
    simulator = Simulator(folder, **environment)
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", PRELOADED],
        cwd=ROOT,
        env=simulator.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


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
