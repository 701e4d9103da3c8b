"""Every setting of the simulator, from the environment variables that docs/settings.md lists."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from infra.settings import environment as env
from infra.settings import fixed
from infra.settings.fixed import *  # noqa: F403 # each of them is a setting

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = env.read_folder("MM_DATA_DIR", BASE_DIR / "var")


def _kept_secret(name: str) -> str:
    """A secret made on first start and kept beside the data, readable by its owner alone."""
    path = DATA_DIR / name
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        fresh.rename(path)
    return path.read_text()


## Where it listens

HTTP_PORT = env.read_port("MM_HTTP_PORT", 8000)
SOAP_PORT = env.read_port("MM_SOAP_PORT", 8443)
SMTP_PORT = env.read_port("MM_SMTP_PORT", 8025, least=0)
"""The port of the office gateway. 0: it takes no mail."""
FAULTY_TLS_PORT = env.read_port("MM_FAULTY_TLS_PORT", min(SOAP_PORT + 50, 65_532), least=0)
"""The first of four ports, of operators with a server certificate that must be refused. 0: there are none."""
HOSTS = env.read_hosts("MM_HOSTS", "localhost")
BIND = env.read_filled("MM_BIND", "127.0.0.1")
CONSOLE_PASSWORD = env.read_text("MM_CONSOLE_PASSWORD")
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
if BIND not in LOOPBACK and not CONSOLE_PASSWORD:
    raise ImproperlyConfigured(
        f"MM_BIND={BIND} can be reached from other machines, so MM_CONSOLE_PASSWORD must be set. "
        "Set it, or leave MM_BIND at 127.0.0.1."
    )

ALL_ROLES = ("far", "formedlare", "operator", "ui", "testbed")
ROLES = frozenset(env.read_some_names("MM_ROLES", ",".join(ALL_ROLES), known=ALL_ROLES))

SLOW_CLIENT_SECONDS = env.read_duration("MM_SLOW_CLIENT_SECONDS", 30.0)
"""How long a caller may take to complete a handshake, the headers, or a body."""
SOAP_BASE_PATH = "/webservice/accao/"
SOAP_BASE_URL = f"https://{HOSTS[0]}:{SOAP_PORT}{SOAP_BASE_PATH}"
WEB_TLS = env.read_switch("MM_WEB_TLS", default=False)
"""On: a proxy in front of the pages speaks TLS, so the addresses that are given out begin with https."""
PLAIN_BASE_URL = f"http://{HOSTS[0]}:{HTTP_PORT}/"
"""The base address of files that programs fetch without TLS: the revocation list."""
WEB_BASE_URL = f"https://{HOSTS[0]}:{HTTP_PORT}/" if WEB_TLS else PLAIN_BASE_URL
REGISTER_URL = env.read_web_address("MM_REGISTER_URL", SOAP_BASE_URL)
"""Base address of the register that the other roles ask; another simulator's or a real one's."""
POPULATION_REGISTER_URL = env.read_web_address("MM_POPULATION_REGISTER_URL", REGISTER_URL)
"""Base address of the population register, which a real FaR does not include."""
COMPANY_REGISTER_URL = env.read_web_address("MM_COMPANY_REGISTER_URL", POPULATION_REGISTER_URL)
"""Base address of the company register, likewise."""
PKI_DIR = DATA_DIR / "pki"
INIT_DIR = Path(env.read_filled("MM_INIT_DIR", str(DATA_DIR / "init")))
"""Files that are read once at the start: docs/on-demand.md."""
TRUSTED_PROXIES = frozenset(env.read_names("MM_TRUSTED_PROXY"))
"""Addresses of proxies that are trusted to set the header X-SSL-Client-Cert."""
SOAP_TLS = env.read_switch("MM_SOAP_TLS", default=True)
"""Off: the SOAP listener speaks plain HTTP to the proxies of MM_TRUSTED_PROXY, which speak TLS to callers."""
if not SOAP_TLS and not TRUSTED_PROXIES:
    raise ImproperlyConfigured(
        "MM_SOAP_TLS=off leaves TLS and the callers' certificates to a proxy, so MM_TRUSTED_PROXY must name its "
        "address. Set it, or leave MM_SOAP_TLS on."
    )
MAX_SOAP_BYTES = 2_097_152
"""One SOAP message with its envelope. Source: wire.md, Transport."""
PREVIEW = env.read_switch("MM_PREVIEW", default=False)
"""On: holders may reply to letters, and give receipts, where the sender asks for it."""
STRICT = env.read_switch("MM_STRICT", default=False)
"""On: mistakes of production senders that operators accept with a warning are refused."""
MOCKED_SIGNATURES = env.read_switch("MM_MOCKED_SIGNATURES", default=True)
"""Off: the register refuses the reference implementation's plain form of a person's signature."""
FAULT_CODES = env.read_choice("MM_FAULT_CODES", "reference", known=("reference", "6.3"))
"""The source of the error codes on the wire: the reference server, or the interface document 6.3."""
VALIDATE_ANSWERS = env.read_switch("MM_VALIDATE_ANSWERS", default=False)
REGISTER_CACHE_SECONDS = env.read_number("MM_REGISTER_CACHE_SECONDS", 1.0)
"""How long a role may reuse the register's list of senders and dispatchers."""
REGISTER_ORGANISATION = env.read_filled("MM_REGISTER_ORGANISATION", "162021009010")
"""The organisation number in the certificate with which the register calls operators."""
REGISTER_SWEEP_SECONDS = env.read_duration("MM_REGISTER_SWEEP_SECONDS", 5.0)
"""How often the register looks for operators that have something to be told, and for those that leave."""
REGISTER_PAGE_ROWS = env.read_integer("MM_REGISTER_PAGE_ROWS", 10_000, least=1, most=13_000)
"""Accounts on a page of getAllReachableAccounts and getAllRegisteredAccounts. Three times as many, which a page
can become, must fit in one SOAP message."""
SOAP_READ_SECONDS = env.read_duration("MM_SOAP_READ_SECONDS", 120.0)
"""How long a role waits for another's answer; as long as real senders do. Source: facts.md 4.2."""
LATE_OPERATOR_SECONDS = env.read_number("MM_LATE_OPERATOR_SECONDS", 5.0)
"""How long the test operator that is slow and then well holds a call."""
SLOW_OPERATOR_SECONDS = env.read_number("MM_SLOW_OPERATOR_SECONDS", 150.0)
"""How long the slow test operator holds a call. Real senders give up after 120."""

