"""What signatures would amount to, before they are used: nothing is stored, and no signature is used up.

Source: contract operations testNewSigner and verifyAuthorizedSignatures; api-6.3 §3.2.
"""

from collections.abc import Iterable, Sequence

from far.accounts.collecting import by_number, count
from far.accounts.eligibility import require_eligible
from far.accounts.results import SignatureResult
from far.models import ServiceSupplier
from far.signatories import AccountAction
from far.signatures import VerifiedSignature
from infra.errors import InvalidInput, SignatureFault
from infra.identity import RecipientId
from infra.identity.recipients import require_check_digits


def test_signers(
    operator: ServiceSupplier, holder: RecipientId, people: Iterable[str], action: AccountAction
) -> SignatureResult:
    """Say whether these people's signatures would suffice. Those who may not sign are left out of the answer.

    The holder need not have an account, but must be one that may have one with the operator.

    Raises:
        InvalidInput: a number that cannot exist (5001).
        RegistrationFailed, ProtectedIdentity, IdentityDoesNotExist, CompanyFormNotSupported,
            PopulationRegisterFailed, CompanyRegisterFailed: see `eligibility.require_eligible`.
    """
    numbers = list(people)
    require_check_digits([holder, *(RecipientId.from_contract(number) for number in numbers)])
    decision = require_eligible(holder, operator).decide(dict.fromkeys(numbers, ""), action)
    return SignatureResult(holder, decision)


def test_signatures(
    operator: ServiceSupplier, holder: RecipientId, verified: Sequence[VerifiedSignature], action: AccountAction
) -> SignatureResult:
    """Say whether these signatures would suffice. The same ones can be used for the registration after that.

    Raises:
        SignatureFault: the same signature stands twice (5012).
        InvalidInput and others: as `test_signers`.
    """
    require_check_digits([holder])
    if len({each.digest for each in verified}) < len(verified):
        raise SignatureFault(
            "Samma underskrift står två gånger. Skicka varje persons underskrift en gång.",
            "The same signature stands twice. Send each person's signature once.",
        )
    counted = count(require_eligible(holder, operator), by_number(verified), action)
    return SignatureResult(holder, counted.decision, counted.signed_at)


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
        ) from problem
