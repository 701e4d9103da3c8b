"""Send a letter on: by e-mail, out of the safe place, and to somebody else's mailbox."""

import uuid

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from infra.errors import InternalError
from infra.templatetags.formats import identity
from infra.templatetags.texts import in_own_language
from mailbox_operator.forwarding import email_forwarding, handing_on
from mailbox_operator.forwarding.email_forwarding import ForwardingOrder, TooManyForwarded
from mailbox_operator.forwarding.handing_on import CannotHandOn, HandOnOrder
from mailbox_operator.models import Delivery, Message
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import Right
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.forwarding_forms import EmailForwardForm, HandOnForm
from mailbox_ui.letter.hand_on_wording import words_of_obstacle


@login_required
def forward_by_email(request: HolderRequest, place: str, public_id: uuid.UUID) -> HttpResponse:
    found = mailboxes.message_of(request.holder, place, public_id, needs=Right.MANAGE)
    form = _email_form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            sent = email_forwarding.forward_by_email(found, _forwarding_order(request, form))
        except TooManyForwarded:
            form.add_error(
                None, _("Brevlådan har skickat vidare så mycket som den får på ett dygn. Försök i morgon.")
            )
        else:
            notices.success(request, _("Vidarebefordrat till %(address)s.") % {"address": sent.address})
            return redirect("mail:message", place, public_id)
    return _page(request, place, found, form, "mailbox/forward_by_email.html")


@login_required
def hand_on(request: HolderRequest, place: str, public_id: uuid.UUID) -> HttpResponse:
    """Deliver the letter to another mailbox."""
    found = mailboxes.message_of(request.holder, place, public_id, needs=Right.MANAGE)
    form = HandOnForm(request.POST) if request.method == "POST" else HandOnForm(initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            sent = handing_on.hand_on(found, _hand_on_order(request, form))
        except CannotHandOn as obstacle:
            form.add_error("recipient", words_of_obstacle(obstacle, found))
        except InternalError as problem:
            form.add_error(None, in_own_language(problem.text))
        else:
            notices.success(
                request, _("Lämnat till brevlådan för %(number)s.") % {"number": identity(sent.recipient)}
            )
            return redirect("mail:message", place, public_id)
    return _page(request, place, found, form, "mailbox/hand_on.html")


@login_required
def forwarded_email(request: HolderRequest, place: str, public_id: uuid.UUID, key: uuid.UUID) -> HttpResponse:
    """The e-mail as its recipient sees it."""
    found = mailboxes.message_of(request.holder, place, public_id)
    email = get_object_or_404(found.forwarded_emails.all(), key=key)
    context = {
        "message": found,
        "email": email,
        "files": email.attachments.defer("content"),
        "operator": found.mailbox.operator,
        "place": place,
    }
    return render(request, "mailbox/forwarded_email.html", context)


def _email_form(request: HolderRequest, found: Message) -> EmailForwardForm:
    attachments = list(mailboxes.attachments_of(found))
    if request.method == "POST":
        return EmailForwardForm(found, attachments, request.POST)
    return EmailForwardForm(found, attachments, initial={"key": uuid.uuid4()})


def _forwarding_order(request: HolderRequest, form: EmailForwardForm) -> ForwardingOrder:
    given, holder = form.cleaned_data, request.holder
    return ForwardingOrder(
        key=given["key"],
        address=given["address"],
        note=given["note"],
        includes_letter=form.includes_letter,
        attachments=form.chosen_attachments,
        by=holder.number,
        by_name=holder.name,
    )


def _hand_on_order(request: HolderRequest, form: HandOnForm) -> HandOnOrder:
    given, holder = form.cleaned_data, request.holder
    return HandOnOrder(given["key"], given["recipient"], given["note"], holder.number, holder.name)


def _page(
    request: HolderRequest, place: str, found: Message, form: EmailForwardForm | HandOnForm, template: str
) -> HttpResponse:
    context = {
        "message": found,
        "form": form,
        "is_signed": found.delivery.kind == Delivery.Kind.SECURE,
        "operator": found.mailbox.operator,
        "place": place,
    }
    return render(request, template, context, status=422 if form.errors else 200)
