"""`POST /api/v1/people`: a person as a test wants it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from base_registers.api.fields import PersonField
from base_registers.entries.company_values import CompanyEntry
from base_registers.entries.person_entries import GuardianEntry, PersonEntry
from base_registers.models import Guardianship
from infra import clock, trace
from infra.rest.fields import LimitedIntegerField, NameField, OrganisationField
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import StrictSerializer, validate_data
from infra.rest.views import RestView
from testbed.on_demand import numbers, people
from testbed.on_demand.people import MadePerson, Mailing, WantedPerson

CHANNELS: Final = ("email", "sms")
USUAL_EMAIL: Final = "test@example.com"
USUAL_MOBILE: Final = "+46701740699"
"""Of the series that is reserved for fiction."""


class MailingSerializer(StrictSerializer):
    """A holder's wishes for mail: the operator, and how new mail is announced."""

    operator = serializers.CharField(
        required=False,
        allow_null=True,
        max_length=255,
        default=people.OPERATOR,
        help_text="The operator's domain; null: no mailbox",
    )
    pending = serializers.BooleanField(
        required=False, default=False, help_text="The registration waits for a signature"
    )
    refuses = serializers.ListField(
        child=OrganisationField(), required=False, default=list, max_length=1_000, help_text="Senders"
    )
    announcements = serializers.ListField(
        child=serializers.ChoiceField(choices=CHANNELS),
        required=False,
        default=list,
        help_text="By which channels new messages are announced",
    )
    email = serializers.EmailField(required=False, help_text="Left out, and wanted: one of example.com")
    mobile = serializers.RegexField(
        r"\A\+[0-9]{7,15}\Z", required=False, help_text="Left out, and wanted: one that is reserved for fiction"
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("Anybody with a mailbox", {}, request_only=True),
        OpenApiExample(
            "At Kivra, announced by SMS", {"operator": "kivra.com", "announcements": ["sms"]}, request_only=True
        ),
        OpenApiExample("Without a mailbox", {"operator": None, "age": 84}, request_only=True),
    ]
)
class PersonOnDemandSerializer(MailingSerializer):
    number = PersonField(required=False, help_text="Left out: one of the official test numbers")
    name = NameField(required=False, allow_blank=True, help_text="Left out or empty: a usual one")
    age = LimitedIntegerField(numbers.AGES, required=False, help_text="Years today; left out: 18 to 49")
    street = serializers.CharField(required=False, allow_blank=True, default="Provgatan 1", max_length=100)
    postal_code = serializers.CharField(required=False, allow_blank=True, default="12345", max_length=5)
    city = serializers.CharField(required=False, allow_blank=True, default="Exempelstad", max_length=50)
    protected = serializers.BooleanField(required=False, default=False)
    deceased = serializers.BooleanField(required=False, default=False, help_text="Since yesterday")
    deceased_on = serializers.DateField(required=False)
    emigrated_on = serializers.DateField(required=False)
    changed_to = PersonField(required=False, help_text="The number that replaced this one")
    guardian = PersonField(required=False, help_text="Of a person who acts for this one (god man)")
    e_legitimation = serializers.BooleanField(required=False, default=True, help_text="Can log in")


class MadeHolderSerializer(serializers.Serializer[Any]):
    """What is answered of every holder that was made."""

    number = serializers.CharField()
    name = serializers.CharField()
    operator = serializers.CharField(allow_null=True)
    pending = serializers.BooleanField()
    refuses = serializers.ListField(child=serializers.CharField())
    announcements = serializers.ListField(child=serializers.ChoiceField(choices=CHANNELS))
    run = serializers.CharField(allow_null=True, help_text="The label of the run that it belongs to")


class MadePersonSerializer(MadeHolderSerializer):
    age = serializers.IntegerField(allow_null=True)
    email = serializers.CharField(help_text="Empty: none")
    mobile = serializers.CharField(help_text="Empty: none")
    protected = serializers.BooleanField()
    deceased_on = serializers.DateField(allow_null=True)
    emigrated_on = serializers.DateField(allow_null=True)
    changed_to = serializers.CharField(help_text="Empty: the number is valid")


class PeopleOnDemandView(RestView):
    @extend_schema(
        operation_id="make_person",
        summary="Make a person with a number that nobody has; with X-MM-Label, it belongs to that run",
        request=PersonOnDemandSerializer,
        responses={
            201: MadePersonSerializer,
            400: ProblemSerializer,
            404: ProblemSerializer,
            409: ProblemSerializer,
        },
        tags=["people"],
    )
    def post(self, request: Request) -> Response:
        made = people.make_person(wanted_of(validate_data(PersonOnDemandSerializer, request.data)))
        return Response(MadePersonSerializer(_shown(made)).data, status=201)


def mailing_of(values: Mapping[str, Any]) -> Mailing:
    """The mailbox that the request asks for."""
    channels = tuple(values["announcements"])
    return Mailing(
        operator=values["operator"],
        pending=values["pending"],
        refuses=tuple(values["refuses"]),
        email=values.get("email") or (USUAL_EMAIL if "email" in channels else ""),
        mobile=values.get("mobile") or (USUAL_MOBILE if "sms" in channels else ""),
        announced_by=channels,
    )


def wanted_of(values: Mapping[str, Any]) -> WantedPerson:
    """What the request asks for."""
    return WantedPerson(
        number=values.get("number"),
        age=values.get("age"),
        entry=PersonEntry(
            number="",
            name=values.get("name", ""),
            street=values["street"],
            postal_code=values["postal_code"],
            city=values["city"],
            protected=values["protected"],
            deceased_on=values.get("deceased_on") or (_yesterday() if values["deceased"] else None),
            emigrated_on=values.get("emigrated_on"),
            changed_to=values.get("changed_to", ""),
            guardians=_guardians(values),
        ),
        mailing=mailing_of(values),
        e_legitimation=values["e_legitimation"],
    )


def _guardians(values: Mapping[str, Any]) -> tuple[GuardianEntry, ...]:
    if "guardian" not in values:
        return ()
    return (GuardianEntry(values["guardian"], Guardianship.Kind.GOD_MAN, _yesterday()),)


def _yesterday() -> date:
    return date.fromordinal(clock.today().toordinal() - 1)


def _shown(made: MadePerson) -> dict[str, Any]:
    entry, mailing = made.entry, made.mailing
    return shown_holder(entry, mailing) | {
        "age": made.age,
        "email": mailing.email,
        "mobile": mailing.mobile,
        "protected": entry.protected,
        "deceased_on": entry.deceased_on,
        "emigrated_on": entry.emigrated_on,
        "changed_to": entry.changed_to,
    }


def shown_holder(entry: PersonEntry | CompanyEntry, mailing: Mailing) -> dict[str, Any]:
    """What is answered of a person or a company that was made."""
    return {
        "number": entry.number,
        "name": entry.name,
        "operator": mailing.operator,
        "pending": mailing.pending,
        "refuses": mailing.refuses,
        "announcements": mailing.announced_by,
        "run": trace.current_label(),
    }
