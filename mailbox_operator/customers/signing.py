"""The register's count of signatures: enough, or which signers are missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts import authority

Status = authority.AuthorizationStatus


@dataclass(frozen=True, slots=True)
class Signer:
    """A person who has signed, or may."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class SigningProgress:
    """The signatures under an agreement so far. The contract's SignatureAuthorizationResult."""

    status: Status
    signed_by: Sequence[Signer]
    possible_signers: Sequence[Signer]
    """The people who can complete it with their signatures."""
    rule: str
    """The register's words about the right to sign."""

    @property
    def is_complete(self) -> bool:
        return self.status is Status.COMPLETE

    @property
    def is_undecidable(self) -> bool:
        """The company's rule cannot be read by a machine: nothing was stored."""
        return self.status is Status.RULES_NOT_SUPPORTED

    def lacks(self, person: str) -> bool:
        """The person has not signed, and may."""
        return person in {signer.number for signer in self.possible_signers}

    @classmethod
    def read(cls, result: authority.SignatureAuthorizationResult) -> "SigningProgress":
        return cls(
            result.status or Status.COMPLETE,
            [Signer(person.id, person.name) for person in result.signed_by],
            [Signer(person.id, person.name) for person in result.possible_signers],
            result.text or "",
        )
