"""Typed readers of environment variables. They refuse an impossible value with its name and an example.

Every reader raises ImproperlyConfigured, which manage.py prints as one line.
"""

import os
import re
from collections.abc import Collection, Mapping
from ipaddress import ip_address
from math import isfinite
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ON = frozenset({"true", "on", "yes", "1"})
OFF = frozenset({"false", "off", "no", "0"})
DATABASES = ("sqlite", "postgres", "postgresql")
"""The databases that the simulator is tested with: docs/scaling.md."""
HIGHEST_PORT = 65_535
MAX_NUMBER = 10 * 365 * 24 * 3_600.0
"""Ten years in seconds. A longer time is a mistake, and a much longer one is beyond all dates."""
ENCRYPTION = {"TLS": "EMAIL_USE_TLS", "SSL": "EMAIL_USE_SSL"}
"""Django's setting by the option in a mail server's address."""
HOST_NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*\.?")
PASSWORD = re.compile(r":(?!//).*@", re.DOTALL)
"""From the first colon behind the scheme to the last @: a password that is not encoded may hold both signs."""


def refuse_value(name: str, why: str, example: str) -> NoReturn:
    """Raises: ImproperlyConfigured: always, with the variable, its value, and a possible value."""
    value = PASSWORD.sub(":***@", os.environ.get(name, ""))
    raise ImproperlyConfigured(f"{name}={value} {why}. Example: {name}={example}")


def read_text(name: str, default: str = "") -> str:
    """The variable as it is written; the default where it is not set."""
    return os.environ.get(name, default)


def read_filled(name: str, default: str) -> str:
    """A text that may not be empty."""
    return read_text(name, default).strip() or refuse_value(
        name, "is empty; leave it out, or give it a value", default
    )


def read_names(name: str, default: str = "") -> list[str]:
    """The texts between the commas."""
    return [item.strip() for item in read_text(name, default).split(",") if item.strip()]


def read_some_names(name: str, default: str, known: Collection[str] = ()) -> list[str]:
    """At least one name. If there are `known` names, no others are allowed."""
    found = read_names(name, default)
    if not found:
        refuse_value(name, "names nothing; leave it out, or name one", default)
    if known and (unknown := sorted(set(found) - set(known))):
        refuse_value(name, f"names {', '.join(unknown)}, which is none of {', '.join(known)}", default)
    return found


def read_hosts(name: str, default: str) -> list[str]:
    """Names or addresses of this machine, each as it is written in a certificate."""
    found = read_some_names(name, default)
    for host in found:
        if not _is_host(host):
            refuse_value(
                name,
                f"names {host!r}, which is neither a host name in ASCII (xn--… for others) nor an IP address",
                "localhost,simulator.test.example",
            )
    return found


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return len(host) <= 253 and HOST_NAME.fullmatch(host) is not None
    return True


def read_integer(name: str, default: int, least: int = 0, most: int | None = None) -> int:
    """A whole number within the bounds, both included.

    Raises:
        ImproperlyConfigured: the value is none, or beyond the bounds.
    """
    value = read_text(name, str(default)).strip()
    bounds = f"from {least} to {most}" if most is not None else f"from {least} on"
    try:
        number = int(value)
    except ValueError:
        refuse_value(name, f"is not a whole number {bounds}", str(default))
    if number < least or (most is not None and number > most):
        refuse_value(name, f"is not a whole number {bounds}", str(default))
    return number


def read_named_integers(name: str, default: str, least: int = 0) -> dict[str, int]:
    """Whole numbers by name: first=1,second=2. Empty: none."""
    found = {}
    for item in read_names(name, default):
        key, _, value = item.partition("=")
        if not (key.strip() and value.strip().isdecimal() and int(value) >= least):
            refuse_value(name, f"has {item!r}, which is no name with a whole number from {least} on", default)
        found[key.strip()] = int(value)
    return found


def read_port(name: str, default: int, least: int = 1) -> int:
    """A TCP port, at most HIGHEST_PORT. Raises as `read_integer`."""
    return read_integer(name, default, least, HIGHEST_PORT)


def read_number(name: str, default: float) -> float:
    """Seconds or hours, from 0 to MAX_NUMBER."""
    try:
        found = float(read_text(name, str(default)))
    except ValueError:
        found = -1
    if not isfinite(found) or found < 0:
        refuse_value(name, "is not a number from 0 on", f"{default:g}")
    if found > MAX_NUMBER:
        refuse_value(name, f"is more than {MAX_NUMBER:.0f}", f"{default:g}")
    return found


