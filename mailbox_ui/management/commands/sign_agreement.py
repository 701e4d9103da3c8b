"""`manage.py sign_agreement`: sign a text as a test person, for a request to the register."""

import argparse
import base64
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from infra.errors import InvalidInput
from infra.pki import store
from mailbox_ui.eid import Flaw, SignatureForm, sign_text, signature_xml


class Command(BaseCommand):
    help = (
        "Signs an agreement text as a test person and prints SignatureData, the element that register and other "
        "operations of the register take."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("person", help="the person's number, twelve digits")
        text = parser.add_mutually_exclusive_group()
        text.add_argument("--text", help="the agreement text (default: what comes on standard input)")
        text.add_argument("--file", type=Path, help="a file with the agreement text, in UTF-8")
        parser.add_argument(
            "--form", choices=[form.value for form in SignatureForm], default=SignatureForm.XML.value
        )
        parser.add_argument(
            "--flaw", choices=[flaw.value for flaw in Flaw], help="what is wrong with it, on purpose"
        )
        parser.add_argument("--nonce", default="", help="a nonce to sign")
        parser.add_argument("--only-signature", action="store_true", help="print the signature alone, in base64")

    def handle(self, *_: Any, **options: Any) -> None:
        store.ensure_identities(Path(settings.PKI_DIR))
        flaw = Flaw(options["flaw"]) if options["flaw"] else None
        try:
            data = sign_text(
                options["person"],
                _text(options),
                SignatureForm(options["form"]),
                nonce=options["nonce"],
                flaw=flaw,
            )
        except InvalidInput as problem:
            raise CommandError(problem.text.english) from problem
        if options["only_signature"]:
            self.stdout.write(base64.b64encode(data.signature).decode())
        else:
            self.stdout.write(signature_xml(data))


def _text(options: dict[str, Any]) -> str:
    file: Path | None = options["file"]
    if file is None:
        given: str | None = options["text"]
        return sys.stdin.read() if given is None else given
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{file} cannot be read as UTF-8: {problem}.") from problem
