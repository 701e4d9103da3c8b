"""A SOAP client that others made reads the registers' descriptions as they are served, and calls by them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
import zeep
from django.test import Client
from zeep.exceptions import Fault

from base_registers.models import SourceFailure
from infra.pki import store
from tests.cast import Post

BASE = "/webservice/accao/"
NILS, BENGT, LARS, PROVBY_BYGG = "194501103297", "196401053076", "196906112393", "165560000043"
Transport: Any = zeep.transports.Transport


class ThroughDjango(Transport):  # type: ignore[misc]  # zeep has no types
    """Fetches documents and posts calls in the Django application."""

    def __init__(self, client: Client, post: Post, caller: str) -> None:
        super().__init__()
        self._client, self._post, self._caller = client, post, caller

    def load(self, url: str) -> bytes:
        return bytes(self._client.get(f"{BASE}{url.partition(BASE)[2]}").content)

    def post(self, address: str, message: bytes, _headers: dict[str, str]) -> requests.Response:
        reply = self._post(f"{BASE}{address.partition(BASE)[2]}", message, store.load_identity(self._caller))
        response = requests.Response()
        response.status_code, response._content = reply.status, reply.body
        response.headers["Content-Type"] = "text/xml; charset=utf-8"
        return response


Connect = Callable[..., Any]


@pytest.fixture
def connect(client: Client, post: Post, world: None) -> Connect:
    """The operations of a service, as an identity calls them."""

    def connected(service: str, caller: str = "far") -> Any:
        make: Any = zeep.Client
        address = f"http://testserver{BASE}{service}?wsdl"
        return make(address, transport=ThroughDjango(client, post, caller)).service

    return connected


def test_a_person_is_read(connect: Connect) -> None:
    answer = connect("PopulationRegister").getPerson(NILS)

    assert (answer.Person.PersonId, answer.Person.Name, answer.Person.Protected) == (NILS, "Nils Hallberg", False)
    [guardian] = answer.Person.Guardian
    assert (guardian.PersonId, guardian.Kind, str(guardian.DecidedOn)) == (BENGT, "GodMan", "2022-05-16")
    assert answer.Problem is None


def test_addresses_are_read(connect: Connect) -> None:
    [address] = connect("PopulationRegister", "kommun-a").getPostalAddresses([NILS])

    assert (address.Status, address.PostalAddress.City) == ("Found", "Provby")


def test_a_company_is_read(connect: Connect) -> None:
    company = connect("CompanyRegister").getCompany(PROVBY_BYGG).Company

    assert (company.Name, company.Form, company.Status) == ("Provby Bygg AB", "AB", "Active")
    assert [officer.Role for officer in company.Officer] == ["Chair", "BoardMember", "BoardMember"]
    [rule] = company.SignatoryRule
    assert (rule.Kind, rule.Count, rule.Required) == ("JointlyWithOneOf", 2, [LARS])


def test_the_companies_of_a_person_are_read(connect: Connect) -> None:
    found = connect("CompanyRegister").getCompaniesOf(LARS)

    assert [company.Name for company in found.Company] == [
        "Gamla Garaget AB",
        "Norrsken Drift AB",
        "Provby Bygg AB",
    ]


def test_a_problem_is_read(connect: Connect) -> None:
    SourceFailure.objects.create(register="companies", problem="DataUncertain")
    SourceFailure.objects.create(register="people", problem="DataMissing")

    assert connect("CompanyRegister").getCompany(PROVBY_BYGG).Problem == "DataUncertain"
    assert connect("CompanyRegister").getCompaniesOf(LARS).Problem == "DataUncertain"
    assert connect("PopulationRegister").getPerson(NILS).Problem == "DataMissing"


@pytest.mark.parametrize(
    ("service", "operation", "argument"),
    [
        ("PopulationRegister", "getPerson", NILS),
        ("CompanyRegister", "getCompany", PROVBY_BYGG),
        ("CompanyRegister", "getCompaniesOf", LARS),
    ],
)
def test_a_refusal_is_the_fault_that_the_description_has(
    connect: Connect, service: str, operation: str, argument: str
) -> None:
    with pytest.raises(Fault) as refused:
        getattr(connect(service, "kommun-a"), operation)(argument)

    [detail] = refused.value.detail
    assert detail.tag.endswith("applicationFault")
    assert detail.findtext("{*}ErrorCode") == "5002"
