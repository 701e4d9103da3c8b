"""Files that the console cannot take are refused in words, and nothing of them is stored."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from formedlare.models import ContactAddress
from sender.print_files.models import BatchFile
from tests.console.conftest import SENDER, Console
from tests.console.views.test_hostile_forms import AS_SENDER, DIGITS, MARKUP, refused, rows_of


def uploaded(content: bytes, name: str = "adresser.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/csv")


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        png(),
        b"PK\x03\x04" + bytes(100),
        b"\xff\xfe" + "recipient;email".encode("utf-16-le"),
        "recipient;email;mobile;confirmed_on\n198101052382;åsa@x.se;;2026-03-01".encode("latin-1"),
        b"fel;kolumner\n1;2\n",
        b'recipient;email;mobile;confirmed_on\n"198101052382;a@example.com;;2026-03-01\n',
        b"recipient;email;mobile;confirmed_on\n198101052382;a@example.com;;2026-03-01;5;6\n",
        b"recipient;email;mobile;confirmed_on\n198101052382;\x00@example.com;;2026-03-01\n",
        b"recipient;email;mobile;confirmed_on\n" + b"9" * 200_000 + b";a@example.com;;2026-03-01\n",
    ],
    ids=["empty", "png", "zip", "utf-16", "latin-1", "columns", "quote", "too many", "nul", "long"],
)
def test_a_register_file_that_is_none_is_refused_and_the_register_stays(
    console: Console, world: None, content: bytes
) -> None:
    before = list(ContactAddress.objects.values_list("pk", "email"))

    answer = console.do("addresses-upload", query=AS_SENDER, file=uploaded(content), replace="on")

    assert answer.status_code == 422
    assert list(ContactAddress.objects.values_list("pk", "email")) == before


def test_an_upload_without_its_file_is_asked_for_it(console: Console, world: None) -> None:
    assert refused(console, "addresses-upload", {}, query=AS_SENDER) == "Fel: Välj en fil."
    assert refused(console, "addresses-upload", {"file": "adresser.csv"}, query=AS_SENDER) == "Fel: Välj en fil."


def test_a_register_file_that_is_too_large_is_refused_before_it_is_read(console: Console, world: None) -> None:
    content = b"recipient;email;mobile;confirmed_on\n" + b"\n" * (8 * 2**20)

    answer = console.do("addresses-upload", query=AS_SENDER, file=uploaded(content))

    assert answer.status_code == 422
    assert "högst 8 MB" in answer.content.decode()


@pytest.mark.parametrize("sender", ["", "165560000001", "../kommun-a", DIGITS, MARKUP], ids=lambda text: text[:12])
def test_a_print_file_of_a_sender_that_is_none_is_not_taken(console: Console, world: None, sender: str) -> None:
    refused(console, "files", {"sender": sender, "file": uploaded(b"PK", "brev.zip")})

    assert not BatchFile.objects.exists()


def test_a_register_without_lines_replaces_nothing_unless_it_is_told_to(console: Console, world: None) -> None:
    heading = b"recipient;email;mobile;confirmed_on\n"
    before = rows_of(ContactAddress)

    console.do("addresses-upload", query=AS_SENDER, file=uploaded(heading))
    assert rows_of(ContactAddress) == before

    console.do("addresses-upload", query=AS_SENDER, file=uploaded(heading), replace="on")
    assert not ContactAddress.objects.filter(sender=SENDER).exists()
