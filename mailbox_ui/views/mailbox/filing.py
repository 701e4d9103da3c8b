"""Moves and marks letters, undoes it, and keeps the folders."""

from typing import Final
from urllib.parse import urlencode

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mailbox_operator.mailbox import folders, mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import FilingStep, Folder
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import OpenedMailbox, Right
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.forms import FolderForm
from mailbox_ui.inbox.actions import perform_action, undo_step
from mailbox_ui.inbox.list_query import ListQuery
from mailbox_ui.inbox.page import load_page
from mailbox_ui.inbox.wording import undone_words, words_of_outcome
from mailbox_ui.views.mailbox.inbox import list_context

LIST: Final = "lista"
"""The parameter that names the list that a form belongs to."""
TOAST: Final = "toast"
"""Marks a notice that is shown as a toast; one that can be undone is marked by the address that undoes it."""


@require_POST
@login_required
def file_letters(request: HolderRequest, place: str) -> HttpResponse:
    """Do what a button says with the letters that were chosen."""
    opened = _opened(request, place)
    query = ListQuery.read_path(request.POST.get(LIST, ""))
    outcome = perform_action(opened, query, request.POST, by=request.holder)
    if outcome.step:
        undo_address = _undo_address(opened, query, outcome.step)
        notices.success(request, words_of_outcome(outcome), extra_tags=undo_address)
    else:
        notices.info(request, words_of_outcome(outcome), extra_tags=TOAST)
    return _list_again(request, place, query)


@require_POST
@login_required
def undo_filing(request: HolderRequest, place: str, step: str) -> HttpResponse:
    """Undo what a toast told of."""
    opened = _opened(request, place)
    query = ListQuery.read_path(request.GET.get(LIST, ""))
    notices.info(request, undone_words(undo_step(opened, step[:12], by=request.holder)), extra_tags=TOAST)
    return _list_again(request, place, query)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create_folder(request: HolderRequest, place: str) -> HttpResponse:
    opened = _opened(request, place)
    if request.method != "POST":
        return _folder_page(request, opened, FolderForm())
    form = FolderForm(request.POST)
    if not form.is_valid():
        return _folder_page(request, opened, form)
    try:
        made = folders.create_folder(opened.mailbox, form.cleaned_data["name"])
    except (folders.FolderNameTaken, folders.TooManyFolders) as problem:
        return _folder_page(request, opened, form.refused(problem))
    _note(request, opened, Event.FOLDER_CREATED, made.name)
    return redirect("mail:folder", opened.place, made.key)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_folder(request: HolderRequest, place: str, folder: str) -> HttpResponse:
    """Rename a folder."""
    opened = _opened(request, place)
    found = _folder(opened, folder)
    if request.method != "POST":
        return _folder_page(request, opened, FolderForm(initial={"name": found.name}), found)
    form = FolderForm(request.POST)
    if not form.is_valid():
        return _folder_page(request, opened, form, found)
    try:
        folders.rename_folder(found, form.cleaned_data["name"])
    except folders.FolderNameTaken as problem:
        return _folder_page(request, opened, form.refused(problem), found)
    _note(request, opened, Event.FOLDER_RENAMED, form.cleaned_data["name"])
    return redirect("mail:folder", opened.place, found.key)


@require_POST
@login_required
def remove_folder(request: HolderRequest, place: str, folder: str) -> HttpResponse:
    opened = _opened(request, place)
    found = opened.mailbox.folders.filter(key=folder).first()
    if found is None:
        notices.info(request, _("Mappen är redan borttagen."), extra_tags=TOAST)
        return redirect("mail:inbox", opened.place)
    count = folders.remove_folder(found)
    _note(request, opened, Event.FOLDER_REMOVED, found.name)
    words = _("Mappen %(name)s är borttagen. Breven i den ligger i inkorgen: %(count)d.")
    notices.info(request, words % {"name": found.name, "count": count}, extra_tags=TOAST)
    return redirect("mail:inbox", opened.place)


def _opened(request: HolderRequest, place: str) -> OpenedMailbox:
    return mailboxes.open_mailbox(request.holder, place, needs=Right.MANAGE)


def _note(request: HolderRequest, opened: OpenedMailbox, event: Event, about: str) -> None:
    mailbox_log.note_event(opened.mailbox, event, request.holder.number, request.holder.name, about=about)


def _folder(opened: OpenedMailbox, key: str) -> Folder:
    return get_object_or_404(opened.mailbox.folders.all(), key=key)


def _folder_page(
    request: HolderRequest, opened: OpenedMailbox, form: FolderForm, folder: Folder | None = None
) -> HttpResponse:
    context = {"form": form, "folder": folder, "operator": opened.operator, "place": opened.place}
    status = 422 if form.is_bound else 200
    return render(request, "mailbox/folder.html", context, status=status)


def _list_again(request: HolderRequest, place: str, query: ListQuery) -> HttpResponse:
    """The list as it is now, with what was done; opened anew, since the mailbox has another version by now."""
    opened = _opened(request, place)
    if not request.htmx:
        return redirect(query.address(opened.place))
    return render(request, "mailbox/_filed.html", list_context(load_page(opened, query)))


def _undo_address(opened: OpenedMailbox, query: ListQuery, step: FilingStep) -> str:
    return f"{reverse('mail:undo', args=[opened.place, step.key])}?{urlencode({LIST: query.path})}"
