"""The checks in the console, and the pages about refusals that faults lead to."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from testbed.refusals import catalogue
from testbed.refusals.codes import MEANINGS
from tests import cast
from tests.cast import Sender
from tests.testbed.journal.conftest import Journal, journal

__all__ = ["journal"]

CHECK = "/konsol/kontroll/"


def test_a_pasted_letter_is_checked_whole(kommun_a: Sender, client: Client) -> None:
    changed = kommun_a.letter(cast.ARVID).request.replace(b"svSE", b"enGB", 1)

    page = client.post(CHECK, {"text": changed.decode()}).content.decode()

    assert "2 fel" in page
    assert "SignedDelivery/Signature" in page
    assert "/refusals/" in page


def test_a_good_letter_in_a_file_would_be_taken(kommun_a: Sender, client: Client) -> None:
    file = SimpleUploadedFile("brev.xml", kommun_a.letter(cast.ARVID).request, "text/xml")

    assert "Skulle tas emot" in client.post(CHECK, {"file": file}).content.decode()


def test_what_is_pasted_comes_to_no_harm(db: None, client: Client) -> None:
    page = client.post(CHECK, {"text": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page
    assert "no-soap-envelope" in page


def test_nothing_pasted_is_told(db: None, client: Client) -> None:
    answer = client.post(CHECK, {"text": ""})

    assert answer.status_code == 422
    assert "Klistra in ett kuvert eller välj en fil." in answer.content.decode()


def test_more_than_two_mebibytes_are_refused_in_words(db: None, client: Client) -> None:
    answer = client.post(CHECK, {"file": SimpleUploadedFile("stor.xml", b" " * 2_097_153)})

    assert answer.status_code == 422
    assert "2097152" in answer.content.decode()


def test_the_preflight_of_a_sender_is_shown(world: None, client: Client) -> None:
    page = client.get(f"{CHECK}start/", {"certificate": "kommun-a", "sender": ""}).content.decode()

    assert "Redo att börja" in page
    assert page.count("chip--good") == 8


def test_the_first_letter_of_a_preflight_may_be_to_anybody(world: None, client: Client) -> None:
    query = {"certificate": "kommun-a", "recipient": cast.TOLVAN}

    page = client.get(f"{CHECK}start/", query).content.decode()

    assert "Delivered=false" in page
    assert page.count("chip--good") == 7


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"certificate": "ingen", "sender": ""}, "Inget certifikat heter"),
        ({"certificate": "kommun-a", "sender": "12"}, "giltigt nummer"),
        ({"certificate": "kommun-a", "recipient": "12"}, "giltigt nummer"),
    ],
)
def test_a_preflight_that_cannot_be_is_told(world: None, client: Client, query: dict[str, str], said: str) -> None:
    assert said in client.get(f"{CHECK}start/", query).content.decode()


def test_the_octets_of_a_refused_letter_are_shown_saved_and_compared(
    client: Client, kommun_a: Sender, journal: Journal
) -> None:
    reply = kommun_a.deliver(kommun_a.letter(cast.ARVID).request.replace(b"svSE", b"enGB", 1))
    key = journal.only(call_id=reply.fault.call_id)["id"]
    page = f"{CHECK}oktetter/{key}/"

    assert "Avsändarens signatur" in client.get(page).content.decode()
    octets = client.get(f"{page}sender-normalised.xml").content
    mine = SimpleUploadedFile("mina.bin", octets.replace(b"enGB", b"svSE"))
    compared = client.post(page, {"form": "sender-normalised", "file": mine}).content.decode()
    assert "De skiljer sig" in compared
    assert "har vi «e», ni «s»" in compared
    same = client.post(page, {"form": "sender-normalised", "file": SimpleUploadedFile("mina.bin", octets)})
    assert "De är lika" in same.content.decode()


def test_octets_of_what_is_not_there_are_not_found(world: None, client: Client) -> None:
    assert client.get(f"{CHECK}oktetter/4711/").status_code == 404


@pytest.mark.parametrize("path", [CHECK, f"{CHECK}start/", f"{CHECK}oktetter/1/"])
def test_the_checks_ask_for_the_console_s_password(
    db: None, client: Client, settings: Settings, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.CONSOLE_PASSWORD", "hemligt")

    assert client.get(path).status_code == 401


@pytest.mark.parametrize("code", sorted(int(code) for code in MEANINGS))
def test_every_code_has_a_page(db: None, client: Client, code: int) -> None:
    page = client.get(f"/refusals/{code}").content.decode()

    assert MEANINGS[code].swedish in page
    assert all(f"/refusals/{reason.slug}" in page for reason in catalogue.reasons_of(code))


def test_every_reason_has_a_page_in_both_languages(db: None, client: Client) -> None:
    for slug, reason in catalogue.all_reasons().items():
        answer = client.get(catalogue.address_of(slug))
        assert answer.status_code == 200, slug
        assert slug in answer.content.decode()
        assert all(str(code) in answer.content.decode() for code in reason.codes)


def test_the_page_of_a_fault_says_it_in_words(kommun_a: Sender, client: Client) -> None:
    fault = kommun_a.deliver(b"<a/>").fault

    page = client.get(f"/refusals/{fault.reason}").content.decode()

    assert "inte ett SOAP 1.1-kuvert" in page


@pytest.mark.parametrize("path", ["/refusals/4711", "/refusals/no-such-reason"])
def test_a_code_or_a_reason_that_nobody_gives_has_no_page(db: None, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_codes_are_listed(db: None, client: Client) -> None:
    page = client.get("/refusals/").content.decode()

    assert "5012" in page
    assert "Signaturen håller inte" in page


def test_an_operator_is_not_told_that_it_can_send(world: None, client: Client) -> None:
    page = client.get(f"{CHECK}start/", {"certificate": "minmyndighetspost", "sender": ""}).content.decode()

    assert "Redo att börja" in page
    assert "skicka" not in page
