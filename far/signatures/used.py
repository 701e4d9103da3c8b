"""Signatures and nonces that have been used: each is good for one registration or change."""

from collections.abc import Iterable

from far.models import UsedSignature
from far.signatures.verification import VerifiedSignature
from infra import clock
from infra.database.prepared_sql import insert_if_new
from infra.errors import RegistrationNotSigned


def claim_all(signatures: Iterable[VerifiedSignature]) -> None:
    """Use the signatures up, in the caller's transaction: if that is rolled back, they are unused again.

    Raises:
        RegistrationNotSigned: one of them, or its nonce, has been used before, or stands here twice (5010).
    """
    now, claimed = clock.now(), []
    for digest in (digest for signature in signatures for digest in signature.digests):
        if not insert_if_new(UsedSignature(digest=digest, used_at=now)):
            UsedSignature.objects.filter(digest__in=claimed).delete()
            raise _used_already()
        claimed.append(digest)


def _used_already() -> RegistrationNotSigned:
    return RegistrationNotSigned(
        "Signaturen, eller dess Nonce, är redan använd; varje signatur gäller en registrering eller ändring. "
        "Låt personen signera igen. I den förenklade formen för test: skicka en annan Nonce varje gång.",
        "The signature, or its Nonce, has been used already; each signature is good for one registration or "
        "change. Let the person sign again. In the plain form for tests: send another Nonce each time.",
        slug="signature-used-already",
    )
