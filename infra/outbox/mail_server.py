"""Real e-mail: to whom it may go, and what a mail server's answer means."""

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

from infra.errors import ErrorCode, MinaMeddelandenError


class NotSent(MinaMeddelandenError):
    """It did not go out, and why. `may_pass`: another attempt can succeed and cannot send it twice."""

    code = ErrorCode.SENDING_FAILED

    def __init__(self, swedish: str, english: str, *, may_pass: bool) -> None:
        super().__init__(swedish, english)
        self.may_pass = may_pass


class ServerAway(NotSent):
    """Nothing gets out at present: the server cannot be reached, or takes no letters."""


def interrupted() -> NotSent:
    """Why what was being sent when its sender died is not sent again."""
    return NotSent(
        "Avbröts medan det skickades. Det kan ha kommit fram, så det skickas inte en gång till.",
        "Interrupted while it was being sent. It may have arrived, so it is not sent again.",
        may_pass=False,
    )


@dataclass(frozen=True)
class Letter:
    """An e-mail as it is handed to the mail server."""

    message_id: str
    """The same for the same letter, however often it is tried."""
    to: str
    subject: str
    text: str
    sender_name: str = ""
    reply_to: str = ""


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

    def send(self, letter: Letter) -> None:
        """Hand one letter over.

        Raises:
            NotSent: the server refused it, could not be reached, or was lost on the way.
        """
        self.send_message(_written(letter))

    def send_message(self, message: mail.EmailMessage) -> None:
        """Hand over what is written already.

        Raises:
            NotSent: as `send`.
        """
        try:
            self._open()
            self._hand_over(message)
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
            raise NotSent(
                f"Det går inte att skriva ett brev av det: {problem}",
                f"No e-mail can be made of it: {problem}",
                may_pass=False,
            ) from problem
        except OSError as problem:
            self.reachable = False
            raise interrupted() from problem

    def _open(self) -> None:
        try:
            self._connection.open()
        except SMTPResponseException as problem:
            self.reachable = False
            refusal = _refusal(problem.smtp_code, problem.smtp_error)
            raise ServerAway(*refusal.text, may_pass=refusal.may_pass) from problem
        except OSError as problem:
            self.reachable = False
            raise ServerAway(
                f"E-postservern kan inte nås: {problem}",
                f"The mail server cannot be reached: {problem}",
                may_pass=True,
            ) from problem


def _refusal(code: int, words: bytes | str) -> NotSent:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    # 4xx: try again later. 5xx: do not. Source: RFC 5321, 4.2.1.
    return NotSent(
        f"E-postservern svarade {code} {said}",
        f"The mail server answered {code} {said}",
        may_pass=400 <= code < 500,
    )


def _written(letter: Letter) -> mail.EmailMessage:
    domain = settings.EMAIL_FROM.rpartition("@")[2]
    # The address stays our own: mail servers refuse what claims to come from a domain that is not the sender's.
    sender = formataddr((letter.sender_name, settings.EMAIL_FROM)) if letter.sender_name else settings.EMAIL_FROM
    return mail.EmailMessage(
        subject=letter.subject,
        body=letter.text,
        from_email=sender,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={"Message-ID": f"<{letter.message_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
