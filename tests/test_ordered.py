"""Every process of a test run must collect the same tests in the same order."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _collect(folder: Path, values: str) -> subprocess.CompletedProcess[str]:
    module = folder / "test_values.py"
    module.write_text(
        f"import pytest\n\n@pytest.mark.parametrize('value', {values})\ndef test_it(value):\n    assert value\n"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.ordered",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
    ]
    return subprocess.run(
        [*command, "-p", "no:django", "-p", "no:cacheprovider", "--collect-only", str(module)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("values", ["{'a', 'b'}", "frozenset('ab')", "{'a': 1, 'b': 2}.keys() - {'a'}"])
def test_a_set_of_values_is_refused_with_the_name_of_the_test(tmp_path: Path, values: str) -> None:
    refused = _collect(tmp_path, values)

    assert refused.returncode != 0
    assert "test_values.py::test_it takes its values from a set" in refused.stdout + refused.stderr


@pytest.mark.parametrize("values", ["['a', 'b']", "sorted({'a', 'b'})", "{'a': 1, 'b': 2}"])
def test_values_with_an_order_are_taken(tmp_path: Path, values: str) -> None:
    assert _collect(tmp_path, values).returncode == 0
