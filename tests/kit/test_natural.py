"""What developers at agencies want to test can be written with the kit, and ten of them can do so at once."""

import re
from pathlib import Path

import pytest

from tests.kit.runs import KIT, begin_tests, run_tests

RUNS = 10
LEAST = 23
"""Natural tests that testers asked for."""
SECONDS = 900


def passed(said: str) -> int:
    found = re.search(r"(\d+) passed", said)
    return int(found[1]) if found else 0


@pytest.mark.timeout(SECONDS)
def test_ten_runs_at_once_do_all_natural_tests_and_do_not_disturb_one_another(url: str, tmp_path: Path) -> None:
    outputs = [tmp_path / f"{number}.txt" for number in range(RUNS)]
    processes = [begin_tests(KIT, url, output, "tests/natural") for output in outputs]

    codes = [process.wait(SECONDS) for process in processes]

    said = [output.read_text() for output in outputs]
    assert codes == [0] * RUNS, next(text for text, code in zip(said, codes, strict=True) if code)[-5000:]
    assert min(map(passed, said)) >= LEAST


def test_what_changes_the_whole_simulator_is_tested_by_itself(url: str) -> None:
    done = run_tests(KIT, url, "tests/alone")

    assert done.returncode == 0, done.stdout[-5000:]
