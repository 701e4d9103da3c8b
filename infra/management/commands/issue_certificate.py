"""`manage.py issue_certificate`: a certificate for any organisation."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from infra.identity import IdentityError, OrganisationNumber
from infra.pki import store
from infra.pki.problems import CertificateProblem


class Command(BaseCommand):
    help = "Issues a client certificate for an organisation, below var/pki/clients or in another folder."

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
            store.issue_identity(pki_dir, folder, number, options["title"])
        except (ValueError, CertificateProblem) as problem:
            raise CommandError(f"No certificate can have that name: {problem}. Change it, or --name.") from problem
        self.stdout.write(f"{folder}: client.pem, client.key, client.p12 (password mmsim)")
