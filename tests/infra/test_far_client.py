"""What a role learns from the register: the answer as values, a refusal for good, or that it must ask again."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django.fixtures import Settings

from contracts import authority_service, recipient_v3
from contracts.codec import from_element, to_element
from infra import far_client
from infra.errors import AccessDenied, CertificateError, InternalError, MinaMeddelandenError, SenderNotRegistered
from infra.far_client import ActorList, RegisteredActors, RegisterRefused
from infra.pki import store
from infra.pki.store import Identity
from infra.soap import client
from infra.soap.call_failures import CallFailed
from infra.soap.messages import envelope, faults
from infra.soap.messages.parser import parse_envelope
from infra.versions import register_version

SENDER, RELAY = "162021004748", "165569999047"


class Register:
    """Another system's register, which answers what the test wants."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.answer: object = None
        self.by_name: dict[str, object] = {}

    def post(self, _address: str, body: bytes) -> bytes:
        self.asked.append(body)
        name = str(parse_envelope(body).body.tag).rpartition("}")[2]
        answer = self.by_name.get(name, self.answer)
        if isinstance(answer, CallFailed):
            raise answer
        if isinstance(answer, MinaMeddelandenError):
            return envelope.wrap_element(faults.to_element(faults.fault_of(answer)))
        return envelope.wrap_element(to_element(answer))


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    register = Register()
    for service in ("Recipient/v3", "Authority"):
        monkeypatch.setitem(client.transports, django_settings.REGISTER_URL + service, register)
    return register


@pytest.fixture
def relay(own_pki: Path) -> Identity:
    return store.load_identity("formedlaren")


def reachability(pending: str = "false", supplier: str = "") -> recipient_v3.IsReachableResponse:
    namespace = "http://minameddelanden.gov.se/schema/Recipient"
    xml = (
        f'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
        f'<isReachableResponse xmlns="{namespace}/v3"><return xmlns:r="{namespace}"><r:AccountStatus>'
        f"<r:RecipientId>198101052382</r:RecipientId><r:Pending>{pending}</r:Pending><r:Type>Secure</r:Type>{supplier}"
        f"</r:AccountStatus><r:SenderAccepted>true</r:SenderAccepted></return></isReachableResponse></e:Body></e:Envelope>"
    )
    return from_element(recipient_v3.IsReachableResponse, parse_envelope(xml.encode()).body)


SUPPLIER = (
    "<r:ServiceSupplier><r:Id>165569999062</r:Id><r:Name>kivra.com</r:Name>"
    "<r:ServiceAdress>https://kivra.example/</r:ServiceAdress>"
    "<r:InternalServiceAdress>https://kivra.example/</r:InternalServiceAdress></r:ServiceSupplier>"
)


def test_a_recipient_s_operator_and_its_address_are_known(register: Register, relay: Identity) -> None:
    register.answer = reachability(supplier=SUPPLIER)

    [found] = far_client.reachability_of(relay, SENDER, ["198101052382"])

    assert (found.recipient, found.supplier, found.address) == (
        "198101052382",
        "kivra.com",
        "https://kivra.example/",
    )
    assert (found.pending, found.sender_accepted) == (False, True)
    assert b"198101052382" in register.asked[0]


def test_a_recipient_without_a_mailbox_is_an_answer(register: Register, relay: Identity) -> None:
    register.answer = reachability(pending="true")

    [found] = far_client.reachability_of(relay, SENDER, ["198101052382"])

    assert (found.supplier, found.address, found.pending) == (None, "", True)


@pytest.mark.parametrize("refusal", [SenderNotRegistered, AccessDenied, CertificateError])
def test_an_application_fault_is_a_refusal_with_its_code_and_words(
    register: Register, relay: Identity, refusal: type[MinaMeddelandenError]
) -> None:
    register.answer = refusal("Nej.", "No.")

    with pytest.raises(RegisterRefused) as problem:
        far_client.reachability_of(relay, SENDER, ["198101052382"])

    assert problem.value.fault_code == refusal.code
    assert tuple(problem.value.text) == ("Nej.", "No.")


@pytest.mark.parametrize("trouble", [InternalError("Trasigt", "Broken"), CallFailed("Tyst", "Silent")])
def test_a_register_in_trouble_can_be_asked_again(
    register: Register, relay: Identity, trouble: MinaMeddelandenError
) -> None:
    register.answer = trouble

    with pytest.raises(InternalError) as problem:
        far_client.reachability_of(relay, SENDER, ["198101052382"])

    assert trouble.text.swedish in problem.value.text.swedish
    assert "Försök igen senare" in problem.value.text.swedish
    assert "Try again later" in problem.value.text.english


@pytest.fixture
def actors(register: Register) -> Register:
    register.by_name = {
        "GetSenders": authority_service.GetSendersResponse(),
        "GetDispatchers": authority_service.GetDispatchersResponse(),
    }
    register.by_name |= {name[0].lower() + name[1:]: answer for name, answer in register.by_name.items()}
    return register


def test_the_actors_are_asked_for_once_within_the_time_that_they_may_be_reused(
    actors: Register, relay: Identity, settings: Settings
) -> None:
    settings.REGISTER_CACHE_SECONDS = 60.0
    known = ActorList()

    assert known.get(relay) is known.get(relay)
    assert len(actors.asked) == 2


def test_the_actors_are_asked_for_again_when_the_register_has_changed(
    actors: Register, relay: Identity, settings: Settings
) -> None:
    settings.REGISTER_CACHE_SECONDS = 60.0
    known = ActorList()
    known.get(relay)

    register_version.advance()
    known.get(relay)
    known.get(relay)

    assert len(actors.asked) == 4


def test_the_actors_are_asked_for_each_time_where_nothing_may_be_reused(
    actors: Register, relay: Identity, settings: Settings
) -> None:
    settings.REGISTER_CACHE_SECONDS = 0.0
    known = ActorList()
    known.get(relay)
    known.get(relay)

    assert len(actors.asked) == 4


def test_a_register_that_refuses_to_name_the_actors_may_change_its_mind(actors: Register, relay: Identity) -> None:
    before, actors.by_name, actors.answer = actors.by_name, {}, AccessDenied("Nej.", "No.")
    known = ActorList()
    with pytest.raises(InternalError, match="refuses the question about actors: No"):
        known.get(relay)

    actors.by_name = before

    assert known.get(relay) == RegisteredActors({}, {})


def test_a_relay_may_send_for_those_that_have_approved_it() -> None:
    actors = RegisteredActors({SENDER: "Kommun A"}, {RELAY: frozenset({SENDER})})

    assert actors.may_send(RELAY, SENDER)
    assert not actors.may_send(RELAY, "162021003898")
    assert not actors.may_send("165569999054", SENDER)
    assert not actors.may_send(SENDER, RELAY)
