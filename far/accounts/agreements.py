"""What was signed for, kept as a sentence that describes it. Source: api-6.3 §3.1, register."""

from collections.abc import Mapping
from typing import Final

from far.accounts.collecting import Collected
from far.accounts.signers import Signatories
from far.accounts.waiting import Wish
from far.models import Agreement, RequestKind, ServiceSupplier
from infra import clock
from infra.identity import RecipientId
from infra.texts import EMPTY, Text

OWN_TERMS: Final[Mapping[str, Text]] = {"minmyndighetspost.se": Text.same("Min myndighetspost")}
"""Operators whose own terms are accepted with an account there. Source: api-6.3 §3.1."""

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
    wish: Wish, holder: RecipientId, signatories: Signatories, collected: Collected, *, detail: Text = EMPTY
) -> None:
    """Store what has been signed for. It stays when the account ends."""
    Agreement.objects.create(
        recipient=holder.value,
        kind=wish.kind,
        supplier=wish.supplier.name,
        sentence=_SENTENCES[wish.kind].format(
            holder=signatories.holder_name or _names(collected),
            number=holder.value,
            supplier=wish.supplier.name,
            own_terms=_own_terms(wish.supplier),
            detail=detail,
        ),
        agreement_text=wish.agreement_text,
        signatures=[each.as_json() for each in collected.counted],
        agreed_at=clock.now(),
    )


def _own_terms(supplier: ServiceSupplier) -> Text:
    operator = OWN_TERMS.get(supplier.name)
    return _AND_TERMS.format(operator=operator) if operator else EMPTY


def _names(collected: Collected) -> str:
    return ", ".join(each.name for each in collected.counted)
