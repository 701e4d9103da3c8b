"""The console says in plain words, in the reader's language, what each exchange was."""

import pytest
from django.utils.translation import override

from infra.hooks.exchanges import Edge, Verdict
from testbed.journal.models import Exchange
from testbed.journal.pages.wording import TONES, VERDICTS, Party, action_of, party_of


def row(**values: object) -> Exchange:
    return Exchange(**{"edge": "soap", **values})


@pytest.mark.parametrize(
    ("service", "party"),
    [
        ("Recipient/v3", Party.REGISTER),
        ("Authority", Party.REGISTER),
        ("Consent/v1", Party.REGISTER),
        ("Message/v3", Party.RELAY),
        ("Notification/v3", Party.RELAY),
        ("Service/v3", Party.OPERATOR),
        ("PopulationRegister/v1", Party.BASE_REGISTERS),
        ("CompanyRegister/v1", Party.BASE_REGISTERS),
        ("Weather/v9", Party.OTHER),
        ("", Party.OTHER),
    ],
)
def test_a_call_happens_at_the_party_of_its_service(service: str, party: Party) -> None:
    assert party_of(row(service=service)) is party


@pytest.mark.parametrize("edge", [edge for edge in Edge if edge is not Edge.SOAP])
def test_what_is_no_call_has_a_party_of_its_own(edge: Edge) -> None:
    assert party_of(row(edge=edge.value, service="Service/v3")) is not Party.OPERATOR
    assert party_of(row(edge=edge.value)) is not Party.OTHER


@pytest.mark.parametrize(
    ("values", "swedish", "english"),
    [
        ({"operation": "deliverSecure"}, "Lämnar brevet till brevlådeoperatören", "Hands the letter"),
        ({"operation": "isReachable"}, "Frågar vart mottagaren vill ha sin post", "Asks where"),
        ({"operation": "getSenders"}, "Frågar vilka avsändare som finns", "Asks which senders"),
        ({"operation": "getDispatchers"}, "Frågar vilka förmedlare en avsändare har godkänt", "Asks which relays"),
        ({"edge": "email"}, "E-post skickas", "E-mail"),
        ({"edge": "sms"}, "SMS skickas", "SMS"),
        ({"edge": "webhook", "operation": "delivered"}, "Händelsen delivered skickas", "delivered"),
        ({"edge": "page", "operation": "open"}, "Mottagaren öppnar brevet", "opens"),
    ],
)
def test_an_action_is_named_in_both_languages(values: dict[str, str], swedish: str, english: str) -> None:
    assert action_of(row(**values)) == swedish
    with override("en"):
        told = action_of(row(**values))
    assert english.lower() in told.lower()


def test_an_operation_without_words_of_its_own_is_called_by_its_name() -> None:
    assert action_of(row(operation="getUnusedMailboxes")) == "getUnusedMailboxes"


def test_a_call_that_could_not_be_read_is_said_to_be_that() -> None:
    assert action_of(row(operation="")) == "Ett anrop som inte gick att läsa"


def test_each_verdict_has_a_name_in_both_languages_and_a_tone() -> None:
    assert set(VERDICTS) == set(TONES) == {verdict.value for verdict in Verdict}
    for words in VERDICTS.values():
        swedish = str(words)
        with override("en"):
            assert str(words) != swedish


def test_each_party_has_a_name_of_its_own_in_both_languages() -> None:
    for language in ("sv", "en"):
        with override(language):
            names = [str(party.label) for party in Party]
        assert len(set(names)) == len(names)
