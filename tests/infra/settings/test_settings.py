"""A setting that makes no sense stops the start with one line that says what to change."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.infra.supervisor.simulator import ROOT


def check(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("MM_")}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**others, "MM_DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("MM_HTTP_PORT", "abc", "is not a whole number from 1 to 65535. Example: MM_HTTP_PORT=8000"),
        ("MM_SOAP_PORT", "70000", "is not a whole number from 1 to 65535"),
        ("MM_SMTP_PORT", "-1", "is not a whole number from 0 to 65535"),
        ("MM_ROLES", "", "names nothing"),
        ("MM_ROLES", "far,moon", "names moon, which is none of far, formedlare, operator, ui, testbed"),
        ("MM_HOSTS", " ,", "names nothing"),
        ("MM_HOSTS", "*", "names '*', which is neither a host name in ASCII"),
        ("MM_HOSTS", "localhost,räksmörgås.example", "names 'räksmörgås.example', which is neither"),
        ("MM_HOSTS", "http://localhost", "names 'http://localhost', which is neither"),
        ("MM_RELAY_SWEEP_SECONDS", "1e300", "is more than 315360000"),
        ("MM_SOAP_TLS", "perhaps", "is neither on nor off"),
        ("MM_SLOW_CLIENT_SECONDS", "soon", "is not a number from 0 on"),
        ("MM_SLOW_CLIENT_SECONDS", "0", "leaves no time at all"),
        ("MM_PRINT_EVERY_SECONDS", "nan", "is not a number from 0 on"),
        ("MM_RELAY_HISTORY_DAYS", "1", "is shorter than webhooks are tried for"),
        ("MM_RELAY_THREADS", "0", "is not a whole number from 1 on"),
        ("MM_REGISTER_URL", "far.test.example", "is no address that begins with https://"),
        ("MM_FAULT_CODES", "6.4", "is none of reference, 6.3. Example: MM_FAULT_CODES=reference"),
        ("MM_FAULT_CODES", "", "is none of reference, 6.3"),
        ("MM_LOG_LEVEL", "LOUD", "is none of DEBUG, INFO"),
        ("MM_DATA_DIR", "/dev/null/data", "cannot be made a folder"),
        ("MM_DATA_DIR", "/proc", "is a folder that cannot be written to"),
        ("DATABASE_URL", "foo", "is no address of a database"),
        ("DATABASE_URL", "oracle9://x", "is no address of a database"),
        ("REDIS_URL", "foo", "is no address of a Redis"),
        ("EMAIL_URL", "foo", "is no address of a mail server"),
        ("EMAIL_URL", "smtp://", "names no mail server"),
    ],
)
def test_a_setting_without_sense_is_named_in_one_line(tmp_path: Path, name: str, value: str, why: str) -> None:
    ended = check(tmp_path, **{name: value})

    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert ended.stderr.startswith(f"{name}={value} ")
    assert why in ended.stderr


def test_a_password_in_a_wrong_address_is_not_repeated(tmp_path: Path) -> None:
    ended = check(tmp_path, EMAIL_URL="mailto://me:secret@mail.test.example")

    assert ended.returncode == 1
    assert ended.stderr.startswith("EMAIL_URL=mailto://me:***@mail.test.example ")


def test_a_proxy_that_must_be_named_is_asked_for_in_one_line(tmp_path: Path) -> None:
    ended = check(tmp_path, MM_SOAP_TLS="off")

    assert ended.returncode == 1
    assert ended.stderr.startswith("MM_SOAP_TLS=off leaves TLS")
    assert ended.stderr.count("\n") == 1


def test_settings_that_make_sense_are_taken(tmp_path: Path) -> None:
    ended = check(
        tmp_path,
        MM_ROLES="far, operator",
        MM_VALIDATE_ANSWERS="Yes",
        MM_REGISTER_URL="https://far.test.example/webservice/accao",
        EMAIL_URL="smtp://me:secret@mail.test.example:587/?tls=True",
        MM_SMTP_PORT="0",
        MM_LOG_LEVEL="info",
    )

    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    ("environment", "begins"),
    [
        ({"MM_BIND": "0.0.0.0"}, "MM_BIND=0.0.0.0 can be reached from other machines"),
        ({"MM_EMAIL_ALLOWED": "a@b.example, kommun.example"}, "MM_EMAIL_ALLOWED names kommun.example;"),
        ({"EMAIL_URL": "smtp://m.example/?tsl=on"}, "EMAIL_URL=smtp://m.example/?tsl=on has the option tsl"),
        ({"MM_REGISTER_URL": "https://"}, "MM_REGISTER_URL=https:// names no host"),
    ],
)
def test_a_setting_that_would_let_out_too_much_stops_the_start(
    tmp_path: Path, environment: dict[str, str], begins: str
) -> None:
    ended = check(tmp_path, **environment)

    assert ended.returncode == 1
    assert ended.stderr.startswith(begins)
    assert ended.stderr.count("\n") == 1


def value_of(folder: Path, expression: str, **environment: str) -> str:
    """What a program of the simulator reads from its settings."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("MM_")}
    program = f"from infra import settings; print({expression})"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**others, "MM_DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return ended.stdout.strip()


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first, second = (value_of(tmp_path, "settings.SECRET_KEY") for _ in range(2))

    assert first == second == (tmp_path / "secret.key").read_text()
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("secret")] == ["secret.key"]


def test_a_given_secret_is_used_and_none_is_made(tmp_path: Path) -> None:
    assert value_of(tmp_path, "settings.SECRET_KEY", MM_SECRET_KEY="given") == "given"
    assert not (tmp_path / "secret.key").exists()


def test_addresses_follow_the_first_host_the_ports_and_the_proxy_s_tls(tmp_path: Path) -> None:
    found = value_of(
        tmp_path,
        "settings.SOAP_BASE_URL, settings.WEB_BASE_URL, settings.PLAIN_BASE_URL, settings.REGISTER_URL",
        MM_HOSTS="a.example,b.example",
        MM_HTTP_PORT="8001",
        MM_SOAP_PORT="8444",
        MM_WEB_TLS="on",
    )

    soap = "https://a.example:8444/webservice/accao/"
    assert found == f"{soap} https://a.example:8001/ http://a.example:8001/ {soap}"


def test_mail_is_encrypted_where_the_address_says_so(tmp_path: Path) -> None:
    found = value_of(
        tmp_path,
        "settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS",
        EMAIL_URL="smtp://me:secret@mail.example:587/?tls=True",
    )

    assert found == "mail.example 587 True"
