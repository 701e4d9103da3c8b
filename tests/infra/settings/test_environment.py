"""Every reader of an environment variable takes what makes sense, and refuses the rest by the variable's name."""

import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from infra.settings import environment

NAME = "MM_UNDER_TEST"
Given = Callable[[str], None]

written_by_people = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
quickly = hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def variable(monkeypatch: pytest.MonkeyPatch) -> Given:
    """Sets the variable that is read."""
    return lambda value: monkeypatch.setenv(NAME, value)


READERS: list[Callable[[], Any]] = [
    lambda: environment.read_filled(NAME, "a"),
    lambda: environment.read_some_names(NAME, "a", known=("a", "b")),
    lambda: environment.read_hosts(NAME, "localhost"),
    lambda: environment.read_integer(NAME, 5),
    lambda: environment.read_named_integers(NAME, "a=5"),
    lambda: environment.read_port(NAME, 8000),
    lambda: environment.read_number(NAME, 1.5),
    lambda: environment.read_duration(NAME, 1.5),
    lambda: environment.read_switch(NAME, default=True),
    lambda: environment.read_choice(NAME, "INFO", ("INFO", "DEBUG")),
    lambda: environment.read_web_address(NAME, "https://a.example/"),
    lambda: environment.read_database(NAME, "sqlite:///a.sqlite3"),
    lambda: environment.read_redis(NAME),
    lambda: environment.read_mail_server(NAME),
]


@pytest.mark.parametrize("read", READERS)
@quickly
@given(value=written_by_people)
def test_any_value_is_taken_or_refused_by_name_and_never_ends_in_another_error(
    variable: Given, read: Callable[[], Any], value: str
) -> None:
    variable(value)

    refusal = refusal_of(read)

    assert refusal is None or (refusal.startswith(f"{NAME}=") and f"Example: {NAME}=" in refusal)


def refusal_of(read: Callable[[], Any]) -> str | None:
    try:
        read()
    except ImproperlyConfigured as refusal:
        return str(refusal)
    return None


@pytest.mark.parametrize("read", READERS[:12])
def test_without_the_variable_the_default_is_used(read: Callable[[], Any]) -> None:
    assert read() in ("a", ["a"], ["localhost"], 5, 8000, 1.5, True, "INFO", "https://a.example/") or isinstance(
        read(), dict
    )


@pytest.mark.parametrize(
    ("value", "numbers"),
    [("", {}), ("a.example=18", {"a.example": 18}), (" a = 1 , b=0,", {"a": 1, "b": 0})],
)
def test_named_numbers_stand_between_commas(variable: Given, value: str, numbers: dict[str, int]) -> None:
    variable(value)

    assert environment.read_named_integers(NAME, "x=1") == numbers


@pytest.mark.parametrize("value", ["18", "a=", "=18", "a=b", "a=-1", "a=1.5", "a=²", "a=1=2"])
def test_a_name_without_a_whole_number_is_refused(variable: Given, value: str) -> None:
    variable(value)

    refusal = refusal_of(lambda: environment.read_named_integers(NAME, "x=1"))

    assert refusal is not None
    assert repr(value) in refusal


@quickly
@given(items=st.lists(st.text(string.ascii_letters + string.digits + ".@-", min_size=1), max_size=5))
def test_names_stand_between_commas_and_blanks_do_not_count(variable: Given, items: list[str]) -> None:
    variable(" , ".join(["", *items, ""]))

    assert environment.read_names(NAME) == items


@quickly
@given(number=st.integers())
def test_a_port_is_a_number_from_1_to_65535(variable: Given, number: int) -> None:
    variable(f" {number} ")
    if 1 <= number <= 65_535:
        assert environment.read_port(NAME, 8000) == number
    else:
        with pytest.raises(ImproperlyConfigured, match="is not a whole number from 1 to 65535"):
            environment.read_port(NAME, 8000)


@quickly
@given(number=st.floats())
def test_a_number_of_seconds_is_finite_not_negative_and_at_most_ten_years(variable: Given, number: float) -> None:
    variable(repr(number))
    if 0 <= number <= environment.MAX_NUMBER:
        assert environment.read_number(NAME, 1.0) == number
    else:
        with pytest.raises(ImproperlyConfigured, match=r"is not a number from 0 on|is more than"):
            environment.read_number(NAME, 1.0)


@pytest.mark.parametrize(
    ("value", "is_on"),
    [("on", True), ("TRUE", True), (" yes ", True), ("1", True), ("off", False), ("No", False), ("0", False)],
)
def test_a_switch_is_on_or_off_in_the_usual_words(variable: Given, value: str, is_on: bool) -> None:
    variable(value)

    assert environment.read_switch(NAME, default=not is_on) is is_on


