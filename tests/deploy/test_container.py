"""The image works with plain `docker run -p`: its entry point, its ports, its health."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from testbed.operators.behaviours import CERTIFICATES

ROOT = Path(settings.BASE_DIR)
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SAY_PASSWORD = 'import os; print("in the process:", os.environ["MM_CONSOLE_PASSWORD"])'


def start(folder: Path, **environment: str) -> list[str]:
    """What the entry point and the command that it starts say."""
    done = subprocess.run(
        [str(ROOT / "deploy/container.sh"), sys.executable, "-c", SAY_PASSWORD],
        env={
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "MM_DATA_DIR": str(folder),
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def environment_of_the_image() -> dict[str, str]:
    [words] = re.findall(r"^ENV (.+)$", DOCKERFILE, re.MULTILINE)
    return dict(word.split("=", 1) for word in words.split())


def test_a_password_is_made_once_shown_and_kept_from_others(tmp_path: Path) -> None:
    first, second = start(tmp_path), start(tmp_path)

    assert first == second
    said = re.fullmatch(r"Console password: (\S{16}) \(.*\)", first[0])
    assert said is not None
    assert first[1] == f"in the process: {said[1]}"
    assert (tmp_path / "console-password").stat().st_mode & 0o077 == 0


def test_a_password_of_one_s_own_is_used_and_not_shown(tmp_path: Path) -> None:
    said = start(tmp_path, MM_CONSOLE_PASSWORD="a long sentence")

    assert said == ["in the process: a long sentence"]
    assert list(tmp_path.iterdir()) == []


def test_the_ports_that_the_image_exposes_are_those_it_listens_on() -> None:
    [exposed] = re.findall(r"^EXPOSE (.+)$", DOCKERFILE, re.MULTILINE)
    ports = {name: int(value) for name, value in environment_of_the_image().items() if name.endswith("_PORT")}
    faulty = ports.pop("MM_FAULTY_TLS_PORT")

    assert exposed.split() == [*map(str, ports.values()), f"{faulty}-{faulty + len(CERTIFICATES) - 1}"]


def test_the_image_listens_where_published_ports_lead() -> None:
    assert environment_of_the_image()["MM_BIND"] == "0.0.0.0"


def test_the_health_check_is_a_command_that_asks_readyz() -> None:
    [command] = re.findall(r"^HEALTHCHECK.*\\\n\s+CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)
    python, flag, program = json.loads(command)

    assert (python, flag) == ("python", "-c")
    compile(program, "healthcheck", "exec")
    assert "/readyz" in program


def test_the_entry_point_can_be_run() -> None:
    [entry] = re.findall(r"^ENTRYPOINT (\[.+\])$", DOCKERFILE, re.MULTILINE)

    assert os.access(ROOT / json.loads(entry)[0], os.X_OK)
