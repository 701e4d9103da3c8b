"""How the tests' processes tell one another of a simulator, and where one can be started from."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from minameddelanden import NotReady, processes
from minameddelanden.processes import Started

from tests.kit.runs import ROOT


def checkout_in(folder: Path) -> Path:
    """A folder that looks like the simulator's repository."""
    (folder / "testbed").mkdir(parents=True)
    (folder / "manage.py").touch()
    return folder


@how(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8")), st.integers(1, 2**22))
def test_what_one_process_writes_another_reads(tmp_path: Path, url: str, watcher: int) -> None:
    started = Started(url, watcher)

    started.write(tmp_path / "started.json")

    assert Started.read(tmp_path / "started.json") == started


def test_a_checkout_that_is_named_goes_before_the_one_around_the_kit(tmp_path: Path) -> None:
    assert processes.find_checkout(str(checkout_in(tmp_path / "own"))) == tmp_path / "own"
    assert processes.find_checkout("") == ROOT


@pytest.mark.parametrize("missing", ["manage.py", "testbed"])
def test_a_folder_that_lacks_a_part_is_no_checkout(tmp_path: Path, missing: str) -> None:
    folder = checkout_in(tmp_path / "own")
    (folder / missing).rename(tmp_path / "elsewhere")

    with pytest.raises(NotReady, match="--mm-checkout, MM_CHECKOUT"):
        processes.find_checkout(str(folder))


def test_a_file_in_place_of_a_folder_is_no_checkout(tmp_path: Path) -> None:
    (tmp_path / "manage.py").touch()
    (tmp_path / "testbed").touch()

    with pytest.raises(NotReady, match="it is no checkout of the simulator"):
        processes.find_checkout(str(tmp_path))


def test_a_folder_that_is_not_there_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="nowhere"):
        processes.find_checkout(str(tmp_path / "nowhere"))


def test_the_folder_of_a_simulator_that_has_ended_is_removed_with_all_in_it(tmp_path: Path) -> None:
    folder = checkout_in(tmp_path / "data")

    processes.remove(folder)
    processes.remove(folder)

    assert not folder.exists()
