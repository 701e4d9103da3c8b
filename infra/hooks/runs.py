"""The interface to the registry of test runs, for apps that do not know the app which keeps them.

A run isolates a test: it owns what is made in it, and all of that goes when the run does. `testbed.runs` keeps the
runs and registers itself here when it starts. Where it is not served, nothing has a run.

An app that lets testers make something calls `note_creation` in the same transaction, and registers with
`clean_up_with` what it removes when a run ends. Before it lets them change something, it calls `note_change`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from django.db.models import Model, QuerySet

from infra import trace
from infra.errors import IllegalState, NotFound

Row = TypeVar("Row", bound=Model)
Shown = TypeVar("Shown")


class ItemKind(StrEnum):
    """The kinds of items that a run can own. An item's key stands in its REST address."""

    PERSON = "person"
    COMPANY = "company"
    ACTOR = "actor"
    """By organisation number."""
    CERTIFICATE = "certificate"
    AUTHORITY = "authority"
    """Of others, that is trusted: by the name of its file."""
    OPERATOR = "operator"
    """A simulated one, by its domain."""
    WEBHOOK = "webhook"
    FAULT = "fault"
    RELEASE = "release"
    """No longer made. Databases from earlier versions may have it."""
    PLAN = "plan"
    """Of a sender, by its organisation number; as are its rules and addresses."""
    RULES = "rules"
    """Those of everybody have an empty key."""
    ADDRESSES = "addresses"
    OFFICE_SENDER = "office_sender"
    """By the address that may send."""
    FAILURE = "failure"
    """Of a base register: its name and the number that it fails for, with a slash between."""


@dataclass(frozen=True)
class Extent:
    """All that belongs to a run which ends."""

    label: str
    keys: Mapping[ItemKind, frozenset[str]] = field(default_factory=dict)

    def of(self, *kinds: ItemKind) -> frozenset[str]:
        """The keys of what the run owns of these kinds."""
        return frozenset().union(*(self.keys.get(kind, frozenset()) for kind in kinds))


class Registry(Protocol):
    """The app that keeps the runs."""

    def note_creation(self, kind: ItemKind, key: str) -> None: ...

    def note_change(self, kind: ItemKind, key: str) -> None: ...

    def require_room(self, label: str) -> None: ...

    def keys_of_others(self, kind: ItemKind, label: str) -> frozenset[str]: ...

    def without_others(
        self, rows: QuerySet[Row, Shown], column: str, kinds: Sequence[ItemKind], label: str
    ) -> QuerySet[Row, Shown]: ...

    def makers_of(self, kind: ItemKind, key: str) -> frozenset[str]: ...

    def find_label(self, certificate: str, sender: str, recipients: Sequence[str]) -> str | None: ...


CleanUp = Callable[[Extent], None]
_registries: Final[list[Registry]] = []
clean_ups: Final[list[CleanUp]] = []
"""What each app removes with a run, within the transaction that removes it, in the order of registration."""


def register_registry(registry: Registry) -> None:
    """Ask `registry` for the runs, in place of the registry before it."""
    _registries[:] = [registry]


def clean_up_with(clean_up: CleanUp) -> None:
    """Call `clean_up` when a run ends. Once is enough: the same one again changes nothing."""
    if clean_up not in clean_ups:
        clean_ups.append(clean_up)


def note_creation(kind: ItemKind, key: str) -> None:
    """Note that the request made something that was not there. It belongs to the run with the request's label.

    Raises:
        MaximumExceeded: the run owns as much as it may (5005).
    """
    for registry in _registries:
        registry.note_creation(kind, key)


def note_change(kind: ItemKind, key: str) -> None:
    """Note that the request is about to change or remove something, or to set what is not set yet.

    If the request has a run, and that did not make the thing, the change is taken back with the run.

    Raises:
        MaximumExceeded: the run has as much as it may (5005).
    """
    for registry in _registries:
        registry.note_change(kind, key)


def require_room() -> None:
    """Return unless the run of the request has more than it may: it has sent too much, and makes no more.

    Raises:
        MaximumExceeded: it has (5005).
    """
    if label := trace.current_label():
        for registry in _registries:
            registry.require_room(label)


def keys_of_others(kind: ItemKind) -> frozenset[str]:
    """The keys of items that other runs made, which the request's run must not see. Empty without a label."""
    label = trace.current_label()
    if label is None:
        return frozenset()
    return frozenset().union(*(registry.keys_of_others(kind, label) for registry in _registries))


def without_others(rows: QuerySet[Row, Shown], column: str, *kinds: ItemKind) -> QuerySet[Row, Shown]:
    """The rows that the request's run may see in a list: none whose `column` is the key of another run's thing.

    Without a label, all of them. `kinds`: what the column may be the key of.
    """
    if label := trace.current_label():
        for registry in _registries:
            rows = registry.without_others(rows, column, kinds, label)
    return rows


