"""The kit is a package of its own: it installs by itself and has no line in common with the simulator."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.kit.runs import KIT, ROOT

SOURCES = sorted((KIT / "minameddelanden").glob("*.py"))
ADDRESS = re.compile(r'f?"(/api/v1/[^"?]*)"')


def imported_by(source: Path) -> set[str]:
    """The top packages that it imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def known_paths() -> set[str]:
    document = yaml.load((ROOT / "docs/openapi.yaml").read_text(), yaml.CSafeLoader)
    return {re.sub(r"{[^}]+}", "{}", path) for path in document["paths"]}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_it_imports_nothing_of_the_simulator(source: Path) -> None:
    ours = {app.partition(".")[0] for app in settings.INSTALLED_APPS} | {"contracts", "tests"}

    assert imported_by(source) & ours == set()


def test_it_needs_only_what_it_says() -> None:
    project = tomllib.loads((KIT / "pyproject.toml").read_text())["project"]
    said = {re.split(r"[>=]", package)[0] for package in project["dependencies"]}
    imported = set().union(*map(imported_by, SOURCES)) - sys.stdlib_module_names

    assert imported - {"minameddelanden", "pytest"} <= said


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_address_that_it_calls_is_in_the_description(source: Path) -> None:
    called = {re.sub(r"{[^}]+}", "{}", path) for path in ADDRESS.findall(source.read_text())}

    assert called - known_paths() == set()


def test_it_is_built_with_its_plugin_and_its_types(tmp_path: Path) -> None:
    shutil.copytree(KIT, tmp_path / "kit")
    steps = ["build_py", "--build-lib", str(tmp_path / "lib"), "egg_info", "--egg-base", str(tmp_path)]

    subprocess.run(
        [sys.executable, "-c", "import setuptools; setuptools.setup()", *steps],
        cwd=tmp_path / "kit",
        check=True,
        capture_output=True,
    )

    [entry_points] = tmp_path.glob("*.egg-info/entry_points.txt")
    assert "minameddelanden = minameddelanden.pytest_plugin" in entry_points.read_text()
    built = {file.name for file in (tmp_path / "lib/minameddelanden").iterdir()}
    assert {"py.typed", *(source.name for source in SOURCES)} == built
