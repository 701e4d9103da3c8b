"""/healthz, /readyz and /livez: whether each component works, and how to repair one that does not."""

import os
import shutil
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from infra import declaration
from infra.pki.trust import unreadable_files
from infra.queue import worker_heartbeat
from infra.supervisor.listeners import reachable_address

HANDSHAKE_SECONDS: Final = 2.0
SOAP_CHECK_SECONDS: Final = 1.0
MIN_FREE_BYTES: Final = 4_194_304
"""Bytes: two of the largest letters."""


class NotWorking(Exception):
    """A component does not work. The message says how to repair it."""


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """Answer that this process runs. Nothing else is checked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 (a view)
    """Answer 200 when every component works, else 503, with the state of each of them."""
    problems = component_problems()
    components = {
        name: {"works": False, "problem": problem} if problem else {"works": True}
        for name, problem in problems.items()
    }
    working = not any(problems.values())
    answer = JsonResponse({"works": working, "components": components}, status=200 if working else 503)
    return _unlogged(answer)


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """Answer 200 and `ready` when every component works, else 503 and a line for each that does not."""
    problems = [f"{name}: {problem}\n" for name, problem in component_problems().items() if problem]
    status = 503 if problems else 200
    return _unlogged(
        HttpResponse("".join(problems) or "ready\n", status=status, content_type="text/plain; charset=utf-8")
    )


def component_problems() -> dict[str, str]:
    """The problem of each component, with how to repair it; empty when the component works."""
    return {name: _problem_of(check) for name, check in _all_checks().items()}


def _problem_of(check: Callable[[], None]) -> str:
    try:
        check()
    except NotWorking as problem:
        return str(problem)
    return ""


Answer = TypeVar("Answer", bound=HttpResponse)


def _unlogged(answer: Answer) -> Answer:
    # Clients that wait for the simulator ask often. Their 503 is no error of the web process to log.
    answer._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
    return answer


_processes = {"are beside this one": True}


def mark_as_alone() -> None:
    """Record that the other processes run on other hosts, so that their listeners are not checked here."""
    _processes["are beside this one"] = False


def runs_beside_others() -> bool:
    """Whether the other processes run on this machine, so that their listeners can be tried."""
    return _processes["are beside this one"]


def _all_checks() -> dict[str, Callable[[], None]]:
    checks: dict[str, Callable[[], None]] = {"database": check_database, "migrations": migrations.check}
    if declaration.speaks_soap():
        checks["certificates"] = check_certificates
    if declaration.uses_queue():
        checks["queue worker"] = check_worker
    if declaration.speaks_soap() and runs_beside_others():
        checks["SOAP listener"] = soap_listener.check
    return checks | declaration.health_checks()


def check_database() -> None:
    database_file.check()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        raise NotWorking(describe_database_error(problem)) from problem
    require_disk_space()


def describe_database_error(problem: DatabaseError) -> str:
    return (
        f"The database does not answer: {problem}. Check DATABASE_URL and that the server runs; "
        "for SQLite, that MM_DATA_DIR can be written and its disk is not full."
    )


def require_disk_space() -> None:
    if (room := shutil.disk_usage(settings.DATA_DIR).free) < MIN_FREE_BYTES:
        raise NotWorking(
            f"The disk is full: {room} bytes are left for {settings.DATA_DIR} (MM_DATA_DIR). Letters are "
            "refused until there is room again; what has been received is safe."
        )


def check_certificates() -> None:
    """Check that every file with trusted certificates can be read."""
    if unreadable := unreadable_files():
        named = "; ".join(f"{file.path}: {file.problem}" for file in unreadable)
        raise NotWorking(
            f"Files that say which certificates are trusted cannot be read, and are skipped: {named}. Repair or "
            "remove the files in var/pki/trusted. Without var/pki/issuing.crl, the revocation list, no caller is "
            "accepted; a restart writes it anew."
        )


def check_worker() -> None:
    require_worker(worker_heartbeat.WORKER, "No queue worker is taking tasks")


def require_worker(kind: str, problem: str) -> None:
    """Return if a worker of the kind takes tasks.

    Raises:
        NotWorking: none does. The message begins with `problem` and says where to look.
    """
    if not worker_heartbeat.is_alive(kind):
        broker = "the Redis server at REDIS_URL" if settings.REDIS_URL else "the folder MM_DATA_DIR/queue"
        raise NotWorking(f"{problem}. Check that {broker} can be reached; {_log_of(kind)} says why none does.")


def _log_of(kind: str) -> str:
    return f"var/log/{kind}.log" if runs_beside_others() else f"what run_part {kind} writes"


class Migrations:
    """The check that all migrations are applied. Once they are, it is not repeated."""

    def __init__(self) -> None:
        self._applied = False

    def check(self) -> None:
        if not self._applied:
            try:
                self._check_now()
            except DatabaseError as problem:
                raise NotWorking("Unknown, because the database does not answer.") from problem

    def _check_now(self) -> None:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            raise NotWorking(
                f"The database is not prepared: {len(waiting)} migrations are not applied. Start the simulator "
                "with make run, or, where its processes are started one by one, run manage.py prepare first."
            )
        self._applied = True


class DatabaseFile:
    """The check that the embedded database's file is still the one that this process saw first.

    Connections go on using a file that was deleted or replaced, and everything that they store is lost with it.
    """

    def __init__(self) -> None:
        self._first_seen: tuple[int, int] | None = None

    def check(self) -> None:
        path = str(connection.settings_dict["NAME"])
        if connection.vendor != "sqlite" or "memory" in path:
            return
        try:
            found = os.stat(path)
        except OSError as problem:
            if self._first_seen is None:
                # A database that nobody has prepared yet has no file, and the migrations are missing.
                return
            raise NotWorking(
                f"The database file {path} is gone ({problem.strerror}); what is stored now is lost. Stop the "
                "simulator, put the file back or remove the rest of MM_DATA_DIR, and start again."
            ) from problem
        seen = (found.st_dev, found.st_ino)
        if self._first_seen is None:
            self._first_seen = seen
        if seen != self._first_seen:
            raise NotWorking(
                f"The database file {path} was replaced while the simulator runs, which goes on with the old one. "
                "Stop the simulator and start it again."
            )


@dataclass
class SoapListener:
    """The check that the SOAP port completes a TLS handshake. It is made once a second at most."""

    _checked_at: float = float("-inf")
    _problem: str = ""

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def check(self) -> None:
        with self._lock:
            if time.monotonic() - self._checked_at > SOAP_CHECK_SECONDS:
                self._problem = self._check_now()
                self._checked_at = time.monotonic()
            problem = self._problem
        if problem:
            raise NotWorking(problem)

    def _check_now(self) -> str:
        where = (reachable_address(settings.BIND), settings.SOAP_PORT)
        try:
            with socket.create_connection(where, HANDSHAKE_SECONDS) as plain:
                if settings.SOAP_TLS:
                    trust = ssl.create_default_context(cafile=str(settings.PKI_DIR / "ca.pem"))
                    trust.wrap_socket(plain, server_hostname=settings.HOSTS[0]).close()
                return ""
        except OSError as problem:
            return (
                f"The SOAP listener on port {settings.SOAP_PORT} does not answer over TLS: {problem}. "
                "var/log/soap.log says why; MM_SOAP_PORT and MM_HOSTS decide port and certificate."
            )


def require_prepared() -> None:
    """Return if the database has this version's tables, or does not answer at present.

    Raises:
        NotWorking: the database is empty, or of another version.
    """
    try:
        check_database()
    except NotWorking:
        return
    migrations.check()


migrations = Migrations()
"""The check of this process; it keeps its result once the tables are there."""
database_file = DatabaseFile()
soap_listener = SoapListener()
