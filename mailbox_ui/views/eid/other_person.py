"""Where an open page leads when somebody else has logged in since."""

from django.http import HttpResponse

from mailbox_ui.access import page_owner
from mailbox_ui.access.session import HolderRequest, login_required


@login_required
def other_person(request: HolderRequest) -> HttpResponse:
    mark, till = request.GET.get(page_owner.MARK, ""), request.GET.get(page_owner.WAY_BACK, "")
    return page_owner.refusal_page(request, request.holder, mark, till)
