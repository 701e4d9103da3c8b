"""Webhooks over REST: `/api/v1/webhooks`."""

import json
import uuid

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.hooks import runs
from infra.rest.pages import next_address
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from webhooks import subscriptions
from webhooks.api import examples, serializers
from webhooks.events import outbox, replay
from webhooks.models import OutboxEvent, Subscription

TAGS = ["webhooks"]
NOT_FOUND = OpenApiResponse(ProblemSerializer, "There is no such subscription or event")


class SubscriptionsView(RestView):
    @extend_schema(
        operation_id="list_webhooks",
        summary="All subscriptions; secrets are not shown",
        description="With the header X-MM-Label without those of other test runs.",
        responses=serializers.SubscriptionSerializer(many=True),
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        found = subscriptions.subscriptions_of_run()
        return Response(serializers.SubscriptionSerializer(found, many=True).data)

    @extend_schema(
        operation_id="create_webhook",
        summary="Subscribe; the answer shows the secret, this once",
        request=serializers.SubscriptionChangeSerializer,
        examples=[examples.SUBSCRIBE, examples.SUBSCRIBED],
        responses={201: serializers.SubscriptionWithSecretSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        made = subscriptions.create_subscription(
            validate_data(serializers.SubscriptionChangeSerializer, request.data)
        )
        return Response(serializers.SubscriptionWithSecretSerializer(made).data, status=201)


class SubscriptionView(RestView):
    @extend_schema(
        operation_id="get_webhook",
        summary="One subscription, and how its receiver answers",
        responses={200: serializers.SubscriptionSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, subscription_id: uuid.UUID) -> Response:
        return Response(serializers.SubscriptionSerializer(_subscription(subscription_id)).data)

    @extend_schema(
        operation_id="change_webhook",
        summary="Change a subscription",
        request=serializers.SubscriptionChangeSerializer(partial=True),
        examples=[examples.PAUSE],
        responses={200: serializers.SubscriptionSerializer, 400: ProblemSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def patch(self, request: Request, subscription_id: uuid.UUID) -> Response:
        subscription = _own_subscription(subscription_id)
        changed = subscriptions.change_subscription(
            subscription, validate_data(serializers.SubscriptionChangeSerializer, request.data, partial=True)
        )
        return Response(serializers.SubscriptionSerializer(changed).data)

    @extend_schema(
        operation_id="delete_webhook",
        summary="Delete a subscription with its events and log",
        responses={204: None, 404: NOT_FOUND},
        tags=TAGS,
    )
    def delete(self, request: Request, subscription_id: uuid.UUID) -> Response:
        subscriptions.delete_subscription(_own_subscription(subscription_id))
        return Response(status=204)


class PingView(RestView):
    @extend_schema(
        operation_id="ping_webhook",
        summary="Send a ping now and say how it went",
        request=None,
        responses={200: serializers.OutboxEventWithLogSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def post(self, request: Request, subscription_id: uuid.UUID) -> Response:
        return _with_log(subscriptions.ping_subscription(_own_subscription(subscription_id)))


class EventsView(RestView):
    query_serializer = serializers.EventQuerySerializer

    @extend_schema(
        operation_id="list_webhook_events",
        summary="The events of a subscription, newest first",
        parameters=[serializers.EventQuerySerializer],
        responses={200: serializers.OutboxEventPageSerializer, 400: ProblemSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, subscription_id: uuid.UUID) -> Response:
        query = dict(self.query)
        limit, cursor = query.pop("limit"), query.pop("cursor", None)
        events, following = subscriptions.list_events(_subscription(subscription_id), limit, cursor, **query)
        page = {"results": events, "next": next_address(request, following)}
        return Response(serializers.OutboxEventPageSerializer(page).data)


class EventView(RestView):
    @extend_schema(
        operation_id="get_webhook_event",
        summary="One event with its content and every attempt",
        responses={200: serializers.OutboxEventWithLogSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, subscription_id: uuid.UUID, event_id: uuid.UUID) -> Response:
        return _with_log(_event(subscription_id, event_id))


class ReplayEventView(RestView):
    @extend_schema(
        operation_id="replay_webhook_event",
        summary="Send an event again, whether it was received or given up",
        request=None,
        responses={200: serializers.OutboxEventWithLogSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def post(self, request: Request, subscription_id: uuid.UUID, event_id: uuid.UUID) -> Response:
        _own_subscription(subscription_id)
        event = _event(subscription_id, event_id)
        replay.replay_events(OutboxEvent.objects.filter(pk=event.pk))
        outbox.schedule_deliveries([event.subscription_id])
        return _with_log(_event(subscription_id, event_id))


class ReplayFailedView(RestView):
    @extend_schema(
        operation_id="replay_failed_webhook_events",
        summary="Send again all events that were given up, except pings",
        request=None,
        responses={200: serializers.ReplayedSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def post(self, request: Request, subscription_id: uuid.UUID) -> Response:
        subscription = _own_subscription(subscription_id)
        replayed = replay.replay_given_up(subscription)
        outbox.schedule_deliveries([subscription.pk])
        return Response(serializers.ReplayedSerializer({"replayed": replayed}).data)


def _subscription(subscription_id: uuid.UUID) -> Subscription:
    found = Subscription.objects.filter(subscription_id=subscription_id).first()
    if found is None:
        raise Problem(
            "not-found",
            f"Det finns ingen prenumeration {subscription_id}.",
            f"There is no subscription {subscription_id}.",
        )
    runs.require_reachable_label(found.label)
    return found


def _own_subscription(subscription_id: uuid.UUID) -> Subscription:
    """A subscription to change: within a run, one of the run's."""
    found = _subscription(subscription_id)
    runs.require_own_label(found.label)
    return found


def _event(subscription_id: uuid.UUID, event_id: uuid.UUID) -> OutboxEvent:
    found = OutboxEvent.objects.filter(subscription=_subscription(subscription_id), event_id=event_id).first()
    if found is None:
        raise Problem(
            "not-found",
            f"Prenumerationen har ingen händelse {event_id}.",
            f"The subscription has no event {event_id}.",
        )
    return found


def _with_log(event: OutboxEvent) -> Response:
    vars(event)["content"] = json.loads(event.body)
    return Response(serializers.OutboxEventWithLogSerializer(event).data)
