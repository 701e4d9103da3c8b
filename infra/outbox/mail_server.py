"""Real e-mail: the addresses that it may go to, and the meaning of a mail server's answers."""

from contextlib import suppress
from dataclasses import dataclass
from email.utils import formataddr
from functools import reduce
from operator import or_
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core import mail
from django.db.models import Q

from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check


class EmailNotSent(MinaMeddelandenError):
    """A message was not sent. `is_temporary`: another attempt can succeed and cannot send it twice."""

    code = ErrorCode.SENDING_FAILED
    slug = "mail-not-sent"
    check = Check.SYSTEM

    def __init__(self, swedish: str, english: str, *, is_temporary: bool) -> None:
        super().__init__(swedish, english)
        self.is_temporary = is_temporary


class MailServerUnreachable(EmailNotSent):
    """The server cannot be reached, or takes no e-mail at present."""

    slug = "mail-server-unreachable"
    check = Check.SYSTEM


def interrupted_error() -> EmailNotSent:
    """The error of a message that a process was sending when it died: it is not sent again."""
    return EmailNotSent(
        "Avbröts medan det skickades. Det kan ha kommit fram, så det skickas inte en gång till.",
        "Interrupted while it was being sent. It may have arrived, so it is not sent again.",
        is_temporary=False,
    )


def unexpected_error(problem: Exception) -> EmailNotSent:
    """The failure of a message that made an error of the simulator's own while it was sent."""
    name = type(problem).__name__
    return EmailNotSent(
        f"Ett fel i simulatorn hindrade det ({name}). Loggen säger mer.",
        f"An error in the simulator prevented it ({name}). The log says more.",
        is_temporary=False,
    )


@dataclass(frozen=True)
class Email:
    """An e-mail as it is handed to the mail server."""

    message_id: str
    """The same in every attempt to send this e-mail."""
    to: str
    subject: str
    text: str
    sender_name: str = ""
    reply_to: str = ""


def is_allowed(field: str) -> Q:
    """The rows with an address that real e-mail may go to: none without EMAIL_URL, else those of MM_EMAIL_ALLOWED.

    An entry is an address, or a domain with a leading @ (its subdomains are not meant). Case does not
    matter.
    """
    entries = settings.EMAIL_ALLOWED if settings.EMAIL_URL else []
    return reduce(or_, [_matches_entry(field, entry) for entry in entries], Q(pk__in=[]))


def _matches_entry(field: str, entry: str) -> Q:
    lookup = "iendswith" if entry.startswith("@") else "iexact"
    return Q(**{f"{field}__{lookup}": entry})


class MailServer:
    """One conversation with the mail server of EMAIL_URL."""

    def __init__(self) -> None:
        self._connection = mail.get_connection()
        self.is_reachable = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, email: Email) -> None:
        """Send one e-mail.

        Raises:
            EmailNotSent: the server refused it, could not be reached, or was lost on the way.
        """
        self.send_message(_django_message(email))

    def send_message(self, message: mail.EmailMessage) -> None:
        """Send an e-mail that is written already.

        Raises:
            EmailNotSent: as in `send`.
        """
        try:
            self._open()
            self._hand_over(message)
        except EmailNotSent:
            # smtplib closes the connection after some refusals, so the next e-mail opens a new one.
            self.close()
            raise

    def close(self) -> None:
        with suppress(OSError):
            self._connection.close()

    def _hand_over(self, message: mail.EmailMessage) -> None:
        try:
            self._connection.send_messages([message])
        except SMTPRecipientsRefused as problem:
            code, answer = next(iter(problem.recipients.values()))
            raise _refusal_of(code, answer) from problem
        except SMTPResponseException as problem:
            raise _refusal_of(problem.smtp_code, problem.smtp_error) from problem
        except (SMTPNotSupportedError, ValueError) as problem:
            raise _not_written(problem) from problem
        except OSError as problem:
            self.is_reachable = False
            raise interrupted_error() from problem
        except Exception as problem:
            # The e-mail package fails on some addresses with errors of its own, such as AttributeError for a@[.
            raise _not_written(problem) from problem

    def _open(self) -> None:
        try:
            self._connection.open()
        except SMTPResponseException as problem:
            self.is_reachable = False
            refusal = _refusal_of(problem.smtp_code, problem.smtp_error)
            raise MailServerUnreachable(*refusal.text, is_temporary=refusal.is_temporary) from problem
        except OSError as problem:
            self.is_reachable = False
            raise MailServerUnreachable(
                f"E-postservern kan inte nås: {problem}",
                f"The mail server cannot be reached: {problem}",
                is_temporary=True,
            ) from problem


def _not_written(problem: Exception) -> EmailNotSent:
    return EmailNotSent(
        f"Det går inte att skriva ett brev av det: {problem}",
        f"No e-mail can be made of it: {problem}",
        is_temporary=False,
    )


def _refusal_of(code: int, answer: bytes | str) -> EmailNotSent:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    # 4xx: try again later. 5xx: do not. Source: RFC 5321, 4.2.1.
    return EmailNotSent(
        f"E-postservern svarade {code} {text}",
        f"The mail server answered {code} {text}",
        is_temporary=400 <= code < 500,
    )


def sender_header(name: str) -> str:
    """The header From. Its address is always EMAIL_FROM: servers refuse a sender's address of another domain."""
    return formataddr((name, settings.EMAIL_FROM)) if name else str(settings.EMAIL_FROM)


def _django_message(email: Email) -> mail.EmailMessage:
    domain = settings.EMAIL_FROM.rpartition("@")[2]
    return mail.EmailMessage(
        subject=email.subject,
        body=email.text,
        from_email=sender_header(email.sender_name),
        to=[email.to],
        reply_to=[email.reply_to] if email.reply_to else None,
        headers={"Message-ID": f"<{email.message_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
