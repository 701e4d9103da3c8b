"""Webhooks: the subscriptions, their events, and sending these again."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from console import webhooks as pages
from infra.web.access.console_access import console_page
from infra.web.renewal import Fragment, renewed_fragment
from webhooks import subscriptions
from webhooks.events import outbox
from webhooks.events import replay as replays
from webhooks.models import OutboxEvent, Subscription


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def subscriptions_list(request: HttpRequest) -> HttpResponse:
    """The list; a POST adds a subscription."""
    form = pages.SubscriptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = subscriptions.create_subscription(form.cleaned_data)
        words = _("Prenumerationen finns. Hemligheten som signerar visas bara nu: %(secret)s")
        messages.success(request, words % {"secret": made.secret})
        return redirect("console:webhook", made.subscription_id)
    context = {"form": form, "page": pages.subscriptions_page(request.GET.get("fore", ""))}
    return render(request, "console/webhooks.html", context, status=422 if form.errors else 200)


@console_page
@renewed_fragment
def renew_subscriptions(request: HttpRequest) -> Fragment:
    page = pages.subscriptions_page(request.GET.get("fore", ""))
    return Fragment("console/_webhooks.html", page.version, lambda: {"page": page})


@console_page
@require_safe
@never_cache
def show_subscription(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    return render(request, "console/webhook.html", _subscription_context(request, subscription_id))


@console_page
@renewed_fragment
def renew_subscription(request: HttpRequest, subscription_id: uuid.UUID) -> Fragment:
    context = _subscription_context(request, subscription_id)
    return Fragment("console/_webhook.html", str(context["version"]), lambda: context)


@console_page
@require_POST
def send_ping(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    event = subscriptions.ping_subscription(_find_subscription(subscription_id))
    if event.state == OutboxEvent.State.SENT:
        messages.success(request, _("Provet kom fram."))
    else:
        messages.error(request, _("Provet kom inte fram. Varför står i listan."))
    return redirect("console:webhook", subscription_id)


@console_page
@require_POST
def set_active(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    """Turn the subscription off, or on again."""
    subscriptions.change_subscription(
        _find_subscription(subscription_id), {"active": request.POST.get("aktiv") == "1"}
    )
    return redirect("console:webhook", subscription_id)


@console_page
@require_POST
def remove_subscription(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    subscriptions.delete_subscription(_find_subscription(subscription_id))
    messages.success(request, _("Prenumerationen är borttagen."))
    return redirect("console:webhooks")


@console_page
@require_POST
def replay_events(request: HttpRequest, subscription_id: uuid.UUID) -> HttpResponse:
    """Send one event again; without one, all that were given up."""
    found = _find_subscription(subscription_id)
    if "event" in request.POST:
        one = OutboxEvent.objects.filter(subscription=found, event_id=_parse_uuid(request.POST["event"]))
        count = replays.replay_events(one)
    else:
        count = replays.replay_given_up(found)
    outbox.schedule_deliveries([found.pk])
    words = ngettext("%(count)d händelse sänds igen.", "%(count)d händelser sänds igen.", count)
    messages.success(request, words % {"count": count})
    return redirect("console:webhook", subscription_id)


def _subscription_context(request: HttpRequest, subscription_id: uuid.UUID) -> dict[str, object]:
    found = _find_subscription(subscription_id)
    state, before = request.GET.get("state", ""), request.GET.get("fore", "")
    view, events = pages.view_subscription(found), pages.events_page(found, state, before)
    return {
        "webhook": view,
        "events": events,
        "version": pages.version_of_subscription(view, events),
        "state": state,
        "before": before,
        "states": pages.STATES,
    }


def _find_subscription(subscription_id: uuid.UUID) -> Subscription:
    return get_object_or_404(Subscription, subscription_id=subscription_id)


def _parse_uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
