"""What people paste and upload is taken as it is, in both languages, and no larger than a message may be."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from testbed.checks.pages.forms import EnvelopeForm, OctetsForm, PreflightForm

CHECK = "/konsol/kontroll/"


def envelope_form(text: str = "", file: bytes | None = None) -> EnvelopeForm:
    files: MultiValueDict[str, UploadedFile[Any]] = MultiValueDict()
    if file is not None:
        files["file"] = SimpleUploadedFile("brev.xml", file)
    return EnvelopeForm({"text": text}, files)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=80))
def test_what_was_pasted_is_checked_blank_for_blank(text: str) -> None:
    form = envelope_form(text)

    assert form.is_valid()
    assert form.data_to_check == text.encode()


def test_line_ends_of_a_form_are_those_of_the_text() -> None:
    form = envelope_form("<a>\r\n</a>\r\n")

    assert form.is_valid()
    assert form.data_to_check == b"<a>\n</a>\n"


def test_a_file_is_checked_byte_for_byte_and_goes_before_what_was_pasted() -> None:
    form = envelope_form("pasted", b"<a>\r\n\xff</a>")

    assert form.is_valid()
    assert form.data_to_check == b"<a>\r\n\xff</a>"


def test_a_form_with_nothing_in_it_says_so_in_the_reader_s_language() -> None:
    assert "Klistra in ett kuvert" in str(envelope_form().errors)
    with override("en"):
        assert "Klistra" not in str(envelope_form().errors)


@pytest.mark.parametrize("more", [0, 1])
def test_as_much_as_a_message_may_be_is_taken_and_not_a_byte_more(settings: Settings, more: int) -> None:
    settings.MAX_SOAP_BYTES = 10

    assert envelope_form("å" * 5 + "a" * more).is_valid() is not bool(more)
    assert envelope_form(file=b"x" * (10 + more)).is_valid() is not bool(more)


def test_octets_need_a_file_and_a_form_that_there_is() -> None:
    choices = [("seal-normalised", "a")]
    file = {"file": SimpleUploadedFile("mina.bin", b"octets")}

    assert OctetsForm({"form": "seal-normalised"}, file, choices=choices).is_valid()
    assert not OctetsForm({"form": "seal-upside-down"}, file, choices=choices).is_valid()
    assert not OctetsForm({"form": "seal-normalised"}, {}, choices=choices).is_valid()


def test_octets_are_no_larger_than_a_message(settings: Settings) -> None:
    settings.MAX_SOAP_BYTES = 4
    file = {"file": SimpleUploadedFile("mina.bin", b"octets")}

    assert not OctetsForm({"form": "a"}, file, choices=[("a", "a")]).is_valid()


@pytest.mark.parametrize(
    ("values", "is_valid"),
    [
        ({"certificate": "kommun-a"}, True),
        ({"certificate": "kommun-a", "sender": "162021004748"}, True),
        ({"certificate": ""}, False),
        ({"certificate": "x" * 101}, False),
        ({"certificate": "a", "sender": "1" * 21}, False),
    ],
)
def test_a_preflight_needs_a_certificate_and_may_have_a_sender(values: dict[str, str], is_valid: bool) -> None:
    assert PreflightForm(values).is_valid() is is_valid


@pytest.mark.parametrize("address", [CHECK, f"{CHECK}start/"])
def test_the_forms_are_in_the_reader_s_language(db: None, client: Client, address: str) -> None:
    swedish = client.get(address).content.decode()
    client.cookies["django_language"] = "en"
    english = client.get(address).content.decode()

    assert 'lang="sv"' in swedish
    assert 'lang="en"' in english
    for label in ("Kuvertet", "Certifikat<"):
        assert label not in english


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("address", [CHECK, f"{CHECK}start/", f"{CHECK}oktetter/1/"])
def test_other_methods_are_not_known(db: None, client: Client, address: str, method: str) -> None:
    assert getattr(client, method)(address).status_code == 405
