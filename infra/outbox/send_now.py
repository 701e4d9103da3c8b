"""Sends one message that a role has made: at most once under each key."""

from collections.abc import Callable

from django.db import transaction

from infra import clock
from infra.database.write_transaction import write_transaction
from infra.outbox import states
from infra.outbox.disrupted import require_undisrupted
from infra.outbox.exchange_reports import report_failure, report_sent
from infra.outbox.mail_server import Email, EmailNotSent, MailServer, interrupted_error
from infra.outbox.models import OutboxMessage
from infra.outbox.states import State

OnSent = Callable[[], bool]


def send_once(draft: OutboxMessage, on_sent: OnSent) -> None:
    """Send an unsaved draft, or go on with the message that was begun under its key.

    `on_sent` runs in the transaction that records that the message is sent: both become true, or neither.
    When it returns False, nothing is shown on the phone; an e-mail that a mail server has taken stays sent.

    Raises:
        EmailNotSent: not now (`is_temporary`), or never.
    """
    require_undisrupted(draft)
    with write_transaction():
        item = _get_or_create(draft)
        if item.state == State.SENT:
            on_sent()
            return
        if item.state == State.DUE and not _may_leave_simulator(item):
            states.mark_shown_on_phone(OutboxMessage, [item.pk])
            if on_sent():
                transaction.on_commit(lambda: report_sent(OutboxMessage, [item.pk]))
            else:
                transaction.set_rollback(True)
            return
        is_claimed = states.claim_for_sending(OutboxMessage, item.pk)
    if not is_claimed:
        raise _error_of_begun(item)
    _send_by_email(item, on_sent)


def _get_or_create(draft: OutboxMessage) -> OutboxMessage:
    OutboxMessage.objects.bulk_create([draft], ignore_conflicts=True)
    return OutboxMessage.objects.get(key=draft.key)


def _may_leave_simulator(item: OutboxMessage) -> bool:
    return OutboxMessage.objects.filter(states.may_leave_simulator(), pk=item.pk).exists()


def _send_by_email(item: OutboxMessage, on_sent: OnSent) -> None:
    try:
        with MailServer() as server:
            server.send(_email_of(item))
    except EmailNotSent as problem:
        report_failure(item, problem)
        if problem.is_temporary:
            states.postpone_message(item, problem, clock.now())
        else:
            states.mark_failed(OutboxMessage, [item.pk], problem)
        raise
    with write_transaction():
        states.mark_sent(item)
        on_sent()
    report_sent(OutboxMessage, [item.pk])


def _email_of(item: OutboxMessage) -> Email:
    return Email(item.key, item.address, item.subject, item.text, item.sender_name, item.sender_address)


def _error_of_begun(item: OutboxMessage) -> EmailNotSent:
    """The error when the message was begun under the key by another call."""
    if item.state == State.FAILED:
        return EmailNotSent(*item.last_error, is_temporary=False)
    if not OutboxMessage.objects.filter(states.is_interrupted(), pk=item.pk).exists():
        return EmailNotSent("Det skickas redan av någon annan.", "Somebody else is sending it.", is_temporary=True)
    problem = interrupted_error()
    states.mark_failed(OutboxMessage, [item.pk], problem)
    return problem
