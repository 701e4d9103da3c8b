"""How the holder hears of new mail: confirmed addresses, channels and language."""

from collections.abc import Callable, Mapping
from typing import Final

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from infra.database.write_transaction import write_transaction
from infra.outbox.mail_server import EmailNotSent
from mailbox_operator.customers import contacts
from mailbox_operator.customers.contacts import Channel, CodeOutcome
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import Mailbox
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import OpenedMailbox, Right
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.language import choose_language
from mailbox_ui.settings_forms import ADDRESS_FORMS, AnnouncementForm, CodeForm

Forms = Mapping[str, Form]


@login_required
def show_preferences(request: HolderRequest, place: str) -> HttpResponse:
    opened = mailboxes.open_mailbox(request.holder, place, needs=Right.MANAGE)
    form = AnnouncementForm(request.POST or None, instance=opened.mailbox)
    if request.method == "POST" and form.is_valid():
        _save(request, opened.mailbox, form)
        if opened.is_own:
            choose_language(request, opened.mailbox.language)
        return redirect("mail:preferences", place)
    return _page(request, opened, {}, form, status=422 if form.errors else 200)


@login_required
@require_POST
def change_contact(request: HolderRequest, place: str, channel: str) -> HttpResponse:
    """A step with an address: send a code, confirm it, begin anew, or remove the address."""
    opened = mailboxes.open_mailbox(request.holder, place, needs=Right.MANAGE)
    step = STEPS.get(request.POST.get("do", ""))
    if step is None or channel not in Channel.values:
        raise Http404
    wrong = step(request, opened.mailbox, Channel(channel))
    if wrong is None:
        return redirect("mail:preferences", place)
    return _page(request, opened, {channel: wrong}, AnnouncementForm(instance=opened.mailbox), status=422)


def _save(request: HolderRequest, mailbox: Mailbox, form: AnnouncementForm) -> None:
    with write_transaction():
        form.save()
        changed = set(form.changed_data)
        by = (request.holder.number, request.holder.name)
        if "language" in changed:
            mailbox_log.note_event(mailbox, Event.LANGUAGE_CHANGED, *by, about=mailbox.get_language_display())
        if changed - {"language"}:
            mailbox_log.note_event(mailbox, Event.ANNOUNCEMENTS_CHANGED, *by)
    with translation.override(mailbox.language if mailbox.holder == request.holder.number else None):
        messages.success(request, _("Dina inställningar är sparade."))


def _send(request: HolderRequest, mailbox: Mailbox, channel: Channel) -> Form | None:
    """Returns the form that says what is wrong; None: the code is sent."""
    form: Form = ADDRESS_FORMS[channel](request.POST)
    if not form.is_valid():
        return form
    try:
        contacts.send_code(mailbox, channel, form.cleaned_data["address"], request.holder.number)
    except contacts.TooManyCodes:
        form.add_error(
            "address", _("Vi har skickat fem koder den senaste timmen. Vänta en stund och försök igen.")
        )
        return form
    except EmailNotSent:
        form.add_error("address", _("Koden gick inte att skicka. Kontrollera adressen och försök igen."))
        return form
    return None


def _confirm(request: HolderRequest, mailbox: Mailbox, channel: Channel) -> Form | None:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return form
    holder = request.holder
    outcome = contacts.confirm_address(mailbox, channel, form.cleaned_data["code"], holder.number, holder.name)
    if outcome is CodeOutcome.CONFIRMED:
        messages.success(request, CONFIRMED[channel]())
        return None
    if outcome is CodeOutcome.WRONG:
        form.add_error("code", _("Koden stämmer inte. Kontrollera siffrorna och försök igen."))
        return form
    again: Form = ADDRESS_FORMS[channel](request.POST)
    again.add_error(None, _("Koden gäller inte längre. Skicka en ny."))
    return again


def _withdraw(_request: HolderRequest, mailbox: Mailbox, channel: Channel) -> None:
    contacts.withdraw_codes(mailbox, channel)


def _remove(request: HolderRequest, mailbox: Mailbox, channel: Channel) -> None:
    contacts.remove_address(mailbox, channel, request.holder.number, request.holder.name)
    messages.success(request, _("Uppgiften är borttagen. Du får inga aviseringar där."))


STEPS: Final[Mapping[str, Callable[[HolderRequest, Mailbox, Channel], Form | None]]] = {
    "send": _send,
    "confirm": _confirm,
    "withdraw": _withdraw,
    "remove": _remove,
}
CONFIRMED: Final[Mapping[Channel, Callable[[], str]]] = {
    Channel.EMAIL: lambda: _("Din e-postadress är bekräftad. Ny post aviseras dit."),
    Channel.SMS: lambda: _("Ditt mobilnummer är bekräftat. Ny post aviseras dit."),
}


def _page(
    request: HolderRequest, opened: OpenedMailbox, wrong: Forms, form: AnnouncementForm, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "opened": opened,
        "mailbox": opened.mailbox,
        "channels": [_channel(opened.mailbox, channel, wrong) for channel in (Channel.SMS, Channel.EMAIL)],
        "operator": opened.operator,
        "place": opened.place,
    }
    return render(request, "settings/announcements.html", context, status=status)


def _channel(mailbox: Mailbox, channel: Channel, wrong: Forms) -> dict[str, object]:
    """What the page shows of a channel: the confirmed address, the code that waits, and the next step's form."""
    form = wrong.get(channel)
    asks_for_address = form is not None and not isinstance(form, CodeForm)
    prefix = f"id_{channel}_%s"
    if form is not None:
        form.auto_id = prefix
    is_sms = channel is Channel.SMS
    return {
        "name": channel.value,
        "address": mailbox.mobile if is_sms else mailbox.email,
        "code": None if asks_for_address else contacts.waiting_code(mailbox, channel),
        "code_form": form if isinstance(form, CodeForm) else CodeForm(auto_id=prefix),
        "address_form": form if asks_for_address else ADDRESS_FORMS[channel](auto_id=prefix),
        "is_wrong": form is not None,
    }
