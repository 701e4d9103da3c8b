"""Webhooks: subscriptions, what they were told, and telling it again."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from console.services import webhooks as pages
from infra.database.sqlite_write_lock import writing
from infra.web.console_access import console_page
from webhooks import delivery, outbox, subscriptions
from webhooks.models import OutboxEvent, Subscription


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hooks(request: HttpRequest) -> HttpResponse:
    """The list; posted to, with one subscription more."""
    form = pages.SubscriptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = subscriptions.create(form.cleaned_data)
        told = _("Prenumerationen finns. Hemligheten som signerar visas bara nu: %(secret)s")
        messages.success(request, told % {"secret": made.secret})
        return redirect("console:hook", made.subscription_id)
    context = {"form": form, "hooks": pages.hooks(request.GET.get("fore", ""))}
    return render(request, "console/hooks.html", context, status=422 if form.errors else 200)


@console_page
@require_safe
@never_cache
def hooks_news(request: HttpRequest) -> HttpResponse:
    """The list once more, if it differs from what the page shows; else 204."""
    found = pages.hooks(request.GET.get("fore", ""))
    if found.standing == request.GET.get("sedan"):
        return HttpResponse(status=204)
    return render(request, "console/_hooks.html", {"hooks": found})


@console_page
@require_safe
@never_cache
def hook(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    return render(request, "console/hook.html", _hook(request, subscription_id))


@console_page
@require_safe
@never_cache
def hook_news(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    """The log and how it goes once more; 204 stands for no change."""
    context = _hook(request, subscription_id)
    if context["standing"] == request.GET.get("sedan"):
        return HttpResponse(status=204)
    return render(request, "console/_hook.html", context)


@console_page
@require_POST
def ping(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    event = subscriptions.ping(_subscription(subscription_id))
    if event.state == OutboxEvent.State.SENT:
        messages.success(request, _("Provet kom fram."))
    else:
        messages.error(request, _("Provet kom inte fram. Varför står i listan."))
    return redirect("console:hook", subscription_id)


@console_page
@require_POST
def switch(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    """Pause it, or let it go on."""
    subscriptions.change(_subscription(subscription_id), {"active": request.POST.get("aktiv") == "1"})
    return redirect("console:hook", subscription_id)


@console_page
@require_POST
def remove(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    with writing():
        _subscription(subscription_id).delete()
    messages.success(request, _("Prenumerationen är borttagen."))
    return redirect("console:hooks")


@console_page
@require_POST
def replay(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    """Send one event again, or without one all that was given up."""
    found = _subscription(subscription_id)
    if "event" in request.POST:
        one = OutboxEvent.objects.filter(subscription=found, event_id=_uuid(request.POST["event"]))
        count = delivery.replay(one)
    else:
        count = delivery.replay_given_up(found)
    outbox.tell([found.pk])
    told = ngettext("%(count)d händelse sänds igen.", "%(count)d händelser sänds igen.", count)
    messages.success(request, told % {"count": count})
    return redirect("console:hook", subscription_id)


def _hook(request: HttpRequest, subscription_id: uuid.UUID) -> dict[str, object]:
    found = _subscription(subscription_id)
    state, before = request.GET.get("state", ""), request.GET.get("fore", "")
    hook, log = pages.hook(found), pages.log(found, state, before)
    return {
        "hook": hook,
        "log": log,
        "standing": pages.standing(hook, log),
        "state": state,
        "before": before,
        "states": pages.STATES,
    }


def _subscription(subscription_id: uuid.UUID) -> Subscription:
    return get_object_or_404(Subscription, subscription_id=subscription_id)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
