"""What a filter names that is not here: a mistyped name matches nothing, which a test may take for success."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from infra.hooks.disruptions import DisruptionPlace
from infra.texts import EMPTY, Text
from testbed import known_parties
from testbed.faults.operations import operations_at
from testbed.journal.search.finding import count_exchanges
from testbed.journal.search.query_language import ExchangeCondition, Search
from testbed.runs.models import Run

ORGANISATIONS: Final = ("sender", "relay", "organisation", "caller")
"""Filters by organisation number."""
NO_ORGANISATION: Final = Text(
    "{name}: {value} är ingen aktör och har inget certifikat här.",
    "{name}: {value} is no actor and has no certificate here.",
)
NO_OPERATOR: Final = Text(
    "operator: ingen brevlådeoperatör heter {value}.", "operator: no mailbox operator is named {value}."
)
NO_HOLDER: Final = Text(
    "recipient: ingen i registren har numret {value}.",
    "recipient: nobody in the registers has the number {value}.",
)
NO_RUN: Final = Text("label: ingen körning har märkningen {value}.", "label: no run has the label {value}.")
NO_OPERATION: Final = Text(
    "operation: ingen tjänst har operationen {value}.", "operation: no service has the operation {value}."
)


def unknown_names(filters: Mapping[str, Any]) -> list[Text]:
    """What the filters name that is not here, in words. Each is told once."""
    return list(_unknown(filters))


def join_texts(names: list[Text]) -> Text:
    """All of them as one text."""
    whole = EMPTY
    for name in names:
        whole = whole + " " + name if whole else name
    return whole


def _unknown(filters: Mapping[str, Any]) -> Iterator[Text]:
    if known_parties.are_known_here():
        yield from _unknown_parties(filters)
    if (label := filters.get("label")) and not Run.objects.filter(label=label).exists():
        yield NO_RUN.format(value=label)
    if (operation := filters.get("operation")) and not _is_operation(operation):
        yield NO_OPERATION.format(value=operation)


def _unknown_parties(filters: Mapping[str, Any]) -> Iterator[Text]:
    for name in ORGANISATIONS:
        if (number := filters.get(name)) and not known_parties.is_organisation(number):
            yield NO_ORGANISATION.format(name=name, value=number)
    if (domain := filters.get("operator")) and domain not in known_parties.operator_domains():
        yield NO_OPERATOR.format(value=domain)
    if (number := filters.get("recipient")) and not known_parties.is_registered(number):
        yield NO_HOLDER.format(value=number)


def _is_operation(name: str) -> bool:
    """A service has it, or the journal: pages and announcements have names of their own."""
    if any(name in operations_at(place.value) for place in DisruptionPlace):
        return True
    return count_exchanges(Search((ExchangeCondition("operation", name),)), 1) > 0
