"""Each recipe is run as its document has it."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from tests.kit.recipes import files_of, write_files
from tests.kit.runs import KIT, ROOT, environment_for, run_tests


def run(command: Sequence[str], folder: Path, url: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=environment_for(url, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def require(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine")


def test_pytest(url: str, tmp_path: Path) -> None:
    write_files("pytest", tmp_path)

    done = run_tests(tmp_path, url, ".")

    assert done.returncode == 0, done.stdout[-5000:]
    assert "2 passed" in done.stdout


def test_curl(url: str, tmp_path: Path) -> None:
    require("curl")
    write_files("curl", tmp_path)

    done = run(["bash", "ask.sh"], tmp_path, url)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[0] == "kivra.com"


@pytest.mark.timeout(300)
def test_junit(url: str, tmp_path: Path) -> None:
    require("mvn")
    write_files("java", tmp_path)

    done = run(["mvn", "--batch-mode", "--quiet", "test"], tmp_path, url)

    if "Could not transfer artifact" in done.stdout or "was not found in" in done.stdout:
        pytest.skip("Maven's repository cannot be reached, and JUnit is not on this machine")
    assert done.returncode == 0, done.stdout[-5000:]


def test_dotnet(url: str, tmp_path: Path) -> None:
    require("dotnet")
    write_files("dotnet", tmp_path)

    done = run(["dotnet", "test"], tmp_path, url)

    assert done.returncode == 0, done.stdout[-5000:]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The user's own repository, with the simulator beside it as the workflow checks it out."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "simulator").symlink_to(ROOT)
    write_files("pytest", folder)
    # Installed already, so that nothing is fetched: `pip` says what it was asked for.
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "pip").write_text('#!/bin/sh\necho "pip $*" >> pip.txt\n')
    (programs / "pip").chmod(0o755)
    return folder


def run_script(script: str, folder: Path, url: str) -> subprocess.CompletedProcess[str]:
    path = f"{folder.parent / 'programs'}:{environment_for(url)['PATH']}"
    plugin = "minameddelanden.pytest_plugin"
    addopts = "-p no:django -p no:cacheprovider -c pytest.ini"
    (folder / "pytest.ini").write_text("[pytest]\n")
    return run(
        ["bash", "-euo", "pipefail", "-c", script],
        folder,
        url,
        PATH=path,
        PYTEST_PLUGINS=plugin,
        PYTEST_ADDOPTS=addopts,
    )


def test_github_actions(url: str, checkout: Path) -> None:
    workflow = yaml.safe_load(files_of("github-actions")["letters.yml"])
    steps = workflow["jobs"]["letters"]["steps"]
    script = "\n".join(step["run"] for step in steps if "run" in step)

    done = run_script(script, checkout, url)

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert "2 passed" in done.stdout
    assert "simulator/kit[pytest]" in (checkout / "pip.txt").read_text()


def test_gitlab_ci(url: str, checkout: Path) -> None:
    job = yaml.safe_load(files_of("gitlab-ci")["gitlab-ci.yml"])["letters"]
    # Its first line fetches the simulator, which is here.
    script = "\n".join(line for line in job["script"] if not line.startswith("git clone"))

    done = run_script(script, checkout, url)

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert "2 passed" in done.stdout


def test_testcontainers(tmp_path: Path) -> None:
    require("docker")
    if subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:
        pytest.skip("No Docker engine runs on this machine")
    pytest.importorskip("testcontainers")
    image = ["docker", "build", "--tag", "mina-meddelanden-simulator", str(ROOT)]
    subprocess.run(image, check=True, capture_output=True)
    write_files("testcontainers", tmp_path)

    done = run_tests(tmp_path, "", ".")

    assert done.returncode == 0, done.stdout[-5000:]


@pytest.mark.parametrize("recipe", ["pytest", "testcontainers"])
def test_the_python_of_a_recipe_names_only_what_the_kit_has(recipe: str) -> None:
    program = next(content for name, content in files_of(recipe).items() if name.endswith(".py"))

    compile(program, recipe, "exec")
    assert (KIT / "minameddelanden").is_dir()
