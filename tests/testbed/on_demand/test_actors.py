"""Actors with a certificate that works at once, made by one call."""

import base64
import json

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from django.test import Client

from far.models import Dispatcher, Sender, ServiceSupplier
from tests import cast
from tests.testbed.runs.conftest import MakeRun, Run


@pytest.fixture
def run(make_run: MakeRun) -> Run:
    return make_run(name="Prov")


def test_an_actor_comes_with_its_certificate_in_every_form(run: Run) -> None:
    made = run.make("actors", organisation="any", name="Region Prov")

    leaf = x509.load_pem_x509_certificate(made["certificate_pem"].encode())
    key = serialization.load_pem_private_key(made["key_pem"].encode(), None)
    old_key = serialization.load_pem_private_key(made["key_pkcs1_pem"].encode(), None)
    p12 = pkcs12.load_pkcs12(base64.b64decode(made["p12_base64"]), made["p12_password"].encode())
    assert leaf.public_key() == key.public_key() == old_key.public_key()
    assert p12.cert is not None
    assert p12.cert.certificate == leaf
    assert made["client_pem"] == made["certificate_pem"] + made["chain_pem"]
    root = x509.load_pem_x509_certificate(made["ca_pem"].encode())
    x509.load_pem_x509_certificate(made["chain_pem"].encode()).verify_directly_issued_by(root)
    assert made["roles"] == ["dispatcher", "sender"]
    assert made["run"] == run.label


@pytest.mark.parametrize("relay", ["relay", "dispatcher"])
@pytest.mark.parametrize("roles", [["sender"], ["dispatcher"], ["dispatcher", "sender"]])
def test_it_has_the_roles_that_were_asked_for_by_either_word(run: Run, roles: list[str], relay: str) -> None:
    made = run.make("actors", roles=[relay if role == "dispatcher" else role for role in roles])

    number = made["organisation"]
    assert made["roles"] == roles
    assert Sender.objects.filter(organisation=number).exists() == ("sender" in roles)
    assert Dispatcher.objects.filter(organisation=number).exists() == ("dispatcher" in roles)


@pytest.mark.parametrize("operator", ["operator", "supplier"])
def test_the_registers_own_address_takes_both_words_and_answers_by_the_contracts(
    client: Client, world: None, operator: str
) -> None:
    supplier = {"domain": "brev.example", "service_address": "https://localhost:9443/Service/v3"}
    body = {"name": "Brev AB", "roles": ["relay", operator], "supplier": supplier}

    put = client.put("/api/v1/actors/162021006222", json.dumps(body), content_type="application/json").json()
    listed = client.get("/api/v1/actors", {"role": operator, "q": "162021006222"}).json()["results"]

    assert put["roles"] == ["dispatcher", "supplier"]
    assert [each["number"] for each in listed] == ["162021006222"]


def test_within_a_run_actors_and_operators_are_the_runs_and_those_of_the_world(make_run: MakeRun) -> None:
    run, other = make_run(), make_run()
    own, others = run.make("operators"), other.make("operators")

    def listed(path: str, name: str, label: str | None) -> set[str]:
        answer = run.client.get(f"/api/v1/{path}", headers={"X-MM-Label": label} if label else {}).json()
        return {each[name] for each in (answer if path == "operators" else answer["results"])}

    for path, name, key in (("operators", "name", "domain"), ("actors?limit=200", "number", "organisation")):
        everything = listed(path, name, None)
        assert {own[key], others[key]} <= everything
        assert listed(path, name, run.label) == everything - {others[key]}
        assert listed(path, name, other.label) == everything - {own[key]}


def test_an_operator_has_a_domain_and_an_address_of_its_own(run: Run) -> None:
    made = run.make(
        "actors",
        roles=["operator"],
        domain="brev.example",
        service_address="https://localhost:9443/Service/v3",
    )

    supplier = ServiceSupplier.objects.get(organisation=made["organisation"])
    assert (supplier.name, supplier.service_address) == ("brev.example", "https://localhost:9443/Service/v3")
    assert made["domain"] == "brev.example"


def test_an_operator_that_names_no_address_is_simulated(run: Run, kommun_a: cast.Sender) -> None:
    made = run.make("actors", roles=["operator"], name="Brevoperatören")

    person = run.person(operator=made["domain"])
    letter = kommun_a.letter(person)
    answer = kommun_a.deliver(letter, path=f"/webservice/accao/operators/{made['domain']}/Service/v3")

    assert answer.delivered


def test_a_seeded_actor_keeps_its_name_and_stays_when_the_run_goes(run: Run, kommun_a: cast.Sender) -> None:
    made = run.make("actors", organisation="162021004748", name="Nytt namn")

    assert made["name"] == "Kommun A"
    assert run.owns() == {"certificate": 1}
    run.remove()
    assert kommun_a.deliver(kommun_a.letter()).delivered


def test_without_a_run_an_actor_is_nobodys(run: Run, client: Client) -> None:
    answer = client.post("/api/v1/actors", json.dumps({}), content_type="application/json")

    assert answer.status_code == 201
    assert answer.json()["run"] is None
    assert answer.json()["name"].startswith("Testorganisation ")


def test_the_list_of_actors_is_at_the_same_address(run: Run) -> None:
    number = run.make("actors", name="Region Prov")["organisation"]

    found = run.client.get("/api/v1/actors", {"q": "Region Prov"}).json()["results"]

    assert [actor["number"] for actor in found] == [number]


@pytest.mark.parametrize(
    "values",
    [
        {"organisation": "198601012381"},
        {"organisation": "nonsense"},
        {"roles": ["king"]},
        {"roles": []},
        {"roles": ["sender"], "domain": "brev.example"},
        {"roles": ["operator"], "domain": "brev.example", "service_address": "http://localhost/"},
        {"name": "x" * 300},
    ],
)
def test_what_cannot_be_is_refused_in_words_and_makes_nothing(run: Run, values: dict[str, object]) -> None:
    senders = Sender.objects.count()

    answer = run.send("actors", **values)

    assert answer.status_code == 400, answer.content
    assert Sender.objects.count() == senders
    assert run.owns() == {}
