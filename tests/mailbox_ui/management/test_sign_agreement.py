"""`manage.py sign_agreement`."""

import base64
import io
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from contracts import codec, common
from far.signatures import verify_signature

pytestmark = pytest.mark.django_db
MARIA, TEXT = "198101052382", "Jag öppnar en brevlåda.\n"


def signed(*arguments: str | Path) -> common.SignatureData:
    out = StringIO()
    call_command("sign_agreement", MARIA, *arguments, stdout=out)
    return codec.from_element(common.SignatureData, etree.fromstring(out.getvalue()))


def test_the_register_accepts_what_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "agreement.txt"
    file.write_text(TEXT, encoding="utf-8")

    for form in ("xml", "pkcs7", "pkcs7-detached", "mocked"):
        assert verify_signature(signed("--file", file, "--form", form), TEXT).number == MARIA
    assert verify_signature(signed("--text", TEXT), TEXT).number == MARIA


def test_the_text_may_come_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(TEXT))

    assert verify_signature(signed(), TEXT).number == MARIA


def test_the_signature_alone_can_be_printed() -> None:
    out = StringIO()
    call_command("sign_agreement", MARIA, "--text", TEXT, "--only-signature", stdout=out)

    signature = base64.b64decode(out.getvalue(), validate=False)
    assert verify_signature(common.SignatureData(signature=signature, certificate="x"), TEXT).number == MARIA


def test_a_nonce_and_a_flaw_can_be_asked_for() -> None:
    assert signed("--text", TEXT, "--nonce", "4711").nonce == "4711"
    assert verify_signature(signed("--text", TEXT, "--flaw", "wrong_person"), TEXT).number == "191212121212"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["162021004748", "--text", "x"], "personal identity number"),
        ([MARIA, "--text", "x", "--form", "mocked", "--flaw", "expired"], "wrong_person"),
        ([MARIA, "--file", "/does/not/exist"], "cannot be read as UTF-8"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(arguments: list[str], says: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("sign_agreement", *arguments, stdout=StringIO())

    assert says in str(refused.value)
    assert "\n" not in str(refused.value)
