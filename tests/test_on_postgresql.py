"""The same code on the other database: the roles' own tests, run again on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import postgres_server

ROOT = Path(__file__).resolve().parents[1]
TESTS = (
    "tests/far",
    "tests/operator/test_reception.py",
    "tests/test_ready_sql.py",
    "tests/formedlare/test_claims.py",
    "tests/formedlare/test_intake.py",
    "tests/formedlare/test_dispatch.py",
    "tests/formedlare/printing/test_print_runs.py",
    "tests/formedlare/batch/running",
    "tests/formedlare/api/test_openapi.py",
    "tests/formedlare/api/test_volume.py",
    "tests/formedlare/webhooks/test_telling.py",
    "tests/formedlare/webhooks/test_asking_again.py",
    "tests/formedlare/webhooks/test_queue.py",
)


@pytest.mark.timeout(600)
def test_register_operator_and_relay_work_on_postgresql() -> None:
    with postgres_server() as postgres:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *TESTS],
            cwd=ROOT,
            env=os.environ | {"TEST_DATABASE_URL": postgres.url},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 0, done.stdout[-5000:]
