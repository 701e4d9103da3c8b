"""What was signed for, kept as a sentence that describes it. Source: api-6.3 §3.1, register."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Final

from far.accounts.signing.collecting import Collected
from far.accounts.signing.signers import Signatories
from far.accounts.signing.waiting import ChangeOrder, GivenSignature
from far.models import Agreement, RequestKind, ServiceSupplier
from far.supervision import record_change
from infra import clock
from infra.database.prepared_sql import insert_row
from infra.identity import RecipientId
from infra.texts import EMPTY, Text

OWN_TERMS: Final[Mapping[str, Text]] = {"minmyndighetspost.se": Text.same("Min myndighetspost")}
"""Operators with terms of their own, which an account there accepts. Source: api-6.3 §3.1."""

BEGIN: Final = Text(
    "{holder} ({number}) har ett konto i Mina meddelanden hos {supplier}, låter anslutna myndigheter skicka "
    "meddelanden dit, och godtar användarvillkoren för Mina meddelanden{own_terms}.",
    "{holder} ({number}) has an account in Mina meddelanden at {supplier}, lets connected agencies send messages "
    "there, and accepts the terms of Mina meddelanden{own_terms}.",
)
END: Final = Text(
    "{holder} ({number}) avslutar sitt konto i Mina meddelanden hos {supplier}; myndigheter skickar inte längre "
    "meddelanden dit.",
    "{holder} ({number}) ends the account in Mina meddelanden at {supplier}; agencies no longer send messages "
    "there.",
)
MOVE: Final = Text(
    "{holder} ({number}) byter brevlådeoperatör till {supplier}, låter anslutna myndigheter skicka meddelanden "
    "dit, och godtar användarvillkoren för Mina meddelanden{own_terms}.",
    "{holder} ({number}) changes mailbox operator to {supplier}, lets connected agencies send messages there, and "
    "accepts the terms of Mina meddelanden{own_terms}.",
)
PREFER: Final = Text(
    "{holder} ({number}) har hos {supplier} valt vilka avsändare som får skicka meddelanden: {detail}.",
    "{holder} ({number}) has chosen at {supplier} which senders may send messages: {detail}.",
)
_SENTENCES: Final[Mapping[RequestKind, Text]] = {
    RequestKind.CREATE: BEGIN,
    RequestKind.DELETE: END,
    RequestKind.CHANGE_SUPPLIER: MOVE,
    RequestKind.PREFERENCES: PREFER,
}
_AND_TERMS: Final = Text(" och {operator}", " and {operator}")


def keep_agreement(
    order: ChangeOrder,
    signatories: Signatories,
    collected: Collected,
    *,
    changed: Mapping[str, object],
    detail: Text = EMPTY,
) -> None:
    """Store what has been signed for, which stays when the account ends, and log what `changed`."""
    record_change(order.operator.organisation, order.operation, signatories.holder.value, changed=changed)
    agreement = Agreement(
        recipient=signatories.holder.value,
        kind=order.kind,
        supplier=order.supplier.name,
        sentence=_SENTENCES[order.kind].format(
            holder=signatories.holder_name or ", ".join(each.name for each in collected.counted),
            number=signatories.holder.value,
            supplier=order.supplier.name,
            own_terms=_own_terms(order.supplier),
            detail=detail,
        ),
        agreement_text=order.agreement_text,
        signatures=[asdict(each) | {"signed_at": each.signed_at.isoformat()} for each in collected.counted],
        agreed_at=clock.now(),
    )
    insert_row(agreement)


def latest_registration(holder: RecipientId) -> Agreement | None:
    """What was signed for when the holder's account began; none of accounts that came without signature."""
    kept = Agreement.objects.filter(recipient=holder.value, kind=RequestKind.CREATE)
    return kept.order_by("agreed_at", "pk").last()


def signatures_in(agreement: Agreement) -> dict[str, GivenSignature]:
    """The signatures of an agreement, by the number of the person."""
    return {
        stored["number"]: GivenSignature(**stored | {"signed_at": datetime.fromisoformat(stored["signed_at"])})
        for stored in agreement.signatures
    }


def _own_terms(supplier: ServiceSupplier) -> Text:
    operator = OWN_TERMS.get(supplier.name)
    return _AND_TERMS.format(operator=operator) if operator else EMPTY