def read_duration(name: str, default: float) -> float:
    """Seconds, more than 0."""
    return read_number(name, default) or refuse_value(name, "leaves no time at all", f"{default:g}")


def read_switch(name: str, *, default: bool) -> bool:
    """On or off, in one of the words of ON and OFF, in capitals or not.

    Raises:
        ImproperlyConfigured: another word.
    """
    value = read_text(name, str(default)).strip().lower()
    if value not in ON | OFF:
        refuse_value(name, "is neither on nor off", "on" if default else "off")
    return value in ON


def read_choice(name: str, default: str, known: Collection[str]) -> str:
    """One of the known words, in capitals or not."""
    found = {word.lower(): word for word in known}.get(read_text(name, default).strip().lower())
    return found or refuse_value(name, f"is none of {', '.join(known)}", default)


def read_web_address(name: str, default: str) -> str:
    """A base address, to which the names of services are appended."""
    value = read_filled(name, default)
    example = "https://far.test.example/webservice/accao/"
    if not value.startswith(("https://", "http://")):
        refuse_value(name, "is no address that begins with https:// or http://", example)
    if not _names_host(value):
        refuse_value(name, "names no host", example)
    return value if value.endswith("/") else f"{value}/"


def _names_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def read_folder(name: str, default: Path) -> Path:
    """A folder, made where it is missing."""
    found = Path(read_filled(name, str(default))).resolve()
    try:
        found.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        refuse_value(name, f"cannot be made a folder ({problem.strerror})", "/srv/simulator")
    try:
        with TemporaryFile(dir=found):
            return found
    except OSError as problem:
        refuse_value(name, f"is a folder that cannot be written to ({problem.strerror})", "/srv/simulator")


def read_database(name: str, default: str) -> dict[str, Any]:
    """Django's description of a database."""
    value, example = read_filled(name, default), "postgres://mm:secret@localhost/mm"
    if value.partition("://")[0] not in DATABASES:
        refuse_value(name, f"is no address of a database; it begins with one of {', '.join(DATABASES)}", example)
    try:
        found: dict[str, Any] = environ.Env.db_url_config(value)
    except Exception:
        refuse_value(name, "is no address of a database", example)
    return found


def read_redis(name: str) -> str:
    """The address of a Redis server; empty where the variable is not set.

    Raises:
        ImproperlyConfigured: the value does not begin as such an address does.
    """
    value = read_text(name)
    if value and not value.startswith(("redis://", "rediss://", "unix://")):
        refuse_value(name, "is no address of a Redis", "redis://localhost:6379/0")
    return value


def read_mail_server(name: str) -> dict[str, Any]:
    """Django's settings for a mail server; none without the variable."""
    if not read_text(name):
        return {}
    example = "smtp://user:secret@mail.test.example:587/?tls=True"
    try:
        found: dict[str, Any] = environ.Env.email_url_config(read_text(name))
    except Exception:
        refuse_value(name, "is no address of a mail server", example)
    if not found.get("EMAIL_HOST") and "smtp" in str(found.get("EMAIL_BACKEND", "smtp")):
        refuse_value(name, "names no mail server", example)
    encryption = _encryption(name, found, example)
    return {key: value for key, value in found.items() if key not in {"EMAIL_FILE_PATH", "OPTIONS"}} | encryption


def _encryption(name: str, found: Mapping[str, Any], example: str) -> dict[str, bool]:
    """Whether TLS is used, from the address's scheme and its options, which django-environ leaves as texts."""
    options = {**found.get("OPTIONS", {}), **{key: found[key] for key in ENCRYPTION.values() if key in found}}
    encryption: dict[str, bool] = {}
    for option, value in options.items():
        state = str(value).lower()
        setting = ENCRYPTION.get(option, option)
        if setting not in ENCRYPTION.values() or state not in ON | OFF:
            refuse_value(
                name, f"has the option {option.lower()}={value}; the options are tls and ssl, on or off", example
            )
        encryption[setting] = state in ON
    if all(encryption.get(setting) for setting in ENCRYPTION.values()):
        refuse_value(name, "asks for tls (STARTTLS) and ssl (TLS from the first byte); choose one", example)
    return encryption