def without_other_holders(rows: QuerySet[Row, Shown], *columns: str) -> QuerySet[Row, Shown]:
    """As `without_others`, for rows with the number of a person or a company in each of these columns."""
    for column in columns:
        rows = without_others(rows, column, ItemKind.PERSON, ItemKind.COMPANY)
    return rows


def without_other_labels(rows: QuerySet[Row, Shown], column: str = "label") -> QuerySet[Row, Shown]:
    """The rows that the request's run may see in a list: those with its label and those with none.

    Without a label in the request, all of them. `column`: where the rows have theirs.
    """
    label = trace.current_label()
    return rows.filter(**{f"{column}__in": ["", label]}) if label else rows


def require_reachable(kind: ItemKind, key: str) -> None:
    """Return unless other runs made the thing, and the request's run did not. Without a label all is reached.

    Raises:
        NotFound: it is another run's (5003).
    """
    label = trace.current_label()
    if label is not None and (makers := _makers_of(kind, key)) and label not in makers:
        raise _of_another_run(label)


def require_own(key: str, *kinds: ItemKind) -> None:
    """Return if the request has no run, or its run made the thing, which is of one of these kinds.

    For what changes a thing in a way that is not taken back with the run, or that other runs would notice.

    Raises:
        NotFound: it is another run's, or no run's (5003).
    """
    label = trace.current_label()
    if label is None or any(label in _makers_of(kind, key) for kind in kinds):
        return
    for kind in kinds:
        require_reachable(kind, key)
    raise _not_made_in(label)


def require_reachable_label(label: str) -> None:
    """Return unless what has this label belongs to another run than the request. What has none is everybody's.

    Raises:
        NotFound: it is another run's (5003).
    """
    own = trace.current_label()
    if own is not None and label not in {"", own}:
        raise _of_another_run(own)


def require_own_label(label: str) -> None:
    """As `require_reachable_label`, for what a run must not change unless it made it.

    Raises:
        NotFound: it is another run's, or no run's (5003).
    """
    require_reachable_label(label)
    own = trace.current_label()
    if own is not None and label != own:
        raise _not_made_in(own)


def label_to_set_for(key: str, *kinds: ItemKind) -> str:
    """The label of the letters that a setting of the request is for. Empty: it is for all letters.

    It is empty where the request has no run, and where its run alone made the thing that is set: no other run's
    letters use that thing.
    """
    label = trace.current_label() or ""
    is_own = any(_makers_of(kind, key) == {label} for kind in kinds)
    return "" if is_own else label


def require_no_run() -> None:
    """Return unless the request is within a run: what it would change is shared by all runs.

    Raises:
        IllegalState: it is (5010).
    """
    if label := trace.current_label():
        raise IllegalState(
            f"Det här gäller hela simulatorn, och anropet är inom körningen {label}. Utelämna "
            f"{trace.LABEL_HEADER} om alla körningar ska beröras.",
            f"This concerns the whole simulator, and the call is within the run {label}. Leave "
            f"{trace.LABEL_HEADER} out if all runs shall be affected.",
            slug="not-within-run",
        )


def _makers_of(kind: ItemKind, key: str) -> frozenset[str]:
    """The labels of the runs that made the thing. None: it is everybody's."""
    return frozenset().union(*(registry.makers_of(kind, key) for registry in _registries))


def _not_made_in(own: str) -> NotFound:
    return NotFound(
        f"Det här hör inte till körningen {own}, som därför bara får läsa det. Utelämna {trace.LABEL_HEADER} "
        "för att ändra eller ta bort det.",
        f"This does not belong to the run {own}, which may only read it. Leave {trace.LABEL_HEADER} out to "
        "change or remove it.",
        slug="not-made-in-run",
    )


def _of_another_run(own: str) -> NotFound:
    return NotFound(
        f"Det här hör till en annan testkörning än {own}, som {trace.LABEL_HEADER} nämner. Ange den körningens "
        "märkning, eller utelämna huvudet.",
        f"This belongs to another test run than {own}, which {trace.LABEL_HEADER} names. Give the label of that "
        "run, or leave the header out.",
        slug="of-another-run",
    )


def label_of(*, sender: str = "", recipients: Sequence[str] = (), certificate: str = "") -> str | None:
    """The label of what is sent: the request's own, else that of the run that owns one of the parties.

    `certificate`: serial number, hexadecimal. Costs no query while no run changes.
    """
    if label := trace.current_label():
        return label
    return next((registry.find_label(certificate, sender, recipients) for registry in _registries), None)


def adopt_label(*, sender: str = "", recipients: Sequence[str] = (), certificate: str = "") -> None:
    """Use the label of `label_of` for the rest of the request, so that its log and its calls carry it, too."""
    if trace.current_label() is None:
        trace.set_label(label_of(sender=sender, recipients=recipients, certificate=certificate))
