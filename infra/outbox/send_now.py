"""What a role sends by itself: once under each key, and together with what the role says of it."""

from collections.abc import Callable

from django.db import transaction

from infra import clock
from infra.database.sqlite_write_lock import writing
from infra.outbox import states
from infra.outbox.mail_server import Letter, MailServer, NotSent, interrupted
from infra.outbox.models import Carried
from infra.outbox.states import State
from infra.texts import Text

Also = Callable[[], bool]


def carry(draft: Carried, also: Also) -> None:
    """Send an unsaved draft, or go on with what was begun under its key.

    `also` runs in the transaction that says that it is sent: both become true, or neither. When it
    returns False, nothing is put on the phone (what a real mail server has taken stays taken).

    Raises:
        NotSent: not now (`may_pass`), or not at all.
    """
    with writing():
        item = _entered(draft)
        if item.state == State.SENT:
            also()
            return
        if item.state == State.DUE and not _leaves(item):
            states.keep(Carried, [item.pk])
            if not also():
                transaction.set_rollback(True)
            return
        is_mine = states.claim(Carried, item.pk)
    if not is_mine:
        raise _standing(item)
    _mail(item, also)


def _entered(draft: Carried) -> Carried:
    Carried.objects.bulk_create([draft], ignore_conflicts=True)
    return Carried.objects.get(key=draft.key)


def _leaves(item: Carried) -> bool:
    return Carried.objects.filter(states.leaves(), pk=item.pk).exists()


def _mail(item: Carried, also: Also) -> None:
    try:
        with MailServer() as server:
            server.send(_letter(item))
    except NotSent as problem:
        if problem.may_pass:
            states.put_off(item, problem, clock.now())
        else:
            states.give_up(Carried, [item.pk], problem)
        raise
    with writing():
        states.has_left(item)
        also()


def _letter(item: Carried) -> Letter:
    return Letter(item.key, item.address, item.subject, item.text, item.sender_name, item.sender_address)


def _standing(item: Carried) -> NotSent:
    """Why what was begun under the key cannot be gone on with."""
    if item.state == State.FAILED:
        return NotSent(*Text.parse(item.last_error), may_pass=False)
    if item.due_at > clock.now():
        return NotSent("Det skickas redan av någon annan.", "Somebody else is sending it.", may_pass=True)
    problem = interrupted()
    states.give_up(Carried, [item.pk], problem)
    return problem
