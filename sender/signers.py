"""The organisations that can sign letters here: those with a certificate folder in var/pki/clients.

Print files name a sender by folder or number, and mail addresses are given a folder.
"""

import re
from pathlib import Path
from typing import Final

from django.conf import settings

from formedlare.rights import require_rights
from infra.errors import (
    AccessDenied,
    DispatcherNotApproved,
    InvalidInput,
    NotFound,
    SenderNotRegistered,
    SystemFault,
)
from infra.errors.explanation import Check
from infra.identity import IdentityError, OrganisationNumber
from infra.pki import store
from infra.pki.peer import caller_of_identity
from infra.pki.store import Identity
from infra.pki.trust import current_trust
from infra.pki.validation.problems import CertificateProblem

_FOLDER: Final = re.compile(r"[A-Za-z0-9åäöÅÄÖ_-][A-Za-z0-9åäöÅÄÖ._-]*")


def find_signer(sender: str) -> Identity:
    """The identity of a sender, given by its certificate folder's name or by its organisation number.

    Raises:
        NotFound: there is no such folder, or none of an organisation with that number (5003).
        AccessDenied: its certificate has expired or is revoked, so its signature would be refused (5002).
    """
    identities = _with_number(sender) or _with_name(sender)
    if not identities:
        raise _unknown(sender)
    problems = [problem for identity in identities if (problem := _certificate_problem(identity))]
    usable = [identity for identity in identities if _certificate_problem(identity) is None]
    if not usable:
        raise AccessDenied.saying(problems[0].text, **problems[0].facts)
    return usable[0]


def number_of(sender: str) -> OrganisationNumber:
    """The number of a sender, given as for `find_signer`, also when it can no longer sign or has no key here.

    Raises:
        NotFound: neither an organisation number nor the name of a folder (5003).
    """
    try:
        return OrganisationNumber.parse(sender)
    except IdentityError as problem:
        if named := _with_name(sender):
            return named[0].organisation
        raise _unknown(sender) from problem


def signer_in_folder(folder: str) -> Identity:
    """The organisation with the key in the folder.

    Raises:
        LookupError: there is no such folder. CertificateProblem: its certificate is not accepted, and why.
    """
    identity = store.load_identity(folder)
    current_trust().check(identity.certificate, intermediates=identity.chain)
    return identity


def require_usable_folder(folder: str) -> str:
    """The folder's name, if its key can sign: the certificate holds, and the relay may send for its owner.

    A register that does not answer is no obstacle: it is asked again for every letter.

    Raises:
        InvalidInput: it cannot, and why.
    """
    if folder not in _folders():
        raise InvalidInput(
            f"Mappen {folder!r} finns inte i var/pki/clients. manage.py issue_certificate gör fler.",
            f"There is no folder {folder!r} in var/pki/clients. manage.py issue_certificate makes more.",
            slug="signer-folder-unknown",
            check=Check.STATE,
        )
    try:
        _require_rights(signer_in_folder(folder))
    except CertificateProblem as problem:
        raise InvalidInput(
            f"Mappen {folder} kan inte signera brev. {problem.text.swedish}",
            f"The folder {folder} cannot sign letters. {problem.text.english}",
            slug="signer-folder-cannot-sign",
            check=Check.STATE,
        ) from problem
    return folder


def usable_folders() -> list[str]:
    """The folders with a key that can sign, by name."""
    return [folder for folder in _folders() if obstacle_of(folder) is None]


def obstacle_of(folder: str) -> InvalidInput | None:
    """Why the folder's key cannot sign. None: it can."""
    try:
        require_usable_folder(folder)
    except InvalidInput as problem:
        return problem
    return None


def _folders() -> list[str]:
    return sorted(file.parent.name for file in Path(settings.PKI_DIR).glob("clients/*/client.pem"))


def _with_name(sender: str) -> list[Identity]:
    if not _FOLDER.fullmatch(sender):
        return []
    try:
        return [store.load_identity(sender)]
    except LookupError:
        return []


def _with_number(sender: str) -> list[Identity]:
    try:
        number = OrganisationNumber.parse(sender)
    except IdentityError:
        return []
    return [identity for identity in map(store.load_identity, _folders()) if identity.organisation == number]


def _certificate_problem(identity: Identity) -> CertificateProblem | None:
    try:
        current_trust().check(identity.certificate, intermediates=identity.chain)
    except CertificateProblem as problem:
        return problem
    return None


def _require_rights(owner: Identity) -> None:
    number, named = owner.organisation.value, f"{owner.title} ({owner.organisation.value})"
    try:
        require_rights(number, caller_of_identity(owner))
    except SenderNotRegistered as problem:
        raise InvalidInput(
            f"Mappen {owner.name} är {named}, som inte är registrerad avsändare i FaR. Välj en annan mapp.",
            f"The folder {owner.name} is {named}, no registered sender in FaR. Choose another folder.",
            slug="signer-folder-not-registered",
            check=Check.STATE,
        ) from problem
    except DispatcherNotApproved as problem:
        raise InvalidInput(
            f"Mappen {owner.name} är {named}, som inte har godkänt förmedlaren i FaR. Välj en annan mapp.",
            f"The folder {owner.name} is {named}, which has not approved the relay in FaR. Choose another folder.",
            slug="signer-folder-without-relay",
            check=Check.STATE,
        ) from problem
    except SystemFault:
        return


def _unknown(sender: str) -> NotFound:
    return NotFound(
        f"Simulatorn har ingen nyckel för avsändaren {sender[:80]!r} och kan inte signera åt den. Ange namnet på "
        "en mapp i var/pki/clients eller dess organisationsnummer; manage.py issue_certificate gör fler.",
        f"The simulator has no key of the sender {sender[:80]!r} and cannot sign for it. Give the name of a "
        "folder in var/pki/clients or its organisation number; manage.py issue_certificate makes more.",
        slug="signer-key-unknown",
    )
