"""Moves and marks letters, undoes it, and keeps the folders."""

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mailbox_operator import filing, folders
from mailbox_operator.models import Folder
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import OpenedMailbox, Right
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.inbox.actions import Outcome, perform
from mailbox_ui.inbox.list_query import Box, ListQuery
from mailbox_ui.inbox.page import load_page
from mailbox_ui.inbox.words import undone_words, words_of_outcome
from mailbox_ui.forms import FolderForm
from mailbox_ui.views.inbox import list_context

LIST = "lista"
"""The parameter that names the list that a form belongs to."""


@require_POST
@login_required
def file_letters(request: HolderRequest, place: str) -> HttpResponse:
    opened = _opened(request, place)
    query = ListQuery.read_path(request.POST.get(LIST, ""))
    outcome = perform(opened, query, request.POST)
    if request.htmx:
        # The mailbox has another version by now.
        return _renewed_list(request, _opened(request, place), query, outcome)
    if outcome.step is None:
        notices.info(request, words_of_outcome(outcome))
        return redirect(query.address(opened.place))
    return redirect(_with_step(query.address(opened.place), outcome.step.key))


@require_POST
@login_required
def undo(request: HolderRequest, place: str) -> HttpResponse:
    opened = _opened(request, place)
    query = ListQuery.read_path(request.POST.get(LIST, ""))
    words = undone_words(filing.undo(opened.mailbox, request.POST.get("steg", "")[:12]))
    if request.htmx:
        page = load_page(_opened(request, place), query)
        return render(request, "mailbox/_filed.html", list_context(page) | {"words": words})
    notices.info(request, words)
    return redirect(query.address(opened.place))


@require_POST
@login_required
def create_folder(request: HolderRequest, place: str) -> HttpResponse:
    opened = _opened(request, place)
    form = FolderForm(request.POST)
    if not form.is_valid():
        return _folder_page(request, opened, form)
    try:
        made = folders.create_folder(opened.mailbox, form.cleaned_data["name"])
    except (folders.FolderNameTaken, folders.TooManyFolders) as problem:
        return _folder_page(request, opened, form.refused(problem))
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
    return redirect("mail:folder", opened.place, found.key)


@require_POST
@login_required
def remove_folder(request: HolderRequest, place: str, folder: str) -> HttpResponse:
    opened = _opened(request, place)
    found = opened.mailbox.folders.filter(key=folder).first()
    if found is None:
        notices.info(request, _("Mappen är redan borttagen."))
        return redirect("mail:inbox", opened.place)
    count = folders.remove_folder(found)
    words = _("Mappen %(name)s är borttagen. Breven i den ligger i inkorgen: %(count)d.")
    notices.info(request, words % {"name": found.name, "count": count})
    return redirect("mail:inbox", opened.place)


def _opened(request: HolderRequest, place: str) -> OpenedMailbox:
    return mailboxes.open_mailbox(request.holder, place, needs=Right.MANAGE)


def _folder(opened: OpenedMailbox, key: str) -> Folder:
    return get_object_or_404(opened.mailbox.folders.all(), key=key)


def _folder_page(
    request: HolderRequest, opened: OpenedMailbox, form: FolderForm, folder: Folder | None = None
) -> HttpResponse:
    context = {"form": form, "folder": folder, "operator": opened.operator, "place": opened.place}
    status = 422 if form.is_bound else 200
    return render(request, "mailbox/folder.html", context, status=status)


def _renewed_list(
    request: HolderRequest, opened: OpenedMailbox, query: ListQuery, outcome: Outcome
) -> HttpResponse:
    context = list_context(load_page(opened, query)) | {"step": outcome.step, "words": words_of_outcome(outcome)}
    return render(request, "mailbox/_filed.html", context)


def _with_step(address: str, key: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}klart={key}"
