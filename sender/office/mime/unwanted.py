"""Kinds of mail that are no letter: protected, reports of mail systems, answers of calendar programs."""

import re
from email.message import Message
from typing import Final

from infra.message_rules.file_types import CALENDAR, ContentKind, recognise_content
from sender.office.mime.text import body
from sender.office.rejections import MailRejected

PGP: Final = {"application/pgp-encrypted"}
CALENDAR_ANSWERS: Final = {"reply", "counter", "refresh", "declinecounter"}
"""What calendar programs send to one another. Source: RFC 5546, 1.4."""
METHOD: Final = re.compile(rb"^METHOD[ \t]*:[ \t]*(\w{1,20})", re.IGNORECASE | re.MULTILINE)
"""What a calendar file itself says that it is for. Source: RFC 5546, 1.4."""
REPORTS: Final = {"multipart/report", "message/delivery-status", "message/disposition-notification"}


def require_letter(part: Message, kind: str) -> None:
    """Return if the part, of this type, can belong to a letter.

    Raises:
        MailRejected: it is protected, a report or an answer of a program.
    """
    if kind in PGP or kind == "multipart/encrypted":
        raise body.rejection_of_protected_mail("PGP")
    if kind == CALENDAR.content_type and _is_calendar_answer(part, str(part.get_param("method", ""))):
        raise _rejection_of_answer()
    if kind in REPORTS or part["X-Failed-Recipients"] is not None:
        raise MailRejected(
            "Det här är en studs eller ett kvitto från ett e-postsystem, och inget brev till någon.",
            "This is a bounce or a receipt of a mail system, and no letter to anybody.",
            smtp_code=550,
            status="5.7.1",
        )


def require_invitation(part: Message, octets: bytes) -> None:
    """Return if the content of a part is no calendar file that says in itself that it is an answer.

    Raises:
        MailRejected: it is one.
    """
    said = METHOD.search(octets) if recognise_content(octets) is ContentKind.CALENDAR else None
    if said and _is_calendar_answer(part, said[1].decode()):
        raise _rejection_of_answer()


def _is_calendar_answer(part: Message, method: str) -> bool:
    """Whether a calendar program sends it. What a person passes on is attached."""
    return part.get_content_disposition() != "attachment" and method.lower() in CALENDAR_ANSWERS


def _rejection_of_answer() -> MailRejected:
    return MailRejected(
        "Det här är ett svar på en mötesinbjudan, och inget brev till någon.",
        "This is an answer to an invitation to a meeting, and no letter to anybody.",
        smtp_code=550,
        status="5.7.1",
    )
