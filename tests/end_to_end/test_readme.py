"""Every command that the README shows works as it stands there, in a folder that has just been made."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.infra.supervisor.simulator import COMMAND, ROOT, Simulator

README = (ROOT / "README.md").read_text()
TARGETS = set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[str]:
    """The lines after a prompt, with those that they go on in."""
    joined = "\n".join(blocks("console")).replace("\\\n", " ")
    return re.findall(r"^\$ (.*)$", joined, re.MULTILINE)


STARTS = [command for command in commands() if "make run" in command]
OTHERS = [command for command in commands() if command not in STARTS]


def here(command: str, simulator: Simulator, ask: Path) -> str:
    """The command for this simulator, which has other ports and another folder than the README's."""
    example = f" --base https://localhost:{simulator.soap_port}/webservice/accao/ --pki {simulator.folder}/pki"
    command = re.sub(r"(docs/examples/send_letter\.py.*)", lambda found: found[1] + example, command)
    command = command.replace(":8000", f":{simulator.web_port}")
    command = command.replace(":8443", f":{simulator.soap_port}").replace(" var/", f" {simulator.folder}/")
    return command.replace(".venv/bin/python", sys.executable).replace("@ask.xml", f"@{ask}")


def run(command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=COMMAND,
    )


@pytest.mark.parametrize("command", OTHERS)
def test_a_command_works_as_written(simulator: Simulator, tmp_path: Path, command: str) -> None:
    ask = tmp_path / "ask.xml"
    ask.write_text(blocks("xml")[0])

    done = run(here(command, simulator, ask), simulator.environment)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Fault" not in done.stdout


def test_the_register_answers_curl_as_the_readme_says(simulator: Simulator, tmp_path: Path) -> None:
    ask = tmp_path / "ask.xml"
    ask.write_text(blocks("xml")[0])
    [command] = [command for command in OTHERS if command.startswith("curl") and "ask.xml" in command]

    said = run(here(command, simulator, ask), simulator.environment).stdout

    assert re.findall(r"Type>(\w+)<", said) == ["Secure", "Not"]


@pytest.mark.parametrize("command", STARTS)
def test_a_start_is_one_that_make_knows_with_settings_that_hold(simulator: Simulator, command: str) -> None:
    assert set(re.findall(r"\bmake ([\w./-]+)", command)) <= TARGETS

    done = run(command.replace("make run", f"{sys.executable} manage.py check"), simulator.environment)

    assert done.returncode == 0, done.stderr


def test_every_target_that_the_readme_names_is_in_the_makefile() -> None:
    named = set(re.findall(r"`make ([\w./-]+)`", README))

    assert named
    assert named <= TARGETS
