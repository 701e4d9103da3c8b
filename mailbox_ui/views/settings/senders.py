"""Which senders the holder accepts: searched, chosen, and signed with the e-legitimation."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from infra.database.write_transaction import write_transaction
from infra.errors import InternalError
from infra.errors.codes import ErrorCode
from infra.far_client import RegisterRefused
from mailbox_operator.customers import choices
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import OpenedMailbox, Right
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.eid import sign_text

NEW_IN_SESSION: Final = "new_senders"


@dataclass(frozen=True, slots=True)
class ListedSender:
    """A sender as the list shows it."""

    number: str
    name: str
    is_accepted: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Change:
    """The senders that the holder will accept, and how that differs from now."""

    accepted: frozenset[str]
    newly_accepted: list[str]
    newly_refused: list[str]
    """Names."""
    text: str
    """The text to sign."""


@login_required
def show_senders(request: HolderRequest, place: str) -> HttpResponse:
    """The list; with `sok`, the senders with these words in their name."""
    opened = mailboxes.open_mailbox(request.holder, place, needs=Right.OWN)
    try:
        context = _list(request, opened)
    except (InternalError, RegisterRefused) as problem:
        return _unavailable(request, opened, problem)
    return render(request, "settings/senders.html", context)


@login_required
@require_POST
def change_senders(request: HolderRequest, place: str) -> HttpResponse:
    """Show what is to be signed; with `signed`, sign it and tell the register."""
    opened = mailboxes.open_mailbox(request.holder, place, needs=Right.OWN)
    try:
        change = _change(request, opened)
        if not change.newly_accepted and not change.newly_refused and "pending" not in request.POST:
            messages.info(request, _("Du har inte ändrat något."))
        elif "signed" not in request.POST:
            return _review(request, opened, change)
        else:
            _store(request, opened, change)
    except (InternalError, RegisterRefused) as problem:
        return _unavailable(request, opened, problem)
    return redirect("mail:senders", place)


@login_required
@require_POST
def withdraw_senders(request: HolderRequest, place: str) -> HttpResponse:
    """Give up a change that waits for the signatures of others."""
    opened = mailboxes.open_mailbox(request.holder, place, needs=Right.OWN)
    try:
        choices.withdraw_pending(opened.operator.name, opened.mailbox.holder, request.holder.number)
    except (InternalError, RegisterRefused) as problem:
        return _unavailable(request, opened, problem)
    messages.success(request, _("Ändringen är återtagen. Det som gällde förut gäller."))
    return redirect("mail:senders", place)


def _list(request: HolderRequest, opened: OpenedMailbox) -> dict[str, object]:
    operator, holder = opened.operator.name, opened.mailbox.holder
    known = choices.registered_senders(operator)
    accepted = choices.accepted_senders(operator, holder, request.holder.number)
    kept_out = choices.kept_out_by_operator(opened.operator, holder, accepted & known.keys())
    new, words = _new(request, opened, known.keys()), request.GET.get("sok", "").strip()
    listed = [
        ListedSender(number, name, number in accepted, number in new)
        for number, name in known.items()
        if words.casefold() in name.casefold() and number not in kept_out
    ]
    listed.sort(key=lambda sender: not sender.is_new)
    pending = choices.pending_choices(operator, holder, request.holder.number) if opened.is_company else None
    return {
        "opened": opened,
        "operator": opened.operator,
        "place": opened.place,
        "senders": listed,
        "kept_out": [name for number, name in known.items() if number in kept_out],
        "words": words,
        "total": len(known.keys() - kept_out),
        "refused": len(known.keys() - accepted),
        "pending": pending,
        "may_sign_pending": pending is not None and pending.signing.lacks(request.holder.number),
        "pending_refused": [name for number, name in known.items() if pending and number not in pending.accepted],
    }


def _new(request: HolderRequest, opened: OpenedMailbox, numbers: Collection[str]) -> frozenset[str]:
    """Those that came since the holder last looked; they stay marked until the next log-in."""
    marked = request.session.setdefault(NEW_IN_SESSION, {})
    key = opened.mailbox.key
    fresh = choices.new_senders(opened.mailbox, numbers)
    marked[key] = sorted({*marked.get(key, []), *fresh})
    request.session.modified = True
    return frozenset(marked[key])


def _change(request: HolderRequest, opened: OpenedMailbox) -> Change:
    """What the form asks for. It names the senders that it showed, and others stay as they are."""
    operator, holder = opened.operator.name, opened.mailbox.holder
    known = choices.registered_senders(operator)
    now = choices.accepted_senders(operator, holder, request.holder.number)
    if "pending" in request.POST:
        pending = choices.pending_choices(operator, holder, request.holder.number)
        accepted = pending.accepted if pending else now
    else:
        shown, wanted = set(request.POST.getlist("shown")), set(request.POST.getlist("accept"))
        accepted = frozenset((now - shown | wanted & shown) & known.keys())
    refused = [name for number, name in known.items() if number not in accepted]
    return Change(
        accepted,
        [known[number] for number in sorted(accepted - now) if number in known],
        [known[number] for number in sorted(now - accepted) if number in known],
        choices.write_agreement(_owner(opened), refused),
    )


def _review(request: HolderRequest, opened: OpenedMailbox, change: Change) -> HttpResponse:
    context = {
        "opened": opened,
        "operator": opened.operator,
        "place": opened.place,
        "change": change,
        "shown": request.POST.getlist("shown"),
        "accept": request.POST.getlist("accept"),
        "pending": "pending" in request.POST,
    }
    return render(request, "settings/senders_review.html", context)


def _store(request: HolderRequest, opened: OpenedMailbox, change: Change) -> None:
    person = request.holder
    signature = sign_text(person.number, change.text)
    signing = choices.store_choices(
        opened.operator.name, opened.mailbox.holder, person.number, change.accepted, change.text, signature
    )
    if signing.is_undecidable:
        messages.error(
            request, _("Ingen dator kan avgöra vem som får skriva under för företaget. Inget är ändrat.")
        )
        return
    if not signing.is_complete:
        names = ", ".join(signer.name for signer in signing.possible_signers)
        messages.warning(
            request, _("Din underskrift är sparad. Ändringen gäller när fler har skrivit under: %s.") % names
        )
        return
    with write_transaction():
        for event, names_of in (
            (Event.SENDER_ACCEPTED, change.newly_accepted),
            (Event.SENDER_REFUSED, change.newly_refused),
        ):
            for name in names_of:
                mailbox_log.note_event(opened.mailbox, event, person.number, person.name, about=name)
    messages.success(request, _("Dina val är sparade. Avsändarna ser dem nu."))


def _owner(opened: OpenedMailbox) -> str:
    return opened.mailbox.holder_name or opened.mailbox.holder


def _unavailable(
    request: HolderRequest, opened: OpenedMailbox, problem: InternalError | RegisterRefused
) -> HttpResponse:
    code = getattr(problem, "fault_code", None)
    context = {
        "opened": opened,
        "operator": opened.operator,
        "place": opened.place,
        "is_elsewhere": code in {ErrorCode.ACCESS_DENIED, ErrorCode.ACCOUNT_DOES_NOT_EXIST},
        "is_pending": code == ErrorCode.ILLEGAL_STATE,
    }
    return render(request, "settings/unavailable.html", context, status=409 if code else 503)
