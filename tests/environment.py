"""The environment of a test run: a data folder of its own, made before Django reads its settings."""

import gc
import os
import shutil
import sys
import tempfile

# Eighteen thousand collected tests are a large heap, and none of it is garbage: look through it seldom.
gc.set_threshold(50_000, 20, 20)

DATA_DIR = tempfile.mkdtemp(prefix="mm-tests-")
os.environ["MM_DATA_DIR"] = DATA_DIR
SHARED_DIR = os.environ.setdefault("TEST_SHARED_DIR", DATA_DIR)
"""The data folder of the process that began the run: what is made once for all its processes."""
os.environ["MM_VALIDATE_ANSWERS"] = "true"
os.environ["MM_REGISTER_CACHE_SECONDS"] = "0"
# A thread that writes the register's log would not be in the transaction of the test.
os.environ["MM_LOG_WRITE_SECONDS"] = "0"
# For the same reason; and a test of the journal turns it on.
os.environ["MM_JOURNAL_WRITE_SECONDS"] = "0"
os.environ["MM_JOURNAL"] = "off"
# Hundreds of processes are started from here. Each would compile what it imports anew, which takes a second.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "MM_ROLES", "MM_HOSTS", "MM_BIND"):
    os.environ.pop(name, None)
if "TEST_DATABASE_URL" in os.environ:
    # The same tests on another database: docs/scaling.md.
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA_DIR, ignore_errors=True)
