"""The signatures of a letter's sender and relay, verified while one looks, and the original."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render

from infra import clock
from mailbox_operator.models import Delivery
from mailbox_operator.original_xml import original_of
from mailbox_ui.access import mailboxes
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.letter import policy
from mailbox_ui.letter.evidence import read_evidence
from mailbox_ui.letter.policy import own_policy


@login_required
def show_signatures(request: HolderRequest, place: str, public_id: uuid.UUID) -> HttpResponse:
    found = mailboxes.message_of(request.holder, place, public_id)
    context = {
        "message": found,
        "is_signed": found.delivery.kind == Delivery.Kind.SECURE,
        "evidence": read_evidence(found.delivery),
        "verified_at": clock.now(),
        "operator": found.mailbox.operator,
        "place": place,
    }
    return render(request, "mailbox/signatures.html", context)


@own_policy(policy.FILE)
@login_required
def download_original(request: HolderRequest, place: str, public_id: uuid.UUID) -> HttpResponse:
    """The delivery as it came, octet by octet: only so can its signatures be verified elsewhere.

    A notification has no signatures, and names all its recipients: it is shown to none of them.
    """
    found = mailboxes.message_of(request.holder, place, public_id)
    if found.delivery.kind != Delivery.Kind.SECURE:
        raise Http404
    response = HttpResponse(original_of(found.delivery), content_type="application/xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.delivery.trans_id}.xml"'
    return response
