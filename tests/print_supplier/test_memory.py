"""Processes that prepare no letter do not load the typesetting code, which takes about 20 MB."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SETUP = "import django; django.setup()"
PAGES = "import infra.web.urls"
TASKS = "from infra.celery import app; app.loader.import_default_modules()"
PROCESSES = "from infra.supervisor import process_table"
PRELOADED = (
    "from importlib import import_module; from infra import declaration; "
    "[import_module(name) for name in declaration.preloaded_modules()]"
)
COUNTING = "import print_supplier.queue, print_supplier.runs, print_supplier.statistics, print_supplier.channel"
PREPARING = "import print_supplier.preparation"


def typesetting_loaded_by(tmp_path: Path, *statements: str) -> list[str]:
    """The typesetting libraries that a new process has loaded after the statements."""
    libraries = ("fpdf", "fontTools", "PIL", "pypdf", "pypdfium2")
    result = f"import json, sys; print(json.dumps([name for name in {libraries} if name in sys.modules]))"
    finished = subprocess.run(
        [sys.executable, "-c", "\n".join((SETUP, *statements, result))],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "infra.settings", "MM_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded: list[str] = json.loads(finished.stdout.splitlines()[-1])
    return loaded


@pytest.mark.parametrize(
    "statement",
    [PAGES, TASKS, PROCESSES, PRELOADED, COUNTING],
    ids=["web and soap", "worker", "supervisor", "preloaded", "counting"],
)
def test_a_process_starts_without_typesetting(statement: str, tmp_path: Path) -> None:
    assert typesetting_loaded_by(tmp_path, statement) == []


def test_a_process_that_prepares_letters_loads_it_and_no_pdf_reader(tmp_path: Path) -> None:
    loaded = typesetting_loaded_by(tmp_path, PREPARING)

    assert "fpdf" in loaded
    assert not {"pypdf", "pypdfium2"} & set(loaded), "PDFs are read in child processes only"