## Testers

MAX_WAITS = env.read_integer("MM_MAX_WAITS", 64, least=1, most=500)
"""Requests of the web process that may wait for something at once."""

## Agents

MCP = env.read_choice("MM_MCP", "read", known=("off", "read", "write"))
"""What coding agents may do at /mcp: nothing, look, or change as well."""

## The register

MINIMUM_AGE = env.read_integer("MM_MINIMUM_AGE", 13)
"""The age in years from which a person may have an account: an e-legitimation can be had from then on."""
OPERATOR_MINIMUM_AGES = env.read_named_integers("MM_OPERATOR_MINIMUM_AGES", "minmyndighetspost.se=18")
"""Operators that take persons from a higher age only."""
PENDING_HOURS = env.read_duration("MM_PENDING_HOURS", 720.0)
"""How long a request waits for the signatures that it lacks."""
PENDING_SWEEP_SECONDS = env.read_duration("MM_PENDING_SWEEP_SECONDS", 60.0)
"""How often requests that have expired are deleted. They are not shown meanwhile."""
CONSENT_LEVEL = env.read_choice(
    "MM_CONSENT_LEVEL", "ConsentRead", known=("ConsentRead", "ConsentReadExtendUnread", "ConsentManage")
)
"""The right that a consent begins with when it is registered over SOAP: the messages cannot say it."""

## Supervision

LOG_WRITE_SECONDS = env.read_number("MM_LOG_WRITE_SECONDS", 1.0)
"""How long a call may wait in memory before it stands in the register's log. 0: until the log is read."""
LOG_KEEP_DAYS = env.read_integer("MM_LOG_KEEP_DAYS", 365)
"""How long entries of the register's log are kept. 0: for ever."""

