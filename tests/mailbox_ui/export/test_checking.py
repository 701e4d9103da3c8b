"""The page that checks saved letters: every signature by the rule of the reception; nothing hostile gets in."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mailbox_operator.models import Delivery
from mailbox_ui.export import checking
from tests import cast
from tests.mailbox_ui import factories as make

CHECK = "/kontrollera/"


@pytest.fixture
def saved(kommun_a: cast.Sender, client: Client) -> bytes:
    """A ZIP file of a mailbox with two letters, as its owner saved it."""
    for subject in ("Beslut om bygglov", "Beslut om parkering"):
        assert kommun_a.deliver(kommun_a.letter(cast.ARVID, kommun_a.text(subject=subject))).delivered
    make.log_in(client, cast.ARVID)
    return client.post("/post/minmyndighetspost.se/spara-allt/").getvalue()


def checked(content: bytes, name: str = "brevlada.zip", **fields: object) -> tuple[int, str]:
    answer = Client().post(CHECK, {"file": SimpleUploadedFile(name, content), **fields})
    return answer.status_code, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def changed(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The ZIP file with other contents under the same names."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_a_saved_mailbox_is_found_genuine(saved: bytes) -> None:
    status, seen = checked(saved)

    assert status == 200
    assert "Alla 2 brev är äkta och oförändrade" in seen
    assert "Beslut om bygglov" in seen
    assert "Från Kommun A" in seen
    assert "2 bilagor i filen är, tecken för tecken" in seen


def test_one_original_is_checked_by_itself(saved: bytes) -> None:
    status, seen = checked(bytes(Delivery.objects.earliest("pk").sealed_xml), "original.xml")

    assert status == 200
    assert "Brevet är äkta och oförändrat" in seen


def test_the_soap_message_that_carried_a_letter_is_checked_too(kommun_a: cast.Sender) -> None:
    assert "Brevet är äkta och oförändrat" in checked(kommun_a.letter(cast.ARVID).request, "anrop.xml")[1]


def test_a_letter_changed_afterwards_is_seen_with_the_reason(saved: bytes) -> None:
    def forge(name: str, content: bytes) -> bytes:
        return content.replace(b"Beslut om bygglov", b"Avslag om bygglov") if name.endswith(".xml") else content

    status, seen = checked(changed(saved, forge))

    assert status == 200
    assert "1 av 2 är äkta och oförändrade" in seen
    assert "Signaturen håller inte" in seen
    assert "Avslag om bygglov" not in seen


def test_an_attachment_changed_afterwards_is_named(saved: bytes) -> None:
    status, seen = checked(changed(saved, lambda name, old: old + b" " if "/bilaga-" in name else old))

    assert "Alla 2 brev är äkta" in seen
    assert "finns inte i något äkta original" in seen
    assert "bilaga-1-beslut.pdf" in seen
    assert status == 200


def test_a_letter_signed_by_somebody_else_than_its_sender_is_not_genuine(
    kommun_a: cast.Sender, kommun_b: cast.Sender
) -> None:
    forged = kommun_a.letter(cast.ARVID, signer=kommun_b.identity, relay=kommun_b.identity)

    assert "Signaturen håller inte" in checked(forged.request, "anrop.xml")[1]


class Later(datetime):
    """The machine's time in fifteen years, when the certificate of the letter has expired."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Later":
        return cls.fromtimestamp(datetime.now(UTC).timestamp() + 15 * 365 * 86_400, tz)


def test_a_letter_whose_certificate_has_expired_since_was_genuine_then(
    saved: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.pki.trust.datetime", Later)

    seen = checked(saved)[1]

    assert seen.count("Äkta och oförändrat den dag det förseglades") == 2
    assert "Ett certifikat har slutat gälla sedan dess" in seen


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen"),
        (b"hej", "Går inte att läsa som ett signerat brev"),
        (b"<a/>", "Signaturen håller inte"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "Går inte att läsa"),
        (b"PK\x03\x04 skadad", "Filen går inte att läsa som ZIP"),
        (packed({"brev/a.txt": b"hej"}), "ingen mapp original"),
        (packed({"original/a.xml": b"0" * 2_200_000}), "packas upp till mer än den får"),
    ],
)
def test_what_is_no_saved_letter_is_refused_with_a_word_why(content: bytes, words: str) -> None:
    assert words in checked(content)[1]


def test_a_bomb_that_lies_about_its_size_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = bytearray(packed({"original/a.xml": b"0" * 40_000_000}))
    place = bomb.index(b"PK\x01\x02") + 24
    bomb[place : place + 4] = struct.pack("<I", 100)

    status, seen = checked(bytes(bomb))

    assert status == 422 or "Går inte att läsa" in seen


def test_many_small_bombs_are_stopped_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MAX_UNPACKED", 10_000_000)
    files = {f"original/{number}.xml": b"0" * 2_000_000 for number in range(6)}

    assert "packas upp till mer än den får" in checked(packed(files))[1]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_whose_method_has_no_limit_is_not_unpacked(method: int) -> None:
    status, seen = checked(packed({"original/a.xml": b"0" * 30_000_000}, method))

    assert status == 422
    assert "ovanlig metod" in seen


def test_an_original_that_cannot_be_unpacked_is_damage_and_no_error_of_ours() -> None:
    whole = bytearray(packed({"original/a.xml": b"<a/>" * 100}))
    place = whole.index(b"original/a.xml") + len("original/a.xml")
    whole[place : place + 6] = b"\xff" * 6

    status, seen = checked(bytes(whole))

    assert status == 422
    assert "skadad på vägen" in seen


def test_letters_that_take_too_long_are_checked_in_turns(saved: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MAX_SECONDS", -1.0)

    assert "1 av 2 signerade brev är kontrollerade, från nummer 1" in checked(saved)[1]


def test_too_many_entries_are_counted_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MAX_ENTRIES", 10)

    assert "för många filer" in checked(packed({f"original/{number}.xml": b"" for number in range(11)}))[1]


def test_a_file_larger_than_the_limit_is_refused_before_it_is_read() -> None:
    answer = Client().post(CHECK, b"x", "multipart/form-data; boundary=b", CONTENT_LENGTH=str(10**10))

    assert answer.status_code == 422
    assert "för stor" in answer.content.decode()


def test_a_locked_zip_is_explained(saved: bytes) -> None:
    locked = bytearray(saved)
    for found in re.finditer(b"PK\x01\x02", saved):
        locked[found.start() + 8] |= 1

    assert "låst med lösenord" in checked(bytes(locked))[1]


def test_more_letters_than_can_be_checked_at_a_time_are_checked_in_turns(
    saved: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MAX_ORIGINALS", 1)

    first, second = checked(saved)[1], checked(saved, start=2)[1]

    assert "1 av 2 signerade brev är kontrollerade, från nummer 1" in first
    assert "Börja vid original nummer" in first
    assert "från nummer 2" in second
    assert "Börja vid original nummer" not in second


def test_names_in_the_file_are_shown_as_text(saved: bytes) -> None:
    hostile = packed({"original/<script>alert(1)</script>.xml": b"<a/>"})

    answer = Client().post(CHECK, {"file": SimpleUploadedFile("a.zip", hostile)})

    assert "<script>alert" not in answer.content.decode()
