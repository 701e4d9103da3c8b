"""`python -m tests.operations.table`: write docs/operations.md from the cases."""

import os
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

import django

from contracts.catalogue import ALL_SERVICES
from tests.operations.cases import CASES, Case

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "operations.md"
INTRODUCTION: Final = """\
# The register's operations

What each operation of the register answers, and what it refuses: the document's rows are the tests' cases
(`tests/operations`). Each is played by a client that zeep has built from the published contract, and
`python -m tests.operations.table` writes the rows anew. A dash: the version does not have the operation.
"""
SECTIONS: Final[Mapping[str, Sequence[str]]] = {
    "Recipient": ("Recipient", "Recipient/v2", "Recipient/v3"),
    "Authority": ("Authority",),
    "Consent": ("Consent",),
    "Service, called by the register": ("Service",),
}


def written() -> str:
    """The document."""
    return "\n".join([INTRODUCTION, *(line for title in SECTIONS for line in _section(title, SECTIONS[title]))])


def _section(title: str, paths: Sequence[str]) -> Iterator[str]:
    cases = [case for case in CASES if case.path in paths]
    if not cases:
        return
    yield f"## {title}\n"
    yield f"| operation | case | {' | '.join(f'`{path}`' for path in paths)} |"
    yield "|---|---|" + "---|" * len(paths)
    operations = dict.fromkeys(operation.name for path in paths for operation in ALL_SERVICES[path].operation_list)
    for operation in operations:
        mine = sorted((case for case in cases if case.operation == operation), key=attrgetter("fault", "title"))
        for place, (situation, same) in enumerate(groupby(mine, key=attrgetter("title"))):
            yield _row(
                f"`{operation}`" if place == 0 else "", situation, {case.path: case for case in same}, paths
            )
    yield ""


def _row(operation: str, title: str, cases: Mapping[str, Case], paths: Sequence[str]) -> str:
    answers = [_answer(cases[path]) if path in cases else "–" for path in paths]
    return f"| {operation} | {title} | {' | '.join(answers)} |"


def _answer(case: Case) -> str:
    return f"**{case.fault}**" if case.fault else case.answer


def main() -> None:
    """Write the document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings")
    django.setup()
    import_module("tests.operations.all_cases")
    DOCUMENT.write_text(written())


if __name__ == "__main__":
    main()
