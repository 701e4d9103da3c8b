"""What signatures would amount to, before they are used: nothing is stored, and no signature is used up.

Source: contract operations testNewSigner and verifyAuthorizedSignatures; api-6.3 §3.2.
"""

from collections.abc import Iterable, Sequence

from far.accounts.eligibility import require_eligible
from far.accounts.signing.collecting import Collected, count_signatures
from far.accounts.signing.waiting import GivenSignature
from far.models import ServiceSupplier
from far.signatories import AccountAction
from far.signatures import VerifiedSignature
from infra.errors import InvalidInput, RegistrationNotSigned
from infra.identity import RecipientId
from infra.identity.recipients import require_check_digits


def try_signers(
    operator: ServiceSupplier, holder: RecipientId, people: Iterable[str], action: AccountAction
) -> Collected:
    """Say whether these people's signatures would suffice. People that may not sign are left out of the answer.

    The holder need not have an account, but must be one that may have one with the operator.

    Raises:
        InvalidInput: a number that cannot exist (5001).
        RegistrationFailed, ProtectedIdentity, IdentityDoesNotExist, CompanyFormNotSupported,
            PopulationRegisterFailed, CompanyRegisterFailed: see `eligibility.require_eligible`.
    """
    numbers = list(people)
    require_check_digits([holder, *(RecipientId.from_contract(number) for number in numbers)])
    return Collected(require_eligible(holder, operator).decide(dict.fromkeys(numbers, ""), action))


def try_signatures(
    operator: ServiceSupplier, holder: RecipientId, verified: Sequence[VerifiedSignature], action: AccountAction
) -> Collected:
    """Say whether these signatures would suffice. The same ones can be used for the registration after that.

    Raises:
        RegistrationNotSigned: the same signature stands twice (5010).
        InvalidInput and others: as `try_signers`.
    """
    require_check_digits([holder])
    digests = [digest for each in verified for digest in each.digests]
    if len(set(digests)) < len(digests):
        raise RegistrationNotSigned(
            "Samma underskrift, eller samma Nonce, står två gånger. Skicka varje persons underskrift en gång.",
            "The same signature, or the same Nonce, stands twice. Send each person's signature once.",
            slug="signature-stands-twice",
        )
    given = {each.number: GivenSignature.of(each) for each in verified}
    return count_signatures(require_eligible(holder, operator), given, action)


def signed_text(content: bytes, encoding: str) -> str:
    """The text that was signed, which verifyAuthorizedSignatures carries as bytes.

    Raises:
        InvalidInput: it is no text in that encoding, or the encoding is unknown (5001).
    """
    try:
        return content.decode(encoding)
    except (LookupError, ValueError) as problem:
        raise InvalidInput(
            f"arg2 går inte att läsa som text i {encoding}. Skicka den text som skrevs under, och dess "
            "EncodingOfSignedText.",
            f"arg2 cannot be read as text in {encoding}. Send the text that was signed, and its "
            "EncodingOfSignedText.",
            slug="signed-text-unreadable",
        ) from problem
