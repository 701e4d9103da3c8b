"""Actors as REST shows and takes them."""

from collections.abc import Mapping
from typing import Any, Final

from rest_framework import serializers

from far.actor_entries.entry import ActorEntry, Role, State, SupplierEntry
from far.actor_entries.log import MAX_REASON
from far.actor_entries.request import MAX_ADDRESS, WantedEntry
from far.models import ActorEvent, Sender
from infra.hooks import runs
from infra.pki.api.serializers import CertificateOrderSerializer, CertificateWithFilesSerializer
from infra.rest.fields import NameField, OrganisationField
from infra.rest.pages import cursor_field, limit_field
from infra.rest.serializers import StrictSerializer
from infra.validation.name_characters import MAX_NAME

MAX_RIGHTS: Final = 10_000
"""Organisations in one list."""
MAX_PAGE: Final = 200
ROLES: Final = [role.value for role in Role]
ALSO_SAID: Final = {"relay": Role.DISPATCHER.value, "operator": Role.SUPPLIER.value}
"""Roles as people call them."""


class RoleField(serializers.ChoiceField):
    """A role by the contract's word, which answers use, or as people call it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[*ROLES, *ALSO_SAID], **options)

    def to_internal_value(self, data: Any) -> str:
        found: str = super().to_internal_value(data)
        return ALSO_SAID.get(found, found)


class SupplierSerializer(StrictSerializer):
    """A mailbox operator's domain and addresses."""

    domain = serializers.CharField(max_length=255, help_text="ServiceSupplier/Name; senders match on it")
    service_address = serializers.CharField(
        max_length=MAX_ADDRESS, help_text="Where deliverSecure is called; begins with https://"
    )
    ui_address = serializers.CharField(
        max_length=MAX_ADDRESS, required=False, allow_blank=True, default="", help_text="Where holders read"
    )
    public_senders_only = serializers.BooleanField(
        required=False, default=False, help_text="Its customers accept no sender of the private sector"
    )


class ActorChangeSerializer(StrictSerializer):
    """What is left out stays as it is."""

    name = NameField(required=False, help_text="The organisation's name")
    roles = serializers.ListField(
        child=RoleField(),
        required=False,
        allow_empty=False,
        help_text="Of a new actor, left out: sender and dispatcher, which sends its own letters. relay is taken "
        "for dispatcher, operator for supplier",
    )
    sector = serializers.ChoiceField(choices=Sender.Sector.values, required=False, help_text="Of a sender")
    dispatchers = serializers.ListField(
        child=OrganisationField(),
        required=False,
        max_length=MAX_RIGHTS,
        help_text="Of a sender: the relays that it approves. New, left out: itself and the simulator's relay",
    )
    senders = serializers.ListField(
        child=OrganisationField(),
        required=False,
        max_length=MAX_RIGHTS,
        help_text="Of a dispatcher: the senders that it may send for. New, left out: itself",
    )
    supplier = SupplierSerializer(required=False)
    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=MAX_REASON, help_text="For the log"
    )


class ActorRequestSerializer(ActorChangeSerializer):
    certificate = CertificateOrderSerializer(
        required=False, help_text="`{}`: one that works at once, the same again if it has one"
    )


class ReasonSerializer(StrictSerializer):
    reason = serializers.CharField(max_length=MAX_REASON, help_text="Why; for the log")


class DisconnectionSerializer(ReasonSerializer):
    end_accounts = serializers.BooleanField(
        required=False, default=False, help_text="Of an operator: its customers' accounts end with it"
    )


class ActorSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=[State.CONNECTED.value, State.SUSPENDED.value])
    roles = serializers.ListField(child=serializers.ChoiceField(choices=ROLES))
    sector = serializers.ChoiceField(choices=Sender.Sector.values)
    dispatchers = serializers.ListField(child=serializers.CharField())
    senders = serializers.ListField(child=serializers.CharField())
    supplier = SupplierSerializer(allow_null=True)

    def to_representation(self, instance: ActorEntry) -> dict[str, Any]:
        """Sets have no order; in answers they have one."""
        values: dict[str, Any] = super().to_representation(instance)
        values["roles"] = sorted(instance.roles)
        for name in ("dispatchers", "senders"):
            values[name] = sorted(getattr(instance, name) - self._hidden())
        return values

    def _hidden(self) -> frozenset[str]:
        """The organisations of other runs than the request's. One serializer asks once for a whole page."""
        page: Any = self.root
        if not hasattr(page, "hidden"):
            page.hidden = runs.keys_of_others(runs.ItemKind.ACTOR)
        hidden: frozenset[str] = page.hidden
        return hidden


class EnteredSerializer(ActorSerializer):
    certificate = CertificateWithFilesSerializer(allow_null=True, help_text="null: none was asked for")


class ActorPageSerializer(serializers.Serializer[Any]):
    results = ActorSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Address of the next page; null: these are the last")


class ActorQuerySerializer(StrictSerializer):
    q = serializers.CharField(required=False, max_length=MAX_NAME, help_text="Part of a name, domain or number")
    role = RoleField(required=False)
    state = serializers.ChoiceField(choices=[State.CONNECTED.value, State.SUSPENDED.value], required=False)
    limit = limit_field(50, MAX_PAGE)
    cursor = cursor_field()


class ActorEventSerializer(serializers.ModelSerializer[ActorEvent]):
    class Meta:
        model = ActorEvent
        fields = ("kind", "at", "origin", "by", "reason", "changes")
        read_only_fields = fields


class ActorEventPageSerializer(serializers.Serializer[Any]):
    results = ActorEventSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Address of the next page; null: these are the last")


class ActorEventQuerySerializer(StrictSerializer):
    limit = limit_field(50, MAX_PAGE)
    cursor = cursor_field()


def wanted_of(values: Mapping[str, Any]) -> WantedEntry:
    """What a request says about the entry."""
    supplier = values.get("supplier")
    return WantedEntry(
        name=values.get("name"),
        roles=frozenset(map(Role, values["roles"])) if "roles" in values else None,
        sector=Sender.Sector(values["sector"]) if "sector" in values else None,
        dispatchers=_numbers(values, "dispatchers"),
        senders=_numbers(values, "senders"),
        supplier=SupplierEntry(**supplier) if supplier else None,
    )


def _numbers(values: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    return tuple(values[name]) if name in values else None
