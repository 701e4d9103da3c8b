"""A start that cannot end well ends at once, with one line that says what to change."""

from pathlib import Path

import pytest

from tests.infra.supervisor.simulator import Simulator, prepare_folder


def test_a_relay_without_a_certificate_is_named(tmp_path: Path) -> None:
    prepare_folder(tmp_path)

    ended = Simulator(tmp_path, MM_RELAY_IDENTITY="nobody").manage("prepare")

    assert ended.returncode != 0
    assert "MM_RELAY_IDENTITY=nobody: no certificate folder 'nobody'" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("content", [b"this is no database" * 400, b"SQLite format 3\0" + b"\xff" * 4_096])
def test_a_database_that_is_broken_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "simulator.sqlite3").write_bytes(content)

    ended = Simulator(tmp_path).manage("prepare")

    assert ended.returncode != 0
    assert "The database does not answer: " in ended.stderr
    assert "DATABASE_URL" in ended.stderr
    assert "Traceback" not in ended.stderr
