"""`manage.py issue_certificate`: a certificate for any organisation."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from infra.authorship import Author, Origin
from infra.errors import InternalError, InvalidInput
from infra.far_client import RegisterRefused, is_actor
from infra.identity import IdentityError, OrganisationNumber
from infra.pki import store
from infra.pki.issuing import orders
from infra.pki.issuing.certificate_order import CertificateCondition, CertificateOrder
from infra.pki.store import Identity
from infra.soap import local
from infra.validation import InvalidValues

WITH_KEY: Final = "client.pem, client.key, client.p12 (password mmsim)"
WITHOUT_KEY: Final = "client.pem, leaf.pem"
VALIDITY: Final = "The certificate is valid for mutual TLS and for signatures."
ACTOR: Final = "{number} is an actor in FaR already: the certificate has the rights of that organisation."
REFUSED_ON_PURPOSE: Final = {
    CertificateCondition.EXPIRED: "The certificate has expired: calls are refused with 3.",
    CertificateCondition.REVOKED: "The certificate is revoked: calls are refused with 3.",
    CertificateCondition.NOT_YET_VALID: "The certificate begins tomorrow: until then calls are refused with 3.",
}
KEY_ELSEWHERE: Final = "Its key is where the signing request was made."
REFUSED: Final = (
    "calls to the register, the population register and deliverSecure with 5002, letters that it signed as the "
    "sender with 5014"
)
NO_ACTOR: Final = (
    f"{{number}} is no actor in FaR. Until FaR has it, these are refused: {REFUSED}. To make it an actor: the "
    f"console's page Aktörer, or PUT {{web}}api/v1/actors/{{number}}."
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

        parser.add_argument(
            "--condition",
            choices=[condition.value for condition in CertificateCondition],
            default=CertificateCondition.VALID.value,
            help="what is wrong with it, on purpose (%(default)s)",
        )
        parser.add_argument(
            "--minutes", type=int, default=CertificateOrder.minutes, help="how long it is valid (two years)"
        )
        parser.add_argument(
            "--single-valued", action="store_true", help="serialNumber and CN in RDNs of their own, not in one"
        )
        parser.add_argument("--csr", type=Path, help="make it from this signing request (PKCS#10 in PEM)")
        parser.add_argument(
            "--keep-subject", action="store_true", help="use the request's own subject, which must name the number"
        )

        parser.add_argument(
            "--host",
            action="append",
            default=[],
            dest="hosts",
            help="name or address of your own listener, which can show the certificate, too; may be repeated",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        pki_dir = Path(settings.PKI_DIR)
        try:
            number = OrganisationNumber.parse(options["number"])
        except IdentityError as problem:
            raise CommandError(str(problem)) from problem
        folder: Path = options["out"] or pki_dir / "clients" / (options["name"] or number.value)
        if (folder / "client.pem").exists():
            raise CommandError(f"{folder} has a certificate already; choose another --name or --out")
        store.ensure_identities(pki_dir)
        try:
            made = orders.make_certificate(pki_dir, _order(number, folder, options))
            is_client = made.key is not None and options["out"] is None
            orders.write_certificate(pki_dir, made, Author(Origin.COMMAND), folder=None if is_client else folder)
        except InvalidInput as problem:
            raise CommandError(_reason(problem)) from problem
        has_key = made.key is not None
        self.stdout.write(f"{folder}: {WITH_KEY if has_key else WITHOUT_KEY}")
        words = (
            VALIDITY
            if options["condition"] == CertificateCondition.VALID
            else REFUSED_ON_PURPOSE[options["condition"]]
        )
        self.stdout.write(f"{words} {_rights(number, store.read_identity(folder) if has_key else None)}")


def _order(number: OrganisationNumber, folder: Path, options: Mapping[str, Any]) -> CertificateOrder:
    return CertificateOrder(
        organisation=number,
        title=options["title"],
        folder=folder.name,
        condition=CertificateCondition(options["condition"]),
        minutes=options["minutes"],
        is_multi_valued=not options["single_valued"],
        csr=_read_request(options["csr"]) if options["csr"] else None,
        keeps_subject=options["keep_subject"],
        hosts=tuple(options["hosts"]),
    )


def _read_request(file: Path) -> str:
    try:
        return file.read_text()
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"--csr {file} cannot be read: {problem}") from problem


def _reason(problem: InvalidInput) -> str:
    """The refusal; one of the name says that it is the name."""
    fields = {value.field for value in problem.values} if isinstance(problem, InvalidValues) else set()
    if fields & {"name", "folder"}:
        return f"No certificate can have that name: {problem}. Change it, or --name."
    return str(problem)


def _rights(number: OrganisationNumber, identity: Identity | None) -> str:
    """What the register says of the organisation. Only with the key can it be asked in its name."""
    if identity is None:
        return KEY_ELSEWHERE
    try:
        with local.on_the_wire():
            text = ACTOR if is_actor(identity) else NO_ACTOR
    except (InternalError, RegisterRefused) as problem:
        return NOT_ASKED.format(number=number, reason=problem.text.english)
    return text.format(number=number, web=settings.WEB_BASE_URL)