## The journal

JOURNAL = env.read_switch("MM_JOURNAL", default=True)
"""Off: no exchange is recorded."""
JOURNAL_DIR = DATA_DIR / "journal"
JOURNAL_WRITE_SECONDS = env.read_number("MM_JOURNAL_WRITE_SECONDS", 1.0)
"""How long an exchange may wait in memory when nobody asks for it, and few come. 0: until it is asked for."""
JOURNAL_MAX_EXCHANGES = env.read_integer("MM_JOURNAL_MAX_EXCHANGES", 1_000_000, least=1)
"""Exchanges that are kept."""
JOURNAL_MAX_BYTES = env.read_integer("MM_JOURNAL_MAX_BYTES", 2**30, least=2**20)
"""Bytes of requests and answers that are kept."""
JOURNAL_KEEP_DAYS = env.read_integer("MM_JOURNAL_KEEP_DAYS", 30)
"""How long exchanges are kept. 0: for ever."""
JOURNAL_LISTENERS = env.read_integer("MM_JOURNAL_LISTENERS", 3)
"""Connections in a process of the pages that may wait for new exchanges at the same time."""

## The relay

RELAY_IDENTITY = env.read_filled("MM_RELAY_IDENTITY", "formedlaren")
"""The folder in var/pki/clients of the organisation that the relay is."""
LOOKUP_CACHE_SECONDS = env.read_integer("MM_LOOKUP_CACHE_SECONDS", 5)
"""How long the relay may reuse the register's answer about a recipient. 0: never."""
ADDRESS_CURRENT_DAYS = env.read_integer("MM_ADDRESS_CURRENT_DAYS", 365)
"""How old a line of a sender's address register may be for e-mail and SMS."""
RELAY_SWEEP_SECONDS = env.read_duration("MM_RELAY_SWEEP_SECONDS", 2.0)
"""How often the relay looks for work that the queue has forgotten."""
RELAY_LEASE_SECONDS = env.read_duration("MM_RELAY_LEASE_SECONDS", 30.0)
"""How long after a relay worker's death others take over its letters."""
RELAY_KEEP_HOURS = env.read_number("MM_RELAY_KEEP_HOURS", 24.0)
"""How long the relay keeps the content of deliveries that are finished. Their history stays."""
RELAY_HISTORY_DAYS = env.read_integer("MM_RELAY_HISTORY_DAYS", 0)
"""How long it keeps their history and all other data about them. 0: for ever."""
if RELAY_HISTORY_DAYS == 1:
    env.refuse_value("MM_RELAY_HISTORY_DAYS", "is shorter than webhooks are tried for; 0 keeps for good", "90")
WEBHOOK_ALLOWED = env.read_names("MM_WEBHOOK_ALLOWED")
"""Where webhooks may go besides public addresses: host:port, addresses, networks. See
webhooks/sending/url_guard.py."""
RELAY_QUEUE = "relay"
LANES_APART = env.read_names("MM_LANES_APART")
"""Lanes with a Celery queue of their own (relay.<lane>), for workers that take nothing else."""
RELAY_THREADS = env.read_integer("MM_RELAY_THREADS", 16, least=1)
"""Letters that a process can have under way at once; most of them wait for an answer."""
RELAY_WORKERS = env.read_integer("MM_RELAY_WORKERS", 2 if env.read_text("REDIS_URL") else 1, least=0)
"""Processes that seal and deliver."""

## Print files

BATCH_FOLDER = Path(env.read_filled("MM_BATCH_FOLDER", str(DATA_DIR / "batch" / "in"))).resolve()
"""Print files are taken from <sender's certificate folder>/*.zip in it."""
BATCH_SWEEP_SECONDS = env.read_duration("MM_BATCH_SWEEP_SECONDS", 2.0)
"""How often to look into the folder, and for print files that need a step."""
BATCH_MAX_BYTES = env.read_integer("MM_BATCH_MAX_BYTES", 20 * 2**30, least=1)
"""The largest print file that is accepted."""
BATCH_KEEP_DAYS = env.read_integer("MM_BATCH_KEEP_DAYS", 30)
"""How long lines and results of a finished print file are kept. 0: for ever."""
BATCH_MAX_LETTERS = env.read_integer("MM_BATCH_MAX_LETTERS", 1_000_000, least=1)
"""Letters in one print file."""