@pytest.mark.parametrize("host", ["localhost", "a-b.example", "127.0.0.1", "::1", "a.example.", "1a", "a" * 63])
def test_hosts_are_names_in_ascii_and_addresses(variable: Given, host: str) -> None:
    variable(host)

    assert environment.read_hosts(NAME, "localhost") == [host]


@pytest.mark.parametrize("host", ["a" * 64, "-a", "a..b", "a b", "a_b", "å.example", "*", ".", "a.example:80"])
def test_what_is_no_host_is_named_in_the_refusal(variable: Given, host: str) -> None:
    variable(f"localhost,{host}")

    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.read_hosts(NAME, "localhost")

    assert repr(host) in str(refusal.value)


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://far.test.example/accao", "https://far.test.example/accao/"),
        ("http://127.0.0.1:8443/", "http://127.0.0.1:8443/"),
        (" https://[::1]:8443 ", "https://[::1]:8443/"),
    ],
)
def test_a_base_address_ends_with_a_slash(variable: Given, value: str, address: str) -> None:
    variable(value)

    assert environment.read_web_address(NAME, "https://default.example/") == address


@pytest.mark.parametrize("value", ["https://", "http:///accao", "https://:8443/", "https://[::1/", "http://?a=b"])
def test_an_address_without_a_host_is_refused(variable: Given, value: str) -> None:
    variable(value)

    with pytest.raises(ImproperlyConfigured, match="names no host"):
        environment.read_web_address(NAME, "https://default.example/")


@pytest.mark.parametrize(
    "password", ["secret", "sec/ret", "sec:ret", "s@cret", "secret?#", "se\ncret", "/:@secret"]
)
@pytest.mark.parametrize("address", ["mailto://me:{}@mail.example", "me:{}@mail.example", "odd://:{}@host:1/name"])
def test_a_refusal_never_repeats_a_password(variable: Given, address: str, password: str) -> None:
    variable(address.format(password))

    for read in (environment.read_mail_server, environment.read_redis):
        with pytest.raises(ImproperlyConfigured) as refusal:
            read(NAME)
        shown = str(refusal.value).partition(". Example")[0]
        assert "cret" not in shown
        assert shown.startswith(f"{NAME}={address.format('***')} ")


def test_a_folder_is_made_with_all_that_is_above_it(variable: Given, tmp_path: Path) -> None:
    variable(str(tmp_path / "a" / "b"))

    assert environment.read_folder(NAME, Path("/nowhere")).is_dir()


def test_a_file_is_no_folder(variable: Given, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    variable(str(tmp_path / "file"))

    with pytest.raises(ImproperlyConfigured, match="cannot be made a folder"):
        environment.read_folder(NAME, tmp_path)


def test_a_database_is_described_by_its_address(variable: Given) -> None:
    variable("postgres://mm:secret@db.example:5433/post")

    found = environment.read_database(NAME, "sqlite:///a.sqlite3")

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "mm",
        "secret",
        "db.example",
        5433,
        "post",
    )


@pytest.mark.parametrize(
    ("address", "tls", "ssl"),
    [
        ("smtp://me:secret@mail.example:587", None, None),
        ("smtp://me:secret@mail.example:587/?tls=True", True, None),
        ("smtp://me:secret@mail.example:587/?TLS=on", True, None),
        ("smtp://me:secret@mail.example:587/?tls=1", True, None),
        ("smtp://me:secret@mail.example:587/?email_use_tls=False", False, None),
        ("smtp://me:secret@mail.example:587/?ssl=yes&tls=off", False, True),
        ("smtp+tls://me:secret@mail.example:587", True, None),
        ("smtp+ssl://me:secret@mail.example:587", None, True),
    ],
)
def test_a_mail_server_s_address_says_whether_the_conversation_is_encrypted(
    variable: Given, address: str, tls: bool | None, ssl: bool | None
) -> None:
    variable(address)

    found = environment.read_mail_server(NAME)

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("me", "secret")
    assert found.get("EMAIL_USE_TLS") is tls
    assert found.get("EMAIL_USE_SSL") is ssl


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ("tsl=True", "has the option tsl=True"),
        ("tls=perhaps", "has the option tls=perhaps"),
        ("tls=on&ssl=on", "asks for tls"),
    ],
)
def test_an_option_that_would_leave_mail_unencrypted_by_mistake_is_refused(
    variable: Given, options: str, why: str
) -> None:
    variable(f"smtp://me:secret@mail.example:587/?{options}")

    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.read_mail_server(NAME)

    assert why in str(refusal.value)
    assert "secret@mail.example" not in str(refusal.value).partition("Example")[0]


def test_without_a_mail_server_there_are_no_settings_for_one(variable: Given) -> None:
    variable("")

    assert environment.read_mail_server(NAME) == {}
