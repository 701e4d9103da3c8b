"""The order of a certificate: its organisation and condition, and whether it can be met."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from infra.identity import OrganisationNumber
from infra.pki.issuing import issue
from infra.pki.issuing.hosts import wrong_hosts
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues, NumberLimits, require_limits
from infra.validation.name_characters import wrong_with_name

FOLDER: Final = re.compile(r"[A-Za-z0-9åäöÅÄÖ_][A-Za-z0-9åäöÅÄÖ._-]{0,47}")
"""Names of folders: with what stands around it, the host in the certificate has at most 64 characters."""
MAX_TITLE: Final = 64
"""Characters. Source: RFC 5280, ub-organization-name."""
MINUTES: Final = NumberLimits(1, 5_256_000)
"""How long a certificate may be valid: up to ten years."""
NO_TITLE: Final = Text("behövs: organisationens namn", "is needed: the organisation's name")
LONG_TITLE: Final = Text(
    f"får i ett certifikat ha högst {MAX_TITLE} tecken",
    f"may have at most {MAX_TITLE} characters in a certificate",
)

BAD_FOLDER: Final = Text(
    "ska vara 1 till 48 bokstäver, siffror, punkter, bindestreck eller understreck, och inte börja med punkt "
    "eller bindestreck",
    "must be 1 to 48 letters, digits, dots, hyphens or underscores, and not begin with a dot or a hyphen",
)

NOTHING_TO_KEEP: Final = Text(
    "gäller bara en egen begäran (csr)", "is only for a signing request of one's own (csr)"
)


class CertificateCondition(StrEnum):
    """The condition that a certificate is issued in: valid, or wrong on purpose."""

    VALID = "valid"
    EXPIRED = "expired"
    """It expired a day before."""
    REVOKED = "revoked"
    NOT_YET_VALID = "not_yet_valid"
    """It begins a day later."""


@dataclass(frozen=True)
class CertificateOrder:
    """A certificate that somebody wants."""

    organisation: OrganisationNumber
    title: str
    """The organisation's name, for O."""
    folder: str = ""
    """Name of the folder to write to. Empty: the number, and a number after that if it is taken."""
    condition: CertificateCondition = CertificateCondition.VALID
    minutes: int = int(issue.TWO_YEARS / timedelta(minutes=1))
    """How long it is valid."""
    is_multi_valued: bool = True
    """serialNumber and CN stand in one RDN."""
    csr: str | None = None
    """A signing request in PEM. None: the simulator makes the key."""
    keeps_subject: bool = False
    """The request's own subject is used as it is."""
    hosts: tuple[str, ...] = ()
    """Names and addresses of the organisation's own listener, which can show the certificate, too."""


def require_possible_order(order: CertificateOrder) -> None:
    wrong = []
    if not order.title.strip():
        wrong.append(InvalidValue(("name",), NO_TITLE))
    elif len(order.title) > MAX_TITLE:
        wrong.append(InvalidValue(("name",), LONG_TITLE))
    elif problem := wrong_with_name(order.title):
        wrong.append(InvalidValue(("name",), problem))
    if order.folder and not FOLDER.fullmatch(order.folder):
        wrong.append(InvalidValue(("folder",), BAD_FOLDER))
    if order.keeps_subject and order.csr is None:
        wrong.append(InvalidValue(("subject",), NOTHING_TO_KEEP))
    wrong += wrong_hosts(order.hosts)
    if wrong:
        raise InvalidValues(wrong)
    require_limits({"minutes": order.minutes}, {"minutes": MINUTES})