## Print

PRICE_LIST = env.read_text("MM_PRICE_LIST")
"""Path of the print supplier's price list, TOML or JSON. Empty: the one built in."""
PRINT_EVERY_SECONDS = env.read_number("MM_PRINT_EVERY_SECONDS", 60.0)
"""How often the letters in the print queue are printed. 0: only by hand."""

## The office gateway

OFFICE_DOMAIN = env.read_filled("MM_OFFICE_DOMAIN", "mm.local").lower()
"""The domain of the addresses <identity number>@<domain>; mail to no other is taken."""

## Django

SECRET_KEY = env.read_text("MM_SECRET_KEY") or _kept_secret("secret.key")
DEBUG = env.read_switch("MM_DEBUG", default=False)
ALLOWED_HOSTS = [*HOSTS, "localhost", "127.0.0.1", "[::1]"]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "console.context_processors.console_address",
            ],
        },
    }
]

## Database

DATABASES = {"default": env.read_database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'simulator.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(fixed.SQLITE_OPTIONS)
    DATABASES["default"].setdefault("TEST", {})["NAME"] = str(DATA_DIR / "test.sqlite3")
    # REST framework looks for PostgreSQL's fields, and so loads its driver: nine megabytes in every process.
    sys.modules.setdefault("django.contrib.postgres.fields", None)  # type: ignore[arg-type]  # means: not there
else:
    DATABASES["default"]["OPTIONS"] = fixed.POSTGRESQL_OPTIONS | DATABASES["default"].get("OPTIONS", {})

## Queue

REDIS_URL = env.read_redis("REDIS_URL")
QUEUE_DIR = DATA_DIR / "queue"
RUN_DIR = DATA_DIR / "run"
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {"socket_connect_timeout": 2}
else:
    CELERY_BROKER_URL = "filesystem://localhost/"
    CELERY_BROKER_TRANSPORT = "infra.queue.embedded_broker:FileTransport"
    for _folder in ("messages", "control"):
        (QUEUE_DIR / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(QUEUE_DIR / "control"),
        "polling_interval": 0.1,
    }
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
ANNOUNCEMENT_SWEEP_SECONDS = env.read_duration("MM_ANNOUNCEMENT_SWEEP_SECONDS", 5.0)
SEARCH_INDEX_SECONDS = env.read_duration("MM_SEARCH_INDEX_SECONDS", 5.0)

## E-mail out

EMAIL_URL = env.read_text("EMAIL_URL")
EMAIL_ALLOWED = env.read_names("MM_EMAIL_ALLOWED")
"""Addresses, or domains with a leading @, that real e-mail may go to. Empty: nobody."""
if unclear := [entry for entry in EMAIL_ALLOWED if "@" not in entry]:
    raise ImproperlyConfigured(
        f"MM_EMAIL_ALLOWED names {', '.join(unclear)}; it lists whole addresses, or domains written with a "
        f"leading @, such as @{unclear[0]}."
    )
EMAIL_FROM = env.read_filled("MM_EMAIL_FROM", "noreply@minmyndighetspost.example")
vars().update(env.read_mail_server("EMAIL_URL"))

## Pages

LOCALE_PATHS = [BASE_DIR / "locale"]
STATIC_URL = "/static/"
BUILD_DIR = BASE_DIR / "build"
"""The folder of files made from the code and the installed packages. See infra/web/assets/static_files.py."""
TYPEFACES_DIR = BUILD_DIR / "fonts"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static", ("fonts", TYPEFACES_DIR)]
STATIC_ROOT = BUILD_DIR / "static"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = WEB_TLS

## Log

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"masked": {"()": "infra.identity.masking.MaskNumbers"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["masked"]}},
    "root": {"handlers": ["console"], "level": env.read_choice("MM_LOG_LEVEL", "WARNING", LOG_LEVELS)},
}
