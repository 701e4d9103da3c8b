"""A sender's own address register: where else its recipients can be reached, by e-mail and SMS.

Source: features.md, the relay.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_date

from formedlare.models import ContactAddress
from formedlare.sender_settings.registered_senders import require_registered
from infra import clock, trace
from infra.database.pages import page_of
from infra.database.write_transaction import write_transaction
from infra.errors import InvalidInput, MaximumExceeded, NotFound
from infra.errors.explanation import Check
from infra.hooks import runs
from infra.outbox.mobile_numbers import InvalidMobileNumber, international_number
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues

MAX_LINES: Final = 20_000
"""In one request: other writers wait for the database while they are written."""
MAX_ERRORS: Final = 100
"""Wrong lines that one refusal names."""
MAX_EMAIL: Final = 254
"""Characters. Source: RFC 5321, 4.5.3.1.3: a path has 256, two of them brackets."""

NO_EMAIL: Final = Text("är ingen e-postadress", "is no e-mail address")
NO_DATE: Final = Text("är inget datum; skriv det som 2026-03-01", "is no date; write it as 2026-03-01")
DAY_TO_COME: Final = Text("är en dag som inte har varit", "is a day that has not been")
NO_WAY: Final = Text("email eller mobile behövs", "email or mobile is needed")
STANDS_TWICE: Final = Text("står på flera rader", "stands on several lines")


@dataclass(frozen=True)
class Contact:
    """A line of the register."""

    recipient: str
    """Twelve digits."""
    email: str
    """Empty: unknown."""
    mobile: str
    """As ITU-T E.164 writes it; empty: unknown."""
    confirmed_on: date
    """When the recipient last confirmed it."""


@dataclass(frozen=True)
class ContactPage:
    """Some lines, by recipient."""

    contacts: list[ContactAddress]
    after: str | None
    """The recipient that the next page begins after; None: these are the last."""


def page_of_contacts(sender: str, *, limit: int, after: str = "", recipient: str | None = None) -> ContactPage:
    """Up to `limit` lines of the sender's register, those after the recipient `after`, or only `recipient`'s."""
    rows = _lines_of(sender).filter(recipient__gt=after)
    if recipient is not None:
        rows = rows.filter(recipient=recipient)
    contacts, last = page_of(rows.order_by("recipient"), limit)
    return ContactPage(contacts, last.recipient if last else None)


def count_contacts(sender: str) -> int:
    return _lines_of(sender).count()


def _lines_of(sender: str) -> "QuerySet[ContactAddress]":
    """The lines that hold for the request: within a run its own, and the others where it has none."""
    rows = ContactAddress.objects.filter(sender=sender)
    label = trace.current_label()
    if label is None:
        return rows.filter(label="")
    of_run = ContactAddress.objects.filter(sender=sender, recipient=OuterRef("recipient"), label=label)
    return rows.filter(Q(label=label) | Q(label="") & ~Exists(of_run))


def store_contacts(
    sender: str, contacts: Sequence[Contact], *, replace: bool, numbers: Sequence[int] | None = None
) -> int:
    """Add the lines, or change those of the same recipients; with `replace` they become the whole register.

    Within a run they are the run's, for its letters, and come before the sender's others.

    Returns how many lines the register has now. `numbers`: of the lines, as people count them in the file.

    Raises:
        MaximumExceeded: more than MAX_LINES.
        InvalidValues: a recipient stands on several lines.
        SenderNotRegistered: FaR has no such sender. One that has left can still be emptied.
    """
    require_few(len(contacts))
    _require_once(contacts, numbers or range(1, len(contacts) + 1))
    if contacts:
        require_registered(sender)
    with write_transaction():
        label = runs.label_to_set_for(sender, runs.ItemKind.ACTOR)
        runs.note_creation(runs.ItemKind.ADDRESSES, sender)
        if replace:
            ContactAddress.objects.filter(sender=sender, label=label).delete()
        ContactAddress.objects.bulk_create(
            (ContactAddress(sender=sender, label=label, **asdict(contact)) for contact in contacts),
            batch_size=200,
            update_conflicts=True,
            unique_fields=["sender", "recipient", "label"],
            update_fields=["email", "mobile", "confirmed_on"],
        )
        return count_contacts(sender)


def remove_contact(sender: str, recipient: str) -> None:
    """Take the recipient's line out of the register; within a run, the run's.

    Raises:
        NotFound: it has none.
    """
    with write_transaction():
        label = runs.label_to_set_for(sender, runs.ItemKind.ACTOR)
        removed, _ = ContactAddress.objects.filter(sender=sender, recipient=recipient, label=label).delete()
    if not removed:
        raise NotFound(
            "Mottagaren finns inte i registret.", "The recipient is not in the register.", slug="contact-unknown"
        )


def read_email(written: str) -> str:
    """The address without blanks around it; an empty one stays empty.

    Raises:
        InvalidInput: it is none.
    """
    address = written.strip()
    try:
        if address:
            validate_email(address)
    except ValidationError as problem:
        raise InvalidInput.saying(NO_EMAIL, slug="contact-email-invalid", check=Check.CONTENT) from problem
    if len(address) > MAX_EMAIL:
        raise InvalidInput.saying(NO_EMAIL, slug="contact-email-invalid", check=Check.CONTENT)
    return address


def read_mobile(written: str) -> str:
    """The number as ITU-T E.164 writes it: +46701740605 for 070-174 06 05. An empty one stays empty.

    Raises:
        InvalidInput: it is no Swedish mobile number and has no country code.
    """
    try:
        return international_number(written) if written.strip() else ""
    except InvalidMobileNumber as problem:
        raise InvalidInput(
            f"”{written}” är inget mobilnummer; skriv ett svenskt, som 070-174 06 05, eller + och landskod",
            f"“{written}” is no mobile number; write a Swedish one, as 070-174 06 05, or + and the country code",
            slug="contact-mobile-invalid",
            check=Check.CONTENT,
        ) from problem


def read_day(written: str) -> date:
    """The day when the recipient confirmed the line, from the form 2026-03-01.

    Raises:
        InvalidInput: it is no date, or has not been yet.
    """
    try:
        day = parse_date(written.strip())
    except ValueError:
        # Well formed, as 2026-02-30 is, and still no day.
        day = None
    if day is None:
        raise InvalidInput.saying(NO_DATE, slug="contact-date-invalid", check=Check.CONTENT)
    return require_past(day)


def require_past(day: date) -> date:
    """The day when the recipient confirmed the line: today or earlier.

    Raises:
        InvalidInput: it has not been yet.
    """
    if day > clock.today():
        raise InvalidInput.saying(DAY_TO_COME, slug="contact-date-to-come", check=Check.CONTENT)
    return day


def require_way(email: str, mobile: str) -> None:
    """Return if the recipient can be reached in one way at least.

    Raises:
        InvalidInput: there is neither an e-mail address nor a mobile number.
    """
    if not email and not mobile:
        raise InvalidInput.saying(NO_WAY, slug="contact-without-way", check=Check.CONTENT)


def require_few(lines: int) -> None:
    """Return if so many lines may come in one request.

    Raises:
        MaximumExceeded: they are too many.
    """
    if lines > MAX_LINES:
        raise MaximumExceeded(
            f"{lines} rader; {MAX_LINES} går åt gången. Dela upp dem på flera POST.",
            f"{lines} lines; {MAX_LINES} go at a time. Divide them into several POSTs.",
            slug="too-many-contact-lines",
        )


def on_line(number: int, value: InvalidValue) -> InvalidValue:
    """The same with the line's number before its text: people look for lines by number, programs by place."""
    column = f", {value.field}" if value.field else ""
    return InvalidValue(value.path, Text(f"rad {number}{column}: ", f"line {number}{column}: ") + value.text)


def _require_once(contacts: Sequence[Contact], numbers: Sequence[int]) -> None:
    counts = Counter(contact.recipient for contact in contacts)
    wrong = [
        on_line(number, InvalidValue((place, "recipient"), STANDS_TWICE))
        for place, (contact, number) in enumerate(zip(contacts, numbers, strict=True))
        if counts[contact.recipient] > 1
    ]
    if wrong:
        raise InvalidValues(wrong[:MAX_ERRORS])
