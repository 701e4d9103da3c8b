"""Whose keys can sign what comes by mail: the folders in var/pki/clients."""

from pathlib import Path

from django.conf import settings

from formedlare import intake
from infra.errors import DispatcherNotApproved, InvalidInput, SenderNotRegistered, SystemFault
from infra.pki import store
from infra.pki.peer import caller_of_identity
from infra.pki.store import Identity
from infra.pki.trust import CertificateProblem, current_trust


def signer(identity: str) -> Identity:
    """The organisation whose key lies in the folder.

    Raises:
        LookupError: there is no such folder. CertificateProblem: its certificate is not accepted, and why.
    """
    found = store.identity(identity)
    current_trust().check(found.certificate, intermediates=found.chain)
    return found


def require_able(identity: str) -> str:
    """The folder's name, if its key can sign: the certificate holds, and the relay may send for its owner.

    A register that does not answer stops nobody here: it is asked again for every mail.

    Raises:
        InvalidInput: it cannot, and why.
    """
    if identity not in _folders():
        raise InvalidInput(
            f"Mappen {identity!r} finns inte i var/pki/clients. manage.py issue_certificate gör fler.",
            f"There is no folder {identity!r} in var/pki/clients. manage.py issue_certificate makes more.",
        )
    try:
        _require_rights(signer(identity))
    except CertificateProblem as problem:
        raise InvalidInput(
            f"Mappen {identity} kan inte signera brev. {problem.text.swedish}",
            f"The folder {identity} cannot sign letters. {problem.text.english}",
        ) from problem
    return identity


def able() -> list[str]:
    """The folders whose keys can sign, by name."""
    return [identity for identity in _folders() if obstacle(identity) is None]


def obstacle(identity: str) -> InvalidInput | None:
    """Why the folder's key cannot sign. None: it can."""
    try:
        require_able(identity)
    except InvalidInput as problem:
        return problem
    return None


def _folders() -> list[str]:
    return sorted(file.parent.name for file in Path(settings.PKI_DIR).glob("clients/*/client.pem"))


def _require_rights(owner: Identity) -> None:
    number, named = owner.organisation.value, f"{owner.title} ({owner.organisation.value})"
    try:
        intake.require_rights(number, caller_of_identity(owner))
    except SenderNotRegistered as problem:
        raise InvalidInput(
            f"Mappen {owner.name} är {named}, som inte är registrerad avsändare i FaR. Välj en annan mapp.",
            f"The folder {owner.name} is {named}, no registered sender in FaR. Choose another folder.",
        ) from problem
    except DispatcherNotApproved as problem:
        raise InvalidInput(
            f"Mappen {owner.name} är {named}, som inte har godkänt förmedlaren i FaR. Välj en annan mapp.",
            f"The folder {owner.name} is {named}, which has not approved the relay in FaR. Choose another folder.",
        ) from problem
    except SystemFault:
        return
