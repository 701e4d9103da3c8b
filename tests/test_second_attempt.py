"""Only what runs in a browser has a second attempt, and the summary says so."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TESTS = """
import time
from pathlib import Path
import pytest

def attempt(name):
    with Path(__file__).with_name(name).open("a") as attempts:
        attempts.write("x")
    return Path(__file__).with_name(name).stat().st_size

def test_ordinary():
    assert attempt("ordinary") == 2

@pytest.mark.browser
def test_slow_once():
    assert attempt("slow_once") == 2

@pytest.mark.browser
def test_wrong():
    assert attempt("wrong") == 9

@pytest.mark.browser
@pytest.mark.timeout(1)
def test_hangs():
    attempt("hangs")
    time.sleep(30)

@pytest.fixture(scope="module")
def server():
    attempt("server_began")
    yield
    attempt("server_ended")

@pytest.fixture
def rows(server):
    attempt("filled")
    yield
    attempt("emptied")

@pytest.mark.browser
def test_with_fixtures(rows):
    assert attempt("with_fixtures") == 2
"""
ATTEMPTS = {
    "ordinary": 1,
    "slow_once": 2,
    "wrong": 2,
    "hangs": 1,
    "with_fixtures": 2,
    "filled": 2,
    "emptied": 2,
    "server_began": 1,
    "server_ended": 1,
}


@pytest.mark.parametrize("processes", [0, 2])
def test_only_tests_in_a_browser_are_repeated_and_once(tmp_path: Path, processes: int) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser: needs a browser\n")
    (tmp_path / "test_some.py").write_text(TESTS)
    plugins = "-p tests.second_attempt -p tests.division -p pytest_rerunfailures -p pytest_timeout -p xdist"
    choices = f"-n {processes} --dist loadfile --no-loadscope-reorder -raR -p no:cacheprovider"

    run = subprocess.run(
        [sys.executable, "-m", "pytest", *plugins.split(), *choices.split(), str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert {name: len((tmp_path / name).read_text()) for name in ATTEMPTS} == ATTEMPTS, run.stdout + run.stderr
    assert "3 failed, 2 passed" in run.stdout
    assert sorted(re.findall(r"^RERUN \S+::(\w+)", run.stdout, re.MULTILINE)) == [
        "test_slow_once",
        "test_with_fixtures",
        "test_wrong",
    ]


def test_the_suite_uses_it_and_shows_why_a_second_attempt_was_needed() -> None:
    chosen = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"][
        "addopts"
    ].split()

    assert "tests.second_attempt" in chosen
    assert {"-raR", "--rerun-show-tracebacks"} <= set(chosen)
    assert not [option for option in chosen if option.startswith(("--reruns", "--force-reruns"))]
