"""One simulator per data folder: the second one is told which process is in its way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.supervisor import folder_lock
from infra.supervisor.folder_lock import FolderInUse, FolderLock


def test_a_folder_is_taken_once(tmp_path: Path) -> None:
    lock = FolderLock.take(tmp_path)
    lock.write({"supervisor": 4711, "web": 4712})

    with pytest.raises(FolderInUse) as problem:
        FolderLock.take(tmp_path)

    lock.release()
    assert "(process 4711)" in str(problem.value)
    assert "MM_DATA_DIR" in str(problem.value)


def test_a_released_folder_can_be_taken_at_once(tmp_path: Path) -> None:
    lock = FolderLock.take(tmp_path)
    lock.write({"supervisor": 4711})
    lock.release()

    FolderLock.take(tmp_path).release()

    assert folder_lock.running_processes(tmp_path) == {}


def test_the_kernel_releases_the_folder_of_a_process_that_was_killed(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from infra.supervisor.folder_lock import FolderLock; "
        "lock = FolderLock.take(Path(sys.argv[1])); lock.write({'supervisor': os.getpid()}); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False, env={**os.environ}, timeout=60)
    assert folder_lock.running_processes(tmp_path).keys() == {"supervisor"}

    FolderLock.take(tmp_path).release()


def test_the_processes_are_those_of_the_last_report(tmp_path: Path) -> None:
    lock = FolderLock.take(tmp_path)
    lock.write({"supervisor": 1, "web": 2, "soap": 3})
    lock.write({"supervisor": 1})

    assert folder_lock.running_processes(tmp_path) == {"supervisor": 1}


@pytest.mark.parametrize("content", [None, "", "{", '{"supervisor": '])
def test_a_file_that_says_nothing_names_no_processes(tmp_path: Path, content: str | None) -> None:
    file = folder_lock.running_file(tmp_path)
    file.parent.mkdir()
    if content is not None:
        file.write_text(content)

    assert folder_lock.running_processes(tmp_path) == {}
