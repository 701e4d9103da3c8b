"""Values of an actor that cannot be are refused by name, with what to write instead."""

from collections.abc import Iterable
from typing import Any

import pytest

from far.actor_entries.entry import ActorEntry, find_entry
from far.models import ActorEvent, Sender
from infra.validation import InvalidValues
from tests.far.actor_entries.conftest import AGENCY, OPERATOR, RELAY, STRANGER, change, store, supplier

pytestmark = pytest.mark.django_db
MEGABYTE = pytest.param("x" * 1_000_000, id="a million characters")


def refused(roles: Iterable[str] | None = None, **values: Any) -> dict[tuple[str | int, ...], str]:
    with pytest.raises(InvalidValues) as problem:
        store(AGENCY, roles, **values)
    assert find_entry(AGENCY) is None
    assert not ActorEvent.objects.filter(organisation=AGENCY).exists()
    return {value.path: value.text.english for value in problem.value.values}


@pytest.mark.parametrize("name", ["", "   ", "x" * 257, MEGABYTE, "a\nb", "a\0b", "a\x1b[31m", "a\u0085b"])
def test_a_name_that_nobody_has_is_refused(name: str) -> None:
    assert set(refused(name=name)) == {("name",)}


def test_a_new_actor_needs_a_name() -> None:
    assert set(refused(name=None)) == {("name",)}


@pytest.mark.parametrize("name", ["x" * 256, "Ås", "Öl & Sill AB", "株式会社", "<script>alert(1)</script>"])
def test_other_names_are_taken(name: str) -> None:
    assert store(AGENCY, name=name).entry.name == name


def test_an_actor_has_a_role() -> None:
    assert "disconnect" in refused([])[("roles",)]


@pytest.mark.parametrize(
    ("roles", "values", "path"),
    [
        (["dispatcher"], {"sector": Sender.Sector.PRIVATE}, ("sector",)),
        (["dispatcher"], {"dispatchers": (RELAY,)}, ("dispatchers",)),
        (["sender"], {"senders": (STRANGER,)}, ("senders",)),
        (["sender"], {"supplier": supplier()}, ("supplier",)),
        (["supplier"], {}, ("supplier",)),
    ],
)
def test_values_belong_to_a_role(roles: list[str], values: dict[str, Any], path: tuple[str]) -> None:
    assert path in refused(roles, **values)


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "brev",
        "Brev.example",
        "brev example",
        "-brev.example",
        "brev.example.",
        "a/b.example",
        "x" * 300 + ".se",
        "brev.example\n",
        "http://brev.example",
        "brev..example",
        "b\0.example",
    ],
)
def test_an_operator_s_name_is_a_domain(domain: str) -> None:
    assert ("supplier", "domain") in refused(["supplier"], supplier=supplier(domain=domain))


def test_two_operators_have_not_one_domain(operator: ActorEntry) -> None:
    assert "another operator" in refused(["supplier"], supplier=supplier())[("supplier", "domain")]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Service/v3",
        "http://brev.example/",
        "https://",
        "https:///path",
        "https://user:pw@brev.example/",
        "ftp://x/",
        "https://brev.example:0/",
        "https://brev.example:99999/",
        "https://brev.example:x/",
        "https://[::1/",
        "https://brev.example/\n",
        "https://brev example/",
        "https://brev.example/å",
        "https://b.se/" + "x" * 500,
        "javascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_letters_go_to_an_address_with_tls(address: str) -> None:
    assert ("supplier", "service_address") in refused(["supplier"], supplier=supplier(service_address=address))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "post/", "//brev.example/", "https://u@brev.example/"])
def test_readers_go_to_a_web_address_or_nowhere(address: str) -> None:
    assert ("supplier", "ui_address") in refused(["supplier"], supplier=supplier(ui_address=address))


@pytest.mark.parametrize(
    "address", ["https://localhost:9443/Service/v3", "https://[::1]:9443/", "https://10.0.0.7/x?y=z"]
)
def test_an_operator_under_development_may_be_on_any_host(address: str) -> None:
    made = store(OPERATOR, ["supplier"], supplier=supplier(service_address=address)).entry

    assert made.supplier is not None
    assert made.supplier.service_address == address


def test_organisations_that_are_no_dispatchers_or_senders_are_named_by_place() -> None:
    store(RELAY, ["dispatcher"], senders=())

    wrong = refused(dispatchers=(RELAY, STRANGER), senders=(STRANGER, RELAY))

    assert set(wrong) == {("dispatchers", 1), ("senders", 0), ("senders", 1)}
    assert STRANGER in wrong[("dispatchers", 1)]


def test_one_that_was_disconnected_is_none_any_more() -> None:
    store(RELAY, ["dispatcher", "sender"])
    change(RELAY, ["sender"])

    assert ("dispatchers", 0) in refused(dispatchers=(RELAY,))


def test_every_mistake_is_told_at_once() -> None:
    wrong = refused(["supplier"], name="", supplier=supplier(domain="", service_address=""))

    assert set(wrong) == {("name",), ("supplier", "domain"), ("supplier", "service_address")}
