"""Preview: a reply or a receipt to a letter, where the sender asked for it."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mailbox_operator.answers import storing
from mailbox_operator.models import Answer, Message
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import Right
from mailbox_ui.access.session import HolderRequest, login_required


class ReplyForm(forms.Form):
    """The words of a reply. The token tells the same form from another."""

    text = forms.CharField(
        label=_("Ditt svar"),
        max_length=storing.MAX_REPLY,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Bara avsändaren ser svaret. Det går inte att ångra."),
        error_messages={
            "required": _("Skriv ditt svar."),
            "max_length": _("Svaret är för långt: högst 5 000 tecken."),
        },
    )
    token = forms.UUIDField(widget=forms.HiddenInput)


@login_required
def send_reply(request: HolderRequest, place: str, public_id: uuid.UUID) -> HttpResponse:
    found = _message(request, place, public_id)
    form = ReplyForm(request.POST) if request.method == "POST" else ReplyForm(initial={"token": uuid.uuid4()})
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "message": found, "operator": found.mailbox.operator, "place": place}
        return render(request, "answers/reply.html", context, status=422 if form.errors else 200)
    try:
        values = form.cleaned_data
        storing.store_reply(found, values["text"], token=values["token"], **_person(request))
    except storing.NotAsked as problem:
        raise Http404 from problem
    messages.success(request, _t("Ditt svar är lämnat till avsändaren."))
    return redirect("mail:message", place, public_id)


@require_POST
@login_required
def send_receipt(request: HolderRequest, place: str, public_id: uuid.UUID) -> HttpResponse:
    found = _message(request, place, public_id)
    try:
        storing.store_receipt(found, **_person(request))
    except storing.NotAsked as problem:
        raise Http404 from problem
    messages.success(request, _t("Avsändaren får veta att du har tagit emot brevet."))
    return redirect("mail:message", place, public_id)


def answer_context(message: Message) -> dict[str, Any]:
    """What a letter's page shows of the preview; nothing where it is off, or the sender asks for nothing."""
    answer_request = getattr(message, "answer_request", None) if settings.PREVIEW else None
    if answer_request is None:
        return {}
    answers = list(message.answers.all())
    given = [answer for answer in answers if answer.kind == Answer.Kind.RECEIPT]
    return {
        "answer_request": answer_request,
        "replies": [answer for answer in answers if answer.kind == Answer.Kind.REPLY],
        "receipt": given[0] if given else None,
    }


def _message(request: HolderRequest, place: str, public_id: uuid.UUID) -> Message:
    """The letter, if it can be answered. A person without the right to open it is refused first, and noted.

    Raises:
        Http404: also where the preview is off, or the sender asks for nothing.
    """
    found = mailboxes.message_of(request.holder, place, public_id, needs=Right.MANAGE)
    if not settings.PREVIEW or getattr(found, "answer_request", None) is None:
        raise Http404
    return found


def _person(request: HolderRequest) -> dict[str, str]:
    return {"by": request.holder.number, "by_name": request.holder.name}
