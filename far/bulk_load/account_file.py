"""Accounts from a file: CSV with a heading, one holder a line.

    recipient;operator;type
    19810105-2382;kivra.com;Secure

Comma or semicolon, UTF-8 with or without a byte order mark. The operator and the type may be left out. The file
is read as it is loaded, so it may have any length.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from far.bulk_load.loading import NewAccount, supplier_named
from far.models import Account, ServiceSupplier
from infra.errors import CompanyFormNotSupported, InvalidInput, MinaMeddelandenError
from infra.errors.explanation import Check
from infra.identity import RecipientId
from infra.identity.reading import read_recipient
from infra.texts import Text

COLUMNS: Final = ("recipient", "operator", "type")
MAX_LINE: Final = 1_000
"""Characters of a line; what is longer is no line of such a file."""


@dataclass(frozen=True)
class LineError:
    """A line that was passed over, and why."""

    line: int
    text: Text


class NotAnAccountFile(MinaMeddelandenError):
    """The heading names other columns, so no line can be read."""

    slug = "account-file-heading-wrong"
    check = Check.CONTENT


def read_account_file(
    lines: Iterable[str],
    operator: ServiceSupplier,
    suppliers: Mapping[str, ServiceSupplier],
    report: Callable[[LineError], object],
) -> Iterator[NewAccount]:
    """The accounts of the file's right lines, in order; `report` hears of each wrong one.

    `operator` is for lines that name none; `suppliers` has all of them by name.

    Raises:
        NotAnAccountFile: the heading is wrong.
    """
    rows = _rows(iter(lines), report)
    _, heading = next(rows, (1, []))
    names = [name.strip().lower() for name in heading]
    _require_columns(names)
    known = {**suppliers, "": operator}
    for number, row in rows:
        try:
            yield _read_line(_values(names, row), known)
        except MinaMeddelandenError as refusal:
            report(LineError(number, refusal.text))


def _rows(lines: Iterator[str], report: Callable[[LineError], object]) -> Iterator[tuple[int, list[str]]]:
    """Number and values of each line that is not empty."""
    delimiter = ""
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix("\ufeff") if number == 1 else line
        delimiter = delimiter or (";" if ";" in text else ",")
        if not text.strip(" \t\r\n,;"):
            continue
        try:
            yield number, _split(text, delimiter)
        except (csv.Error, ValueError) as problem:
            report(LineError(number, Text(f"inte CSV: {problem}", f"not CSV: {problem}")))


def _split(line: str, delimiter: str) -> list[str]:
    if len(line) > MAX_LINE:
        raise ValueError(f"{len(line)} > {MAX_LINE}")
    [row] = csv.reader([line], delimiter=delimiter, strict=True)
    return row


def _require_columns(names: Sequence[str]) -> None:
    if "recipient" in names and all(name in COLUMNS for name in names) and len(set(names)) == len(names):
        return
    found, expected = ", ".join(names)[:MAX_LINE] or "-", ", ".join(COLUMNS)
    raise NotAnAccountFile(
        f"Rubriken är {found}; kolumnerna ska vara {expected} (operator och type kan utelämnas).",
        f"The heading is {found}; the columns must be {expected} (operator and type may be left out).",
        slug="account-file-heading-wrong",
    )


def _values(names: Sequence[str], row: Sequence[str]) -> Mapping[str, str]:
    if len(row) != len(names):
        raise InvalidInput(
            f"har {len(row)} värden, inte {len(names)}",
            f"has {len(row)} values, not {len(names)}",
            slug="account-line-columns",
        )
    return dict(zip(names, map(str.strip, row), strict=True))


def _read_line(values: Mapping[str, str], suppliers: Mapping[str, ServiceSupplier]) -> NewAccount:
    recipient = read_recipient(values["recipient"])
    _require_holder(recipient)
    supplier = supplier_named(values.get("operator", ""), suppliers)
    kind = _read_type(values.get("type", ""))
    _require_type_of(recipient, kind)
    return NewAccount(recipient.value, supplier, kind)


def _require_holder(recipient: RecipientId) -> None:
    """Return if the number may have a mailbox: agencies and other public bodies may not.

    Source: Skatteverket's groups of organisation numbers; the first digit is 2 for the public sector.
    """
    if recipient.value.startswith("162"):
        raise CompanyFormNotSupported(
            f"{recipient} är en myndighet, kommun eller region, som inte kan ha brevlåda",
            f"{recipient} is an agency, municipality or region, which can have no mailbox",
            slug="account-line-company-form",
        )


def _read_type(written: str) -> str:
    kinds = {kind.lower(): kind for kind in Account.Type.values}
    if written and written.lower() not in kinds:
        known = ", ".join(Account.Type.values)
        raise InvalidInput(
            f"typen {written!r} finns inte; det finns {known}",
            f"no type {written!r}; there are {known}",
            slug="account-line-type-unknown",
        )
    return kinds.get(written.lower(), Account.Type.SECURE)


def _require_type_of(recipient: RecipientId, kind: str) -> None:
    """Return unless a company's account would be anonymous, which `register` refuses, too."""
    if kind == Account.Type.ANONYMOUS and recipient.is_organisation:
        raise InvalidInput(
            f"{recipient} är ett företag, vars konto är Secure; Anonymous är för personer",
            f"{recipient} is a company, whose account is Secure; Anonymous is for people",
            slug="account-line-company-anonymous",
        )
