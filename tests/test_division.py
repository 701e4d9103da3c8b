"""How the tests of a run are divided among its processes."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.division import pytest_collection_modifyitems, unit_of

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Item:
    """What the order depends on."""

    nodeid: str
    timeout: float = 0

    def get_closest_marker(self, name: str) -> Any:
        assert name == "timeout"
        return pytest.mark.timeout(self.timeout).mark if self.timeout else None


def ordered(*items: Item) -> list[str]:
    given: Any = list(items)
    pytest_collection_modifyitems(given)
    return [item.nodeid for item in given]


def test_a_file_is_a_unit() -> None:
    assert unit_of("tests/far/test_models.py::TestIt::test_it[a::b]") == "tests/far/test_models.py"


@pytest.mark.parametrize("folder", ["tests/kit/", "tests/end_to_end/", "tests/infra/supervisor/"])
def test_a_folder_whose_files_share_a_simulator_is_one(folder: str) -> None:
    assert unit_of(f"{folder}test_a.py::test_it") == unit_of(f"{folder}test_b.py::test_it") == folder


def test_what_may_take_longest_comes_first_and_then_what_has_most_tests() -> None:
    assert ordered(
        Item("tests/a.py::one"),
        Item("tests/b.py::one"),
        Item("tests/b.py::two"),
        Item("tests/c.py::one"),
        Item("tests/c.py::two", 300),
        Item("tests/d.py::one", 900),
    ) == [
        "tests/d.py::one",
        "tests/c.py::one",
        "tests/c.py::two",
        "tests/b.py::one",
        "tests/b.py::two",
        "tests/a.py::one",
    ]


def test_tests_of_a_shared_folder_stay_together() -> None:
    assert ordered(
        Item("tests/kit/a.py::one"), Item("tests/far/x.py::one", 60), Item("tests/kit/b.py::one", 300)
    ) == ["tests/kit/a.py::one", "tests/kit/b.py::one", "tests/far/x.py::one"]


def test_one_process_does_all_tests_of_a_shared_folder(tmp_path: Path) -> None:
    for file in ("tests/kit/test_a.py", "tests/kit/test_b.py", "tests/far/test_c.py", "tests/far/test_d.py"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(
            "import os\nfrom pathlib import Path\n\n"
            f"def test_it():\n    note = Path({file!r}).with_suffix('.txt')\n"
            "    note.write_text(os.environ['PYTEST_XDIST_WORKER'])\n"
        )

    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"),
            *("-c", "/dev/null", "--rootdir", str(tmp_path), "-p", "no:django", "-p", "no:cacheprovider"),
            *("-p", "tests.division", "tests"),
        ],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    workers = {file.stem: file.read_text() for file in tmp_path.rglob("test_?.txt")}
    assert len(workers) == 4
    assert workers["test_a"] == workers["test_b"]
    assert set(workers.values()) == {"gw0", "gw1"}
