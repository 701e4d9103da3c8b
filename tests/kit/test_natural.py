"""What developers at agencies want to test can be written with the kit, and ten of them can do so at once."""

import re
from pathlib import Path

import pytest

from tests.kit.runs import KIT, begin_tests, run_tests

RUNS = 10
LEAST = 23
"""Natural tests that testers asked for."""
SECONDS = 900
FILES = [f"tests/natural/{path.name}" for path in sorted((KIT / "tests" / "natural").glob("test_*.py"))]
SOME = 2
"""Files that each run does of them in the daily suite: enough for four runs to do the same at once."""


def passed(said: str) -> int:
    found = re.search(r"(\d+) passed", said)
    return int(found[1]) if found else 0


def files_of_run(number: int, count: int) -> list[str]:
    """So many neighbours among the files: each file is done by equally many runs."""
    around = FILES * 2
    first = number % len(FILES)
    return around[first : first + count]


@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("count", [SOME, pytest.param(len(FILES), marks=pytest.mark.full)], ids=["small", "full"])
def test_ten_runs_at_once_do_all_natural_tests_and_do_not_disturb_one_another(
    url: str, tmp_path: Path, count: int
) -> None:
    outputs = [tmp_path / f"{number}.txt" for number in range(RUNS)]
    processes = [
        begin_tests(KIT, url, output, *files_of_run(number, count)) for number, output in enumerate(outputs)
    ]

    codes = [process.wait(SECONDS) for process in processes]

    said = [output.read_text() for output in outputs]
    assert codes == [0] * RUNS, next(text for text, code in zip(said, codes, strict=True) if code)[-5000:]
    times_done = RUNS * count // len(FILES)
    assert sum(map(passed, said)) >= LEAST * times_done


def test_what_changes_the_whole_simulator_is_tested_by_itself(url: str) -> None:
    done = run_tests(KIT, url, "tests/alone")

    assert done.returncode == 0, done.stdout[-5000:]
