"""Every process of a test run must collect the same tests in the same order."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.ordered import pytest_generate_tests

ROOT = Path(__file__).resolve().parents[1]


def collect(folder: Path, values: str) -> subprocess.CompletedProcess[str]:
    module = folder / "test_values.py"
    module.write_text(
        f"import pytest\n\n@pytest.mark.parametrize('value', {values})\ndef test_it(value):\n    assert value\n"
    )
    command = f"{sys.executable} -m pytest -q -p tests.ordered -p no:cacheprovider -c /dev/null --collect-only"
    return subprocess.run(
        [*command.split(), str(module)],
        cwd=ROOT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def parametrised_by(values: object) -> Any:
    """A test as pytest shows it to its plugins."""
    mark = pytest.mark.parametrize("value", values).mark  # type: ignore[arg-type]  # wrong ones, too
    marks = {"parametrize": [mark]}
    return SimpleNamespace(
        definition=SimpleNamespace(nodeid="test_values.py::test_it", iter_markers=marks.__getitem__)
    )


def test_a_run_with_a_set_of_values_ends_with_the_name_of_the_test(tmp_path: Path) -> None:
    refused = collect(tmp_path, "{'a', 'b'}")

    assert refused.returncode != 0
    assert "test_values.py::test_it takes its values from a set" in refused.stdout + refused.stderr


def test_a_run_with_a_list_of_values_goes_on(tmp_path: Path) -> None:
    assert collect(tmp_path, "['a', 'b']").returncode == 0


@pytest.mark.parametrize(
    "values",
    [{"a", "b"}, frozenset("ab"), {"a": 1, "b": 2}.keys() - {"a"}],
    ids=["set", "frozenset", "difference"],
)
def test_a_set_of_values_is_refused(values: object) -> None:
    with pytest.raises(pytest.UsageError, match="test_it takes its values from a set"):
        pytest_generate_tests(parametrised_by(values))


@pytest.mark.parametrize("values", [["a", "b"], sorted({"a", "b"}), {"a": 1, "b": 2}])
def test_values_with_an_order_are_taken(values: object) -> None:
    pytest_generate_tests(parametrised_by(values))
