"""What is written of an exchange: its values as every database keeps them, and the words that find it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.errors import InvalidInput, SignatureFault
from infra.errors.explanation import AtFault, Check
from infra.hooks.exchanges import Edge, Verdict, reasons_of
from infra.texts import Text
from testbed.journal.models import MAX_SHORT, MAX_TEXT
from testbed.journal.recording.bodies import NOWHERE, BodyPlace
from testbed.journal.recording.entries import JournalEntry, entry_of
from testbed.journal.recording.noted import NotedExchange
from tests.cast import MARIA
from tests.testbed.journal.told import TRACE, exchange

anything = st.text(max_size=1_500)
SHORT = ("content_type", "call_id", "operation", "service", "reason")


def entry(**values: object) -> JournalEntry:
    return entry_of(NotedExchange.of(exchange(**{"label": "run", **values})), NOWHERE)


@given(anything)
def test_any_text_is_written_within_the_columns_and_as_every_database_takes_it(text: str) -> None:
    found = entry(
        address=text,
        operation=text,
        service=text,
        subject=text,
        content_type=text,
        call_id=text,
        reason=text,
        label=text or "x",
        text=Text.same(text),
    )

    for name in (*SHORT, "label"):
        assert len(found.values[name]) <= MAX_SHORT
    assert len(found.values["address"]) <= MAX_TEXT
    for value in (*found.values.values(), found.words, found.facets):
        if isinstance(value, str):
            assert "\0" not in value
            value.encode()


def test_where_the_bytes_stand_is_noted_beside_how_many_came() -> None:
    noted = NotedExchange.of(exchange(request=b"abcdef", response=b"xy", label="a"))
    found = entry_of(noted, BodyPlace("f", 10, 4, 2)).values

    assert (found["octets_in"], found["octets_out"]) == (6, 2)
    assert (found["file"], found["request_place"]) == ("f", 10)
    assert (found["request_kept"], found["response_kept"]) == (4, 2)


def test_how_long_it_took_is_written_in_milliseconds() -> None:
    assert entry(begun=10.0, ended=10.1234567).values["duration_ms"] == pytest.approx(123.46)


def test_what_the_caller_says_goes_before_what_its_message_says() -> None:
    message = b"<Id>162021003898</Id><Subject>I brevet</Subject><Recipient>198101052382</Recipient>"

    told = entry(request=message, sender="162021004748", subject="Angivet", operation="notify").values
    found = entry(request=b"<e:Body><deliverSecure>" + message).values

    assert (told["sender"], told["subject"], told["operation"]) == ("162021004748", "Angivet", "notify")
    assert (found["sender"], found["subject"]) == ("162021003898", "I brevet")
    assert (found["operation"], found["recipient"]) == ("deliverSecure", MARIA)


def test_recipients_are_counted_and_the_first_is_shown() -> None:
    message = b"".join(b"<recipientId>%d</recipientId>" % (198101052382 + place) for place in range(3))

    found = entry(request=message).values

    assert (found["recipient"], found["recipients"]) == (MARIA, 3)


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("/webservice/accao/Service/v3", "Service/v3"),
        ("/webservice/accao/Authority", "Authority"),
        ("https://other.example/their/own/Service/v3", "Service/v3"),
        ("https://other.example/v3?wsdl", "v3"),
        ("https://other.example", ""),
    ],
)
def test_the_service_is_read_from_the_address_whoever_has_it(address: str, service: str) -> None:
    assert entry(address=address).values["service"] == service


def test_an_address_that_is_no_soap_names_no_service() -> None:
    assert entry(edge=Edge.WEBHOOK, address="https://a.example/b/c").values["service"] == ""


def test_what_was_accepted_has_no_reasons() -> None:
    found = entry().values

    assert (found["verdict"], found["failed_check"], found["at_fault"]) == ("accepted", "", "")
    assert (found["reason"], found["said"], found["retry"]) == ("", "", None)


def test_a_refusal_is_written_with_all_that_it_explains() -> None:
    refusal = InvalidInput(
        "Fel längd", "Wrong length", slug="wrong-length", where="Body/a", expected="12", received="11"
    )

    found = entry(verdict=Verdict.REFUSED, **reasons_of(refusal)).values

    assert (found["code"], found["reason"], found["where"]) == (5001, "wrong-length", "Body/a")
    assert (found["failed_check"], found["at_fault"]) == (Check.SCHEMA, AtFault.YOU)
    said = json.loads(found["said"])
    assert said["text"] == {"sv": "Fel längd", "en": "Wrong length"}
    assert (said["expected"]["en"], said["received"]["sv"]) == ("12", "11")


def test_the_reason_of_another_system_stands_without_an_explanation() -> None:
    found = entry(verdict=Verdict.REFUSED, code=5012, reason="digest", text=Text.same("Bad digest")).values

    assert (found["reason"], found["failed_check"]) == ("digest", "")
    assert json.loads(found["said"]) == {"text": {"sv": "Bad digest", "en": "Bad digest"}}


def test_the_numbers_of_persons_are_masked_in_what_is_said() -> None:
    refusal = SignatureFault(f"Okänd {MARIA}", f"Unknown {MARIA}", slug="unknown", received=MARIA)

    found = entry(**reasons_of(refusal)).values

    assert MARIA not in found["said"]
    assert "19810105****" in found["said"]


def test_a_number_larger_than_a_column_holds_is_the_largest_that_it_holds() -> None:
    assert entry(code=10**12).values["code"] == 2**31 - 1


def test_it_is_found_by_what_it_says_and_by_what_it_is_called() -> None:
    found = entry(
        request=b"<Text>Kontakta handl\xc3\xa4ggaren</Text>",
        text=Text("Nekad", "Refused"),
        call_id="abc-1",
        trace=TRACE,
        reason="some-reason",
    )

    assert {"handläggaren", "Nekad", "Refused", "abc-1", "some-reason", "run"} <= set(found.words.split())


def test_what_is_no_soap_is_searched_as_it_came() -> None:
    found = entry(edge=Edge.SMS, request="Du har post från Kommun A".encode(), recipient=MARIA)

    assert "Kommun" in found.words
    assert found.values["recipient"] == MARIA


def test_bytes_that_are_no_text_cost_no_exchange() -> None:
    assert entry(edge=Edge.EMAIL, request=b"\xff\xfe\x00caf\xe9").values["octets_in"] == 7
