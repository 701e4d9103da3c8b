"""What came of signatures that the register counted: enough, or whose are missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts import authority

Status = authority.AuthorizationStatus


@dataclass(frozen=True, slots=True)
class Signing:
    """The signatures under an agreement so far. The contract's SignatureAuthorizationResult."""

    status: Status
    signed_by: Sequence[str]
    """Names."""
    possible_signers: Sequence[str]
    """Names of those whose signature may complete it."""
    rule: str
    """The register's words about who may sign."""

    @property
    def is_complete(self) -> bool:
        return self.status is Status.COMPLETE

    @property
    def is_undecidable(self) -> bool:
        """The company's rule cannot be read by a machine: nothing was stored."""
        return self.status is Status.RULES_NOT_SUPPORTED

    @classmethod
    def read(cls, result: authority.SignatureAuthorizationResult) -> "Signing":
        return cls(
            result.status or Status.COMPLETE,
            [person.name for person in result.signed_by],
            [person.name for person in result.possible_signers],
            result.text or "",
        )
