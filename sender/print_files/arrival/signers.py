"""Whose key signs a sender's letters: only those whose certificate folder the simulator has can be signed for."""

import re
from pathlib import Path
from typing import Final

from django.conf import settings

from infra.errors import AccessDenied, NotFound
from infra.identity import IdentityError, OrganisationNumber
from infra.pki import store
from infra.pki.store import Identity
from infra.pki.trust import CertificateProblem, current_trust

_FOLDER: Final = re.compile(r"[A-Za-z0-9åäöÅÄÖ_-][A-Za-z0-9åäöÅÄÖ._-]*")


def find(sender: str) -> Identity:
    """The identity of a sender, given by its certificate folder's name or by its organisation number.

    Raises:
        NotFound: there is no such folder, or none of an organisation with that number (5003).
        AccessDenied: its certificate has expired or is revoked, so its signature would be refused (5002).
    """
    identities = _with_number(sender) or _with_name(sender)
    if not identities:
        raise _unknown(sender)
    problems = [problem for identity in identities if (problem := _problem(identity))]
    usable = [identity for identity in identities if _problem(identity) is None]
    if not usable:
        raise AccessDenied(problems[0].text.swedish, problems[0].text.english)
    return usable[0]


def number_of(sender: str) -> OrganisationNumber:
    """The number of a sender, given as for `find`, also when it can no longer sign or has no key here.

    Raises:
        NotFound: neither an organisation number nor the name of a folder (5003).
    """
    try:
        return OrganisationNumber.parse(sender)
    except IdentityError as problem:
        if named := _with_name(sender):
            return named[0].organisation
        raise _unknown(sender) from problem


def _with_name(sender: str) -> list[Identity]:
    if not _FOLDER.fullmatch(sender):
        return []
    try:
        return [store.identity(sender)]
    except LookupError:
        return []


def _with_number(sender: str) -> list[Identity]:
    try:
        number = OrganisationNumber.parse(sender)
    except IdentityError:
        return []
    folders = sorted(file.parent.name for file in Path(settings.PKI_DIR).glob("clients/*/client.pem"))
    return [identity for identity in map(store.identity, folders) if identity.organisation == number]


def _problem(identity: Identity) -> CertificateProblem | None:
    try:
        current_trust().check(identity.certificate, intermediates=identity.chain)
    except CertificateProblem as problem:
        return problem
    return None


def _unknown(sender: str) -> NotFound:
    return NotFound(
        f"Simulatorn har ingen nyckel för avsändaren {sender[:80]!r} och kan inte signera åt den. Ange namnet på "
        "en mapp i var/pki/clients eller dess organisationsnummer; manage.py issue_certificate gör fler.",
        f"The simulator has no key of the sender {sender[:80]!r} and cannot sign for it. Give the name of a "
        "folder in var/pki/clients or its organisation number; manage.py issue_certificate makes more.",
    )
