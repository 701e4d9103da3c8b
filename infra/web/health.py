"""Does everything work, and if not, what does not and how is it mended: /healthz and /livez."""

import shutil
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from infra.pki.trust import unreadable_files
from infra.queue import worker_heartbeat
from infra.supervisor.listeners import reachable_address

HANDSHAKE_SECONDS: Final = 2.0
SOAP_ANSWER_LASTS: Final = 1.0
LEAST_ROOM: Final = 4_194_304
"""Bytes: two of the largest letters."""


class NotWorking(Exception):
    """A component does not work; says what to do about it."""


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """This process answers. Nothing else is looked at."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 (a view)
    """200 when every component works, else 503; either way an object that tells of each of them."""
    components = {name: _state(check) for name, check in _checks().items()}
    working = all(state["works"] for state in components.values())
    answer = JsonResponse({"works": working, "components": components}, status=200 if working else 503)
    # Whoever waits asks often, and reads the answer: it is no error of the web process to log.
    answer._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
    return answer


def _state(check: Callable[[], None]) -> dict[str, object]:
    try:
        check()
    except NotWorking as problem:
        return {"works": False, "problem": str(problem)}
    return {"works": True}


_others = {"are beside us": True}


def alone() -> None:
    """The other processes run on hosts of their own: each listener answers for itself, and keeps its log."""
    _others["are beside us"] = False


def _checks() -> dict[str, Callable[[], None]]:
    checks: dict[str, Callable[[], None]] = {"database": check_database, "migrations": _migrations.check}
    if settings.SPEAKS_SOAP:
        checks["certificates"] = check_certificates
    if settings.USES_QUEUE:
        checks["queue worker"] = check_worker
    if "formedlare" in settings.ROLES and settings.RELAY_WORKERS:
        checks["relay worker"] = check_relay
    if settings.SPEAKS_SOAP and _others["are beside us"]:
        checks["SOAP listener"] = _soap.check
    if settings.TAKES_OFFICE_MAIL and _others["are beside us"]:
        checks["office gateway"] = check_office
    return checks


def check_database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        raise NotWorking(no_database(problem)) from problem
    require_room()


def no_database(problem: DatabaseError) -> str:
    return (
        f"The database does not answer: {problem}. Check DATABASE_URL and that the server runs; "
        "for SQLite, that MM_DATA_DIR can be written and its disk is not full."
    )


def require_room() -> None:
    if (room := shutil.disk_usage(settings.DATA_DIR).free) < LEAST_ROOM:
        raise NotWorking(
            f"The disk is full: {room} bytes are left for {settings.DATA_DIR} (MM_DATA_DIR). Letters are "
            "refused until there is room again; what has been received is safe."
        )


def check_certificates() -> None:
    """Every file that says whom to trust can be read."""
    if unreadable := unreadable_files():
        named = "; ".join(f"{file.path}: {file.problem}" for file in unreadable)
        raise NotWorking(
            f"Files that say which certificates are trusted cannot be read, and are skipped: {named}. Mend or "
            "remove what lies in var/pki/trusted. Without var/pki/issuing.crl, the revocation list, nobody is let "
            "in; a restart makes it anew."
        )


def check_worker() -> None:
    _require_alive(worker_heartbeat.WORKER, "No queue worker is taking tasks")


def check_office() -> None:
    """The gateway says hello, or that it has too much to do, which works, too."""
    where = (reachable_address(settings.BIND), settings.SMTP_PORT)
    try:
        with socket.create_connection(where, HANDSHAKE_SECONDS) as caller:
            caller.settimeout(HANDSHAKE_SECONDS)
            said = caller.recv(3)
    except OSError as problem:
        raise NotWorking(_no_office(str(problem))) from problem
    if said not in {b"220", b"421"}:
        raise NotWorking(_no_office(f"it said {said!r}"))


def _no_office(problem: str) -> str:
    return (
        f"The office gateway on port {settings.SMTP_PORT} does not answer: {problem}. "
        "var/log/office.log tells why; MM_SMTP_PORT decides the port, 0 turns it off."
    )


def check_relay() -> None:
    _require_alive(worker_heartbeat.RELAY, "No relay worker is delivering; letters lie safely in the database")


def _require_alive(kind: str, problem: str) -> None:
    if not worker_heartbeat.is_alive(kind):
        broker = "the Redis server at REDIS_URL" if settings.REDIS_URL else "the folder MM_DATA_DIR/queue"
        raise NotWorking(f"{problem}. Check that {broker} can be reached; {_teller(kind)} tells why none does.")


def _teller(kind: str) -> str:
    return f"var/log/{kind}.log" if _others["are beside us"] else f"what run_part {kind} writes"


class Migrations:
    """Are all migrations applied. A yes is remembered: it does not become a no while this runs."""

    def __init__(self) -> None:
        self._applied = False

    def check(self) -> None:
        if not self._applied:
            try:
                self._look()
            except DatabaseError as problem:
                raise NotWorking("Unknown, because the database does not answer.") from problem

    def _look(self) -> None:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            raise NotWorking(
                f"The database is not prepared: {len(waiting)} migrations are not applied. Start the simulator "
                "with make run, or, where its processes are started one by one, run manage.py prepare first."
            )
        self._applied = True


@dataclass
class SoapListener:
    """Does the SOAP port complete a TLS handshake with the right certificate. Looks once a second."""

    _looked_at: float = float("-inf")
    _problem: str = ""

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def check(self) -> None:
        with self._lock:
            if time.monotonic() - self._looked_at > SOAP_ANSWER_LASTS:
                self._problem = self._look()
                self._looked_at = time.monotonic()
            problem = self._problem
        if problem:
            raise NotWorking(problem)

    def _look(self) -> str:
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
                "var/log/soap.log tells why; MM_SOAP_PORT and MM_HOSTS decide port and certificate."
            )


def require_prepared() -> None:
    """Return if the database is as this version needs it, or does not answer, which may pass.

    Raises:
        NotWorking: it is another version's, or empty.
    """
    try:
        check_database()
    except NotWorking:
        return
    _migrations.check()


_migrations = Migrations()
_soap = SoapListener()
