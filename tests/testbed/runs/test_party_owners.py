"""Which run a letter belongs to, as each process knows it: the same however the memory of it came about."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from infra.hooks import runs as infra_runs
from infra.hooks.runs import Extent, ItemKind
from testbed.runs import lifecycle, owned_items, party_owners
from testbed.runs.lifecycle import WantedRun
from testbed.runs.models import Run, RunItem
from testbed.runs.party_owners import Owners

LABELS, KEYS = "abc", "123"
PARTIES = [ItemKind.PERSON, ItemKind.COMPANY, ItemKind.ACTOR, ItemKind.CERTIFICATE]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["make", "own", "change", "remove", "read"]),
        st.sampled_from(LABELS),
        st.sampled_from(KEYS),
        st.sampled_from([*PARTIES, ItemKind.WEBHOOK]),
    ),
    max_size=25,
)
OWNED = st.dictionaries(
    st.sampled_from(KEYS), st.lists(st.sampled_from(LABELS), min_size=1, unique=True).map(tuple)
)
PARTY = st.sampled_from([*KEYS, "nobody's", ""])


def owned_by(**labels: tuple[str, ...]) -> Owners:
    return Owners({}, labels)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def act(name: str, label: str, key: str, kind: ItemKind) -> None:
    run = Run.objects.filter(label=label).first()
    if name == "make" and run is None:
        now = datetime.now(UTC)
        Run.objects.create(label=label, name=label, quota=99, made_at=now, expires_at=now + timedelta(days=1))
    if name in {"own", "change"} and (locked := owned_items.lock_run(label)):
        owned_items.own_item(locked, kind, key, None if name == "own" else {"rows": []})
    if name == "remove" and run is not None:
        RunItem.objects.filter(run=run).delete()
        run.delete()


@pytest.mark.django_db
@how(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ACTS)
def test_what_is_read_bit_by_bit_is_what_is_read_at_once(acts: list[tuple[str, str, str, ItemKind]]) -> None:
    with taken_back():
        known = Owners()
        for each in acts:
            act(*each)
            if each[0] == "read":
                known = party_owners.read_owners(known)

        bit_by_bit, at_once = party_owners.read_owners(known), party_owners.read_owners(Owners())

    assert bit_by_bit.runs == at_once.runs
    assert as_sets(bit_by_bit.labels) == as_sets(at_once.labels)


def as_sets(labels: Mapping[str, tuple[str, ...]]) -> dict[str, set[str]]:
    return {party: set(found) for party, found in labels.items()}


@pytest.mark.django_db
def test_where_nothing_has_changed_nothing_more_is_read() -> None:
    act("make", "a", "", ItemKind.PERSON)
    act("own", "a", "1", ItemKind.PERSON)
    known = party_owners.read_owners(Owners())

    with CaptureQueriesContext(connection) as asked:
        again = party_owners.read_owners(known)

    assert again is known
    assert len(asked) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ItemKind)
def test_only_what_a_letter_can_name_is_kept_in_memory(kind: ItemKind) -> None:
    act("make", "a", "", kind)
    act("own", "a", "1", kind)

    assert ("1" in party_owners.read_owners(Owners()).labels) is (kind in PARTIES)


@pytest.mark.django_db
def test_what_a_run_has_only_changed_does_not_tell_its_letters() -> None:
    act("make", "a", "", ItemKind.PERSON)
    act("change", "a", "1", ItemKind.PERSON)

    assert party_owners.read_owners(Owners()).labels == {}


@given(OWNED, PARTY, PARTY, st.lists(PARTY, max_size=3))
def test_a_label_is_that_of_a_party_which_one_run_alone_owns(
    owned: dict[str, tuple[str, ...]], certificate: str, sender: str, recipients: list[str]
) -> None:
    found = owned_by(**owned).label_of(certificate, sender, recipients)

    alone = {owned[party][0] for party in (certificate, sender, *recipients) if len(owned.get(party, ())) == 1}
    assert found in alone if alone else found is None


@pytest.mark.parametrize(
    ("owned", "label"),
    [
        ({"c": ("1",), "r": ("2",), "s": ("3",)}, "1"),
        ({"r": ("2",), "s": ("3",)}, "2"),
        ({"s": ("3",)}, "3"),
        ({"c": ("1", "2"), "s": ("3",)}, "3"),
        ({"r": ("1", "2"), "r2": ("4",), "s": ("3",)}, "4"),
        ({"c": ("1", "2")}, None),
        ({"another": ("1",)}, None),
        ({}, None),
    ],
)
def test_the_certificate_comes_before_a_recipient_and_that_before_the_sender(
    owned: dict[str, tuple[str, ...]], label: str | None
) -> None:
    assert owned_by(**owned).label_of("c", "s", ["r", "r2"]) == label


@given(
    st.dictionaries(st.sampled_from(ItemKind), st.frozensets(st.text(max_size=3))),
    st.sets(st.sampled_from(ItemKind)),
)
def test_an_extent_has_of_several_kinds_what_it_has_of_each(
    keys: dict[ItemKind, frozenset[str]], kinds: set[ItemKind]
) -> None:
    extent = Extent("a", keys)

    assert extent.of(*kinds) == {key for kind in kinds for key in extent.of(kind)}


@pytest.mark.django_db
def test_the_same_thing_twice_is_owned_once() -> None:
    act("make", "a", "", ItemKind.PERSON)
    for _ in range(2):
        act("own", "a", "1", ItemKind.PERSON)

    assert lifecycle.count_items(lifecycle.find_run("a")) == {"person": 1}


@pytest.mark.django_db
def test_others_do_not_see_what_a_run_made_and_the_run_does() -> None:
    for label in "ab":
        act("make", label, "", ItemKind.FAULT)
    act("own", "a", "1", ItemKind.FAULT)
    act("own", "b", "2", ItemKind.FAULT)
    act("own", "a", "both", ItemKind.FAULT)
    act("own", "b", "both", ItemKind.FAULT)

    assert owned_items.keys_of_others(ItemKind.FAULT, "a") == {"2"}
    assert owned_items.keys_of_others(ItemKind.FAULT, "b") == {"1"}
    assert owned_items.keys_of_others(ItemKind.FAULT, "c") == {"1", "2", "both"}
    assert owned_items.keys_of_others(ItemKind.PERSON, "a") == frozenset()


@pytest.mark.django_db
def test_without_a_run_nothing_is_noted_and_nothing_is_of_others() -> None:
    act("make", "a", "", ItemKind.FAULT)
    act("own", "a", "1", ItemKind.FAULT)

    infra_runs.note_creation(ItemKind.FAULT, "2")
    infra_runs.note_change(ItemKind.PERSON, "198101052382")
    infra_runs.require_room()

    assert infra_runs.keys_of_others(ItemKind.FAULT) == frozenset()
    assert RunItem.objects.count() == 1


@pytest.mark.django_db
def test_an_organisation_that_two_runs_have_named_is_in_neither_s_extent() -> None:
    for label in "ab":
        act("make", label, "", ItemKind.ACTOR)
        act("own", label, "162021006230", ItemKind.ACTOR)
        act("own", label, label, ItemKind.ACTOR)

    first = lifecycle.extent_of(lifecycle.find_run("a"))

    assert first == Extent("a", {ItemKind.ACTOR: frozenset({"a"})})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("", "run-"),
        ("!!!", "run-"),
        ("Nattliga prov", "nattliga-prov-"),
        ("  mellanrum  ", "mellanrum-"),
        ("ÅÄÖ", "aao-"),
        ("a--b", "a-b-"),
        ("x" * 100, "x" * 40 + "-"),
    ],
)
def test_a_label_is_made_of_the_letters_and_digits_of_the_name(name: str, begins: str) -> None:
    label = lifecycle.make_run(WantedRun(name)).label

    assert label.startswith(begins)
    assert len(label) == len(begins) + 8
    assert lifecycle.find_run(label).label == label


@pytest.mark.django_db
def test_spaces_around_a_label_are_none_of_it() -> None:
    assert lifecycle.make_run(WantedRun(label="  natt ")).label == "natt"


@pytest.mark.django_db
def test_an_id_means_its_own_run_though_another_has_it_for_a_label() -> None:
    first = lifecycle.make_run(WantedRun(label="den första"))
    lifecycle.make_run(WantedRun(label=str(first.public_id)))

    assert lifecycle.find_run(str(first.public_id)) == first
