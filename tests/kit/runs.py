"""pytest with the kit's plugin, in processes of their own: nothing of this test run reaches them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT / "kit"


def environment_for(url: str, **more: str) -> dict[str, str]:
    """As a developer's shell has it, with the kit installed and the simulator at the address.

    Of plugins a developer has the kit alone: those of this test run would take a second to load in each process.
    """
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("MM_", "DJANGO_", "PYTEST"))
    }
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    own = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PATH": path, "PYTHONPATH": str(KIT), "MM_URL": url}
    return inherited | own | more


def pytest_command(*arguments: str) -> list[str]:
    """`pytest`, with the kit's plugin as an installed kit brings it, and no other's."""
    own = ["-q", "--no-header", "-p", "minameddelanden.pytest_plugin", "-p", "no:cacheprovider"]
    return [sys.executable, "-m", "pytest", *own, *arguments]


def run_tests(folder: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        pytest_command("-c", str(KIT / "pyproject.toml"), *arguments),
        cwd=folder,
        env=environment_for(url),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def begin_tests(folder: Path, url: str, output: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start them, and go on."""
    with output.open("wb") as file:
        return subprocess.Popen(
            pytest_command("-c", str(KIT / "pyproject.toml"), *arguments),
            cwd=folder,
            env=environment_for(url),
            stdout=file,
            stderr=file,
        )
