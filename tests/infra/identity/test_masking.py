"""No whole number of a person stands in the log."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from infra.identity.masking import mask_numbers


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the process writes."""
    handler = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    text = io.StringIO()
    before = handler.setStream(text)
    yield text
    if before is not None:
        handler.setStream(before)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("the recipient 198101052382 is", "the recipient 19810105**** is"),
        ("810105-2382", "810105****"),
        ("19810105-2382", "19810105****"),
        ("810105+2382,", "810105****,"),
        ("162021004748 and 202100-4748", "162021004748 and 202100-4748"),
        ("<recipientId>197001602391</recipientId>", "<recipientId>19700160****</recipientId>"),
        ("a call of 1234567890123 bytes", "a call of 1234567890123 bytes"),
    ],
)
def test_numbers_of_persons_are_masked_and_those_of_organisations_are_not(written: str, shown: str) -> None:
    assert mask_numbers(written) == shown


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/finns-inte/198101052382", "/post/?x=810105-2382", "/19810105-2382/"])
def test_an_address_that_does_not_exist_is_logged_without_the_number_in_it(
    client: Client, log: io.StringIO, address: str
) -> None:
    client.get(address)

    line = log.getvalue()
    assert "2382" not in line


@pytest.mark.django_db
def test_the_line_says_what_was_asked_for(client: Client, log: io.StringIO) -> None:
    client.get("/finns-inte/198101052382/162021004748")

    assert "Not Found: /finns-inte/19810105****/162021004748" in log.getvalue()


def test_lines_of_others_are_as_they_were(log: io.StringIO) -> None:
    logging.getLogger("far").warning("trace %s", "ab1234567890")

    assert "trace ab1234567890" in log.getvalue()
