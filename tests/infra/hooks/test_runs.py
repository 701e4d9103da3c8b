"""Apps tell of runs and ask about them without knowing who keeps them."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from django.db.models import QuerySet

from far.models import Account, Consent
from infra import trace
from infra.errors import MaximumExceeded, MinaMeddelandenError
from infra.hooks import runs
from infra.hooks.runs import Extent, ItemKind, Row, Shown
from testbed.runs.registry import RunRegistry
from testbed.timing.models import TimingMode

ANNA = "198101052382"


class Keeper:
    """Keeps runs for the test: Anna belongs to run `a`, and run `full` has all that it may."""

    def __init__(self) -> None:
        self.noted: list[tuple[str, ItemKind, str]] = []

    def note_creation(self, kind: ItemKind, key: str) -> None:
        self.noted.append(("creation", kind, key))

    def note_change(self, kind: ItemKind, key: str) -> None:
        self.noted.append(("change", kind, key))

    def require_room(self, label: str) -> None:
        if label == "full":
            raise MaximumExceeded("Fullt.", "Full.")

    def keys_of_others(self, kind: ItemKind, label: str) -> frozenset[str]:
        return frozenset({ANNA}) if kind is ItemKind.PERSON and label != "a" else frozenset()

    def without_others(
        self, rows: QuerySet[Row, Shown], column: str, kinds: Sequence[ItemKind], label: str
    ) -> QuerySet[Row, Shown]:
        return rows.exclude(**{column: ANNA}) if ItemKind.PERSON in kinds and label != "a" else rows

    def makers_of(self, kind: ItemKind, key: str) -> frozenset[str]:
        return frozenset({"a"}) if (kind, key) == (ItemKind.PERSON, ANNA) else frozenset()

    def find_label(self, certificate: str, sender: str, recipients: Sequence[str]) -> str | None:
        return "a" if ANNA in {certificate, sender, *recipients} else None


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    kept = Keeper()
    runs.register_registry(kept)
    yield kept
    runs.register_registry(RunRegistry())


def test_what_is_made_and_changed_is_told_to_the_one_who_keeps_the_runs(keeper: Keeper) -> None:
    runs.note_creation(ItemKind.PERSON, ANNA)
    runs.note_change(ItemKind.WEBHOOK, "17")

    assert keeper.noted == [("creation", ItemKind.PERSON, ANNA), ("change", ItemKind.WEBHOOK, "17")]


def test_the_last_who_registers_keeps_them_alone(keeper: Keeper) -> None:
    other = Keeper()
    runs.register_registry(other)

    runs.note_creation(ItemKind.PERSON, ANNA)

    assert keeper.noted == []
    assert len(other.noted) == 1


def test_only_a_run_that_is_full_has_no_room(keeper: Keeper) -> None:
    runs.require_room()
    with trace.use_label("a"):
        runs.require_room()
    with trace.use_label("full"), pytest.raises(MaximumExceeded):
        runs.require_room()


def test_a_request_without_a_run_sees_what_all_runs_made(keeper: Keeper) -> None:
    assert runs.keys_of_others(ItemKind.PERSON) == frozenset()


def test_a_run_does_not_see_what_another_made(keeper: Keeper) -> None:
    with trace.use_label("b"):
        assert runs.keys_of_others(ItemKind.PERSON) == {ANNA}
        assert runs.keys_of_others(ItemKind.COMPANY) == frozenset()
    with trace.use_label("a"):
        assert runs.keys_of_others(ItemKind.PERSON) == frozenset()


@pytest.mark.parametrize(("label", "asks_for_less"), [(None, False), ("a", False), ("b", True)])
def test_rows_about_what_another_run_made_are_left_out_within_a_run(
    keeper: Keeper, label: str | None, asks_for_less: bool
) -> None:
    with trace.use_label(label):
        accounts = runs.without_other_holders(Account.objects.all(), "recipient")
        consents = runs.without_other_holders(Consent.objects.all(), "account", "holder")

    assert [str(rows.query).count(ANNA) for rows in (accounts, consents)] == ([1, 2] if asks_for_less else [0, 0])


@pytest.mark.parametrize(("label", "seen"), [(None, ["", "a", "b"]), ("a", ["", "a"]), ("c", [""])])
@pytest.mark.django_db
def test_rows_with_the_label_of_another_run_are_left_out_within_a_run(label: str | None, seen: list[str]) -> None:
    for each in ("a", "", "b"):
        TimingMode.objects.create(lane=f"lane {each}", label=each, mode="manual")

    with trace.use_label(label):
        rows = runs.without_other_labels(TimingMode.objects.order_by("label"))

    assert list(rows.values_list("label", flat=True)) == seen


@pytest.mark.parametrize(
    ("sender", "recipients", "certificate", "label"),
    [
        ("", [], "", None),
        (ANNA, [], "", "a"),
        ("", ["x", ANNA], "", "a"),
        ("", [], ANNA, "a"),
        ("x", ["y"], "z", None),
    ],
)
def test_a_letter_belongs_to_the_run_of_any_of_its_parties(
    keeper: Keeper, sender: str, recipients: list[str], certificate: str, label: str | None
) -> None:
    assert runs.label_of(sender=sender, recipients=recipients, certificate=certificate) == label


def test_the_requests_own_label_stands_before_those_of_the_parties(keeper: Keeper) -> None:
    with trace.use_label("b"):
        assert runs.label_of(recipients=[ANNA]) == "b"
        runs.adopt_label(recipients=[ANNA])
        assert trace.current_label() == "b"


def test_an_adopted_label_lasts_for_the_request(keeper: Keeper) -> None:
    with trace.use_label(None):
        runs.adopt_label(recipients=[ANNA])
        assert trace.current_label() == "a"
    assert trace.current_label() is None


def test_an_extent_gives_the_keys_of_the_kinds_that_are_asked_for() -> None:
    extent = Extent("a", {ItemKind.PERSON: frozenset({ANNA}), ItemKind.COMPANY: frozenset({"1", "2"})})

    assert extent.of(ItemKind.PERSON) == {ANNA}
    assert extent.of(ItemKind.PERSON, ItemKind.COMPANY, ItemKind.FAULT) == {ANNA, "1", "2"}
    assert extent.of() == extent.of(ItemKind.RELEASE) == Extent("b").of(ItemKind.PERSON) == frozenset()


def test_what_cleans_up_is_registered_once_and_in_order() -> None:
    def first(_: Extent) -> None: ...

    def second(_: Extent) -> None: ...

    before = list(runs.clean_ups)
    for clean_up in (first, second, first):
        runs.clean_up_with(clean_up)
    added = runs.clean_ups[len(before) :]
    runs.clean_ups[:] = before

    assert added == [first, second]


def refusal(require: Callable[[], None], label: str | None) -> str:
    """The slug of the refusal within the run; empty: it is not refused."""
    with trace.use_label(label):
        try:
            require()
        except MinaMeddelandenError as refused:
            return refused.explanation.reason
    return ""


@pytest.mark.parametrize(
    ("key", "label", "reached", "changed"),
    [
        (ANNA, "a", "", ""),
        (ANNA, "b", "of-another-run", "of-another-run"),
        (ANNA, None, "", ""),
        ("of nobody", "b", "", "not-made-in-run"),
        ("of nobody", None, "", ""),
    ],
)
def test_a_run_reaches_what_is_its_own_or_nobodys_and_changes_its_own(
    keeper: Keeper, key: str, label: str | None, reached: str, changed: str
) -> None:
    assert refusal(lambda: runs.require_reachable(ItemKind.PERSON, key), label) == reached
    assert refusal(lambda: runs.require_own(key, ItemKind.COMPANY, ItemKind.PERSON), label) == changed


@pytest.mark.parametrize(
    ("of_row", "label", "reached", "changed"),
    [
        ("a", "a", "", ""),
        ("a", "b", "of-another-run", "of-another-run"),
        ("", "b", "", "not-made-in-run"),
        ("a", None, "", ""),
    ],
)
def test_what_carries_a_label_is_reached_by_it(of_row: str, label: str | None, reached: str, changed: str) -> None:
    assert refusal(lambda: runs.require_reachable_label(of_row), label) == reached
    assert refusal(lambda: runs.require_own_label(of_row), label) == changed


def test_what_concerns_all_runs_is_done_outside_them(keeper: Keeper) -> None:
    assert [refusal(runs.require_no_run, label) for label in ("a", None)] == ["not-within-run", ""]


@pytest.mark.parametrize(("key", "label", "expected"), [(ANNA, "a", ""), (ANNA, "b", "b"), (ANNA, None, "")])
def test_a_setting_is_for_the_run_alone_unless_it_is_of_what_the_run_made(
    keeper: Keeper, key: str, label: str | None, expected: str
) -> None:
    with trace.use_label(label):
        assert runs.label_to_set_for(key, ItemKind.PERSON) == expected
