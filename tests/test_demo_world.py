"""The demo world of the tests is what the seed makes, each time."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from base_registers.models import Person
from infra import clock
from infra.pki import store
from mailbox_operator.models import Mailbox
from tests import demo_world


def everything() -> dict[str, list[Any]]:
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._default_manager.exists()
    }


def undone(make: Any) -> dict[str, list[Any]]:
    """What there is after `make`, which is taken back."""
    with transaction.atomic():
        make()
        found = everything()
        transaction.set_rollback(True)
    return found


def test_the_rows_that_are_written_again_are_those_of_the_seed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    undone(demo_world.put_in_place)
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    seeded = undone(lambda: call_command("seed", verbosity=0))
    written = undone(demo_world.put_in_place)

    assert without_keys(written) == without_keys(seeded)
    assert {row["opened_at"] for row in written["mailbox_operator.Mailbox"]} == {later}


def without_keys(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Keys are drawn by lot, and numbers that the database gives go on from test to test."""
    return {
        label: [{name: value for name, value in row.items() if not _is_key(name)} for row in rows]
        for label, rows in found.items()
    }


def _is_key(name: str) -> bool:
    return name in {"id", "key"} or name.endswith("_id")


def test_what_is_there_before_the_world_stays(db: None) -> None:
    Person.objects.create(number="191212121212", name="Någon Annan")

    demo_world.put_in_place()

    assert Person.objects.get(number="191212121212").name == "Någon Annan"
    assert Mailbox.objects.filter(holder="198101052382").exists()


def test_a_world_among_other_rows_is_not_the_next_test_s(db: None) -> None:
    def among_others() -> None:
        Person.objects.create(number="191212121212", name="Någon Annan")
        demo_world.put_in_place()

    whole = undone(demo_world.put_in_place)
    undone(among_others)

    assert undone(demo_world.put_in_place).keys() == whole.keys()
    assert len(undone(demo_world.put_in_place)["base_registers.Person"]) == len(whole["base_registers.Person"])


def test_a_first_world_among_other_rows_is_not_kept(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = undone(demo_world.put_in_place)
    monkeypatch.setattr(demo_world, "known_worlds", {})
    Person.objects.create(number="191212121212", name="Någon Annan")

    undone(demo_world.put_in_place)
    Person.objects.all().delete()

    assert undone(demo_world.put_in_place).keys() == whole.keys()


def test_a_row_that_a_test_adds_gets_a_key_of_its_own(db: None) -> None:
    undone(demo_world.put_in_place)
    demo_world.put_in_place()
    [seeded, *others] = Mailbox.objects.order_by("pk")

    added = Mailbox.objects.create(operator=seeded.operator, holder="191212121212", opened_at=clock.now())

    assert added.pk not in {seeded.pk, *(other.pk for other in others)}


def test_certificates_that_are_as_they_were_are_not_looked_at_again(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    undone(demo_world.put_in_place)
    undone(demo_world.put_in_place)
    monkeypatch.setattr(store, "ensure_identities", lambda _: pytest.fail("all is in place"))

    demo_world.put_in_place()


@pytest.mark.parametrize("change", [Path.unlink, Path.touch], ids=["removed", "written"])
def test_certificates_of_which_a_file_has_changed_are_looked_at(
    db: None, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    undone(demo_world.put_in_place)
    undone(demo_world.put_in_place)
    change(Path(settings.PKI_DIR, "clients", "kommun-a", "leaf.pem"))
    looked_at = list[Path]()
    ensure_identities = store.ensure_identities

    def look(folder: Path) -> None:
        looked_at.append(folder)
        ensure_identities(folder)

    monkeypatch.setattr(store, "ensure_identities", look)

    demo_world.put_in_place()

    assert looked_at == [settings.PKI_DIR]
    assert Path(settings.PKI_DIR, "clients", "kommun-a", "leaf.pem").exists()
