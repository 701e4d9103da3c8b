"""The examples of docs/signatures.md work as they stand."""

import base64
import re
import shlex
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

from contracts import common
from far.signatures import verify_signature
from infra.errors import SignatureFault
from infra.pki import personal
from tests.formedlare.api import curl

TEXT, MARIA = "Jag öppnar en brevlåda.", "198101052382"
DOCUMENT = curl.document("signatures.md")


@pytest.fixture(autouse=True)
def in_a_folder_with_an_agreement(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    personal.ensure_authority(Path(settings.PKI_DIR))
    (tmp_path / "agreement.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def commands(program: str) -> list[list[str]]:
    joined = "\n".join(curl.blocks(DOCUMENT, "console")).replace("\\\n", " ")
    return [shlex.split(line) for line in re.findall(rf"^\$ ({program} .*)$", joined, re.MULTILINE)]


def is_accepted(signature: bytes, nonce: str | None = None) -> bool:
    try:
        verified = verify_signature(common.SignatureData(signature=signature, certificate="x", nonce=nonce), TEXT)
    except SignatureFault:
        return False
    return verified.number == MARIA


def test_the_requests_are_answered_as_it_says(client: Client) -> None:
    right, flawed, nonce, legitimation, revocation = curl.calls("signatures.md", {})

    signed = right.send(client).json()
    assert is_accepted(base64.b64decode(signed["signature"]))
    assert not is_accepted(base64.b64decode(flawed.send(client).json()["signature"]))
    assert nonce.send(client).status_code == 201
    assert legitimation.send(client).json()["number"] == MARIA
    assert revocation.send(client).status_code == 204
    assert not is_accepted(base64.b64decode(signed["signature"]))


def test_the_commands_sign_as_it_says() -> None:
    signed = []
    for _python, _manage, name, *arguments in commands("python manage.py"):
        out = StringIO()
        call_command(name, *arguments, "--only-signature", stdout=out)
        signed.append(is_accepted(base64.b64decode(out.getvalue())))

    assert signed == [True, True, False]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="OpenSSL's command is not installed")
def test_openssl_signs_with_the_files_as_it_says(client: Client, tmp_path: Path) -> None:
    client.put(f"/api/v1/eid/legitimations/{MARIA}")
    for name in ("client.key", "client.pem"):
        [place] = re.findall(rf"var/(pki/eid/persons/{MARIA})/client\.key", DOCUMENT)
        shutil.copy(Path(settings.DATA_DIR) / place / name, tmp_path)

    for command in commands("openssl"):
        subprocess.run(command, check=True, capture_output=True)

    assert is_accepted((tmp_path / "agreement.p7s").read_bytes())


def test_the_plain_form_is_accepted_until_it_is_switched_off() -> None:
    [plain] = curl.blocks(DOCUMENT, "text")
    data = common.SignatureData(signature=plain.strip().encode(), certificate="x")

    assert verify_signature(data, TEXT).is_mocked
    with override_settings(MOCKED_SIGNATURES=False), pytest.raises(SignatureFault):
        verify_signature(data, TEXT)
