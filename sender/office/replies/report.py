"""Writes a reply as an e-mail that people and mail programs understand. Source: RFC 3464, RFC 6522, RFC 3834."""

from email import policy
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.utils import format_datetime, formataddr
from typing import Final

from django.conf import settings

from sender.office.mime.decoding.headers import on_one_line
from sender.office.models import OfficeReply
from sender.office.rejections import in_ascii

NAME: Final = "Mina meddelanden (simulerat)"
ACTIONS: Final = {
    OfficeReply.Kind.BOUNCE: ("failed", "5.0.0"),
    OfficeReply.Kind.RECEIPT: ("delivered", "2.0.0"),
}
MAX_DIAGNOSIS: Final = 800


def write_report(reply: OfficeReply) -> bytes:
    """The whole e-mail: a part for people, a part for programs, and the headers of the mail that it answers."""
    report = MIMEMultipart("report", policy=policy.SMTP)
    report.set_param("report-type", "delivery-status")
    _write_headers(report, reply)
    report.attach(_people_part(reply))
    report.attach(_program_part(reply))
    report.attach(_original_part(reply))
    return report.as_bytes()


def _write_headers(report: Message, reply: OfficeReply) -> None:
    mail, domain = reply.mail, settings.EMAIL_FROM.rpartition("@")[2]
    report["From"] = formataddr((NAME, settings.EMAIL_FROM))
    report["To"] = reply.address
    report["Subject"] = reply.subject
    report["Date"] = format_datetime(reply.created_at)
    report["Message-ID"] = f"<office-reply-{mail.distribution.distribution_id}@{domain}>"
    if _is_plain(mail.message_id):
        report["In-Reply-To"] = report["References"] = mail.message_id
    # No program answers a mail with these headers, so two programs never answer each other without end.
    report["Auto-Submitted"] = "auto-replied"
    report["X-Auto-Response-Suppress"] = "All"


def _people_part(reply: OfficeReply) -> Message:
    part = EmailMessage(policy=policy.SMTP)
    # manage.py office_mail shows the raw e-mail in the terminal, so it must be readable without decoding.
    part.set_content(reply.text, cte="quoted-printable")
    return part


def _program_part(reply: OfficeReply) -> Message:
    action, status = ACTIONS[OfficeReply.Kind(reply.kind)]
    whole, one = EmailMessage(), EmailMessage()
    whole["Reporting-MTA"] = f"dns; {settings.HOSTS[0]}"
    whole["Arrival-Date"] = format_datetime(reply.mail.received_at)
    one["Final-Recipient"] = f"rfc822; {in_ascii(reply.mail.addressed_to)}"
    one["Action"] = action
    one["Status"] = status
    if reply.reason:
        words = in_ascii(on_one_line(reply.reason.on_wire))[:MAX_DIAGNOSIS]
        one["Diagnostic-Code"] = f"X-Mina-Meddelanden; {words}"
    part = MIMENonMultipart("message", "delivery-status", policy=policy.SMTP)
    part.set_payload([whole, one])
    return part


def _original_part(reply: OfficeReply) -> Message:
    """The headers that identify the mail. Its text is left out: a reply may be read on its way."""
    mail = reply.mail
    headers = EmailMessage(policy=policy.SMTP)
    if _is_plain(mail.message_id):
        headers["Message-ID"] = mail.message_id
    headers["From"] = mail.address
    headers["To"] = in_ascii(mail.addressed_to)
    headers["Subject"] = mail.subject
    part = MIMENonMultipart("text", "rfc822-headers", policy=policy.SMTP)
    part.set_payload(headers.as_string())
    return part


def _is_plain(message_id: str) -> bool:
    return message_id.isascii() and message_id.isprintable() and 2 < len(message_id) < MAX_DIAGNOSIS
