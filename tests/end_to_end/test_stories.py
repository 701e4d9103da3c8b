"""Every command of docs/stories.md works as it stands there."""

import re
import subprocess

import pytest

from tests.end_to_end.test_readme import here, run
from tests.infra.supervisor.simulator import ROOT, Simulator

STORIES = (ROOT / "docs" / "stories.md").read_text()


def commands() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", STORIES, re.DOTALL)
    return re.findall(r"^\$ (.*)$", "\n".join(blocks).replace("\\\n", " "), re.MULTILINE)


@pytest.mark.parametrize("command", commands(), ids=lambda command: " ".join(command.split()[2:4]))
def test_a_command_of_the_stories_works_as_written(simulator: Simulator, command: str) -> None:
    done: subprocess.CompletedProcess[str] = run(
        here(command, simulator, simulator.folder / "unused"), simulator.environment
    )

    assert done.returncode == 0, done.stdout + done.stderr
