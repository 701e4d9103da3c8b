"""Real e-mail: to whom it may go, and what a mail server's answer means."""

from contextlib import suppress
from functools import reduce
from operator import or_
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core import mail
from django.db.models import Q
from django.utils.translation import gettext

from mailbox_operator.models import Announcement


class NotSent(Exception):
    """The announcement did not go out. `may_pass`: another attempt can succeed and cannot send it twice."""

    def __init__(self, reason: str, *, may_pass: bool) -> None:
        super().__init__(reason)
        self.may_pass = may_pass


def allowed(field: str) -> Q:
    """Match the addresses that real e-mail may go to: none without EMAIL_URL, else MM_EMAIL_ALLOWED.

    An entry is an address, or a domain with a leading @ (its subdomains are not meant). Case does not
    matter.
    """
    entries = settings.EMAIL_ALLOWED if settings.EMAIL_URL else []
    return reduce(or_, [_matches(field, entry) for entry in entries], Q(pk__in=[]))


def _matches(field: str, entry: str) -> Q:
    lookup = "iendswith" if entry.startswith("@") else "iexact"
    return Q(**{f"{field}__{lookup}": entry})


def interrupted() -> str:
    """Why an announcement whose sender died is not sent again."""
    return gettext("Avbröts medan det skickades. Det kan ha kommit fram, så det skickas inte en gång till.")


class MailServer:
    """One conversation with the mail server of EMAIL_URL."""

    def __init__(self) -> None:
        self._connection = mail.get_connection()
        self.reachable = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, announcement: Announcement) -> None:
        """Hand one announcement over.

        Raises:
            NotSent: the server refused it, could not be reached, or was lost on the way.
        """
        try:
            self._open()
            self._hand_over(_letter(announcement))
        except NotSent:
            # smtplib hangs up after some refusals; the next one begins a new conversation.
            self.close()
            raise

    def close(self) -> None:
        with suppress(OSError):
            self._connection.close()

    def _hand_over(self, letter: mail.EmailMessage) -> None:
        try:
            self._connection.send_messages([letter])
        except SMTPRecipientsRefused as problem:
            code, words = next(iter(problem.recipients.values()))
            raise _refusal(code, words) from problem
        except SMTPResponseException as problem:
            raise _refusal(problem.smtp_code, problem.smtp_error) from problem
        except (SMTPNotSupportedError, ValueError) as problem:
            reason = gettext("Det går inte att skriva ett brev av det: %(problem)s") % {"problem": problem}
            raise NotSent(reason, may_pass=False) from problem
        except OSError as problem:
            self.reachable = False
            raise NotSent(interrupted(), may_pass=False) from problem

    def _open(self) -> None:
        try:
            self._connection.open()
        except SMTPResponseException as problem:
            self.reachable = False
            raise _refusal(problem.smtp_code, problem.smtp_error) from problem
        except OSError as problem:
            self.reachable = False
            reason = gettext("E-postservern kan inte nås: %(problem)s") % {"problem": problem}
            raise NotSent(reason, may_pass=True) from problem


def _refusal(code: int, words: bytes | str) -> NotSent:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    reason = gettext("E-postservern svarade %(code)s %(said)s") % {"code": code, "said": said}
    # 4xx: try again later. 5xx: do not. Source: RFC 5321, 4.2.1.
    return NotSent(reason, may_pass=400 <= code < 500)


def _letter(announcement: Announcement) -> mail.EmailMessage:
    domain = settings.EMAIL_FROM.rpartition("@")[2]
    return mail.EmailMessage(
        subject=announcement.subject,
        body=announcement.text,
        from_email=settings.EMAIL_FROM,
        to=[announcement.address],
        headers={
            "Message-ID": f"<{announcement.message.public_id}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
