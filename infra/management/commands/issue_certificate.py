"""`manage.py issue_certificate`: a certificate for any organisation."""

import argparse
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from infra.errors import InternalError
from infra.far_client import RegisterRefused, is_actor
from infra.identity import IdentityError, OrganisationNumber
from infra.pki import store
from infra.pki.problems import CertificateProblem
from infra.pki.store import Identity
from infra.soap import local

VALIDITY: Final = "The certificate is valid for mutual TLS and for signatures."
ACTOR: Final = "{number} is an actor in FaR already: the certificate has the rights of that organisation."
REFUSED: Final = (
    "calls to the register, the population register and deliverSecure with 5002, letters that it signed as the "
    "sender with 5014"
)
NO_ACTOR: Final = (
    f"{{number}} is no actor in FaR. Until FaR has it, these are refused: {REFUSED}. The actors are the seeded "
    "organisations: issue the certificate for the number of one of them to have its rights."
)
NOT_ASKED: Final = (
    "Whether {number} is an actor in FaR could not be asked: {reason} "
    f"If it is none, these are refused: {REFUSED}."
)


class Command(BaseCommand):
    help = (
        "Issues a client certificate for an organisation, below var/pki/clients or in another folder, and says "
        "what rights it gives: an organisation that is no actor in FaR (the register) is refused."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("number", help="organisation number, ten or twelve digits")
        parser.add_argument("title", help="the organisation's name, for the certificate's O")
        parser.add_argument("--name", help="name of the folder (default: the number)")
        parser.add_argument("--out", type=Path, help="folder to write to instead")

    def handle(self, *_: Any, **options: Any) -> None:
        pki_dir = Path(settings.PKI_DIR)
        try:
            number = OrganisationNumber.parse(options["number"])
        except IdentityError as problem:
            raise CommandError(str(problem)) from problem
        folder: Path = options["out"] or pki_dir / "clients" / (options["name"] or number.value)
        if (folder / "client.pem").exists():
            raise CommandError(f"{folder} has a certificate already; choose another --name or --out")
        store.ensure(pki_dir)
        try:
            identity = store.issue_identity(pki_dir, folder, number, options["title"])
        except (ValueError, CertificateProblem) as problem:
            raise CommandError(f"No certificate can have that name: {problem}. Change it, or --name.") from problem
        self.stdout.write(f"{folder}: client.pem, client.key, client.p12 (password mmsim)")
        self.stdout.write(f"{VALIDITY} {_rights(identity)}")


def _rights(identity: Identity) -> str:
    number = identity.organisation.value
    try:
        with local.on_the_wire():
            text = ACTOR if is_actor(identity) else NO_ACTOR
    except (InternalError, RegisterRefused) as problem:
        return NOT_ASKED.format(number=number, reason=problem.text.english)
    return text.format(number=number)
