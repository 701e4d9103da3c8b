"""The cases (ärenden) that letters in a mailbox tell of: the list, and one with its events."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from mailbox_operator.matters import cases
from mailbox_operator.matters.cases import Case, Turn
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import OpenedMailbox, Right
from mailbox_ui.access.session import HolderRequest, login_required

PAGE: Final = 30
"""Cases of one kind on a page."""


@dataclass(frozen=True, slots=True)
class Section:
    """Cases in which it is the same one's turn."""

    turn: Turn
    page: Page[Case]

    @property
    def total(self) -> int:
        return self.page.paginator.count


@login_required
def cases_list(request: HolderRequest, place: str) -> HttpResponse:
    opened = mailboxes.open_mailbox(request.holder, place)
    found = cases.cases_of(opened.mailbox, with_unread=_sees_unread(opened))
    wanted = next((turn for turn in Turn if turn.value == request.GET.get("visa")), None)
    number = request.GET.get("sida", "1")
    sections = [_section(turn, found, number if turn is wanted else "1") for turn in Turn]
    context = {
        "sections": [
            section for section in sections if section.total and (wanted is None or section.turn is wanted)
        ],
        "wanted": wanted,
        "operator": opened.operator,
        "place": opened.place,
    }
    return render(request, "cases/cases.html", context)


@login_required
def show_case(request: HolderRequest, place: str, public_id: uuid.UUID) -> HttpResponse:
    """The case that a letter belongs to; any of its letters names it."""
    opened = mailboxes.open_mailbox(request.holder, place)
    found = cases.case_with(opened.mailbox, public_id, with_unread=_sees_unread(opened))
    if found is None:
        raise Http404
    context = {
        "case": found,
        "from_letter": public_id if request.GET.get("fran") == "brevet" else None,
        "operator": opened.operator,
        "place": opened.place,
    }
    return render(request, "cases/case.html", context)


def _section(turn: Turn, found: Sequence[Case], number: str) -> Section:
    return Section(turn, Paginator([case for case in found if case.turn is turn], PAGE).get_page(number))


def _sees_unread(opened: OpenedMailbox) -> bool:
    return opened.allows(Right.READ_NEW)
