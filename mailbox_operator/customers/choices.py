"""The senders that a holder accepts: kept by the register (FaR), where isReachable shows a change at once.

Source: contract Recipient storeAccountPreferences; api-6.3 §3.1.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.cache import cache

from contracts import common, recipient_v2, recipient_v3
from contracts import recipient as contract
from contracts import sender as sender_contract
from infra.errors.codes import ErrorCode
from infra.far_client import RegisterRefused
from infra.versions import register_version
from mailbox_operator import register
from mailbox_operator.customers.signing import SigningProgress
from mailbox_operator.models import Mailbox, Operator, SeenSenders

SERVICE: Final = "Recipient/v3"
MAX_ASKED: Final = 40
"""Senders that the register is asked about, one call each, before a page is shown."""


@dataclass(frozen=True, slots=True)
class PendingChoices:
    """A list of senders that waits for more signatures, as a company's may."""

    accepted: frozenset[str]
    signing: SigningProgress


def registered_senders(operator: str) -> Mapping[str, str]:
    """All senders of the register: names by organisation number, in order of name. Raises InternalError."""
    known = register.list_actors(operator).senders
    return dict(sorted(known.items(), key=lambda item: item[1].casefold()))


def accepted_senders(operator: str, holder: str, user: str) -> frozenset[str]:
    """The organisation numbers of the senders that the holder accepts.

    Raises:
        RegisterRefused: the holder is another operator's customer (5002), or the user may not act (8003).
        InternalError: no answer.
    """
    request = recipient_v3.GetAccountPreferences(recipient_id=holder, user_identity=user)
    answer = register.ask_register(operator, SERVICE, request, recipient_v3.GetAccountPreferencesResponse)
    return frozenset(sender.id for sender in answer.return_value.accepted_senders)


def kept_out_by_operator(operator: Operator, holder: str, accepted: Collection[str]) -> frozenset[str]:
    """Senders that the holder accepts and the operator does not: private ones, where it takes public ones only.

    The register tells it in isReachable. Empty too where there are more than MAX_ASKED senders: nobody is asked.
    Raises as `accepted_senders`.
    """
    if not operator.public_senders_only or len(accepted) > MAX_ASKED:
        return frozenset()
    return frozenset(sender for sender in accepted if _is_kept_out(operator.name, sender, holder))


def _is_kept_out(operator: str, sender: str, holder: str) -> bool:
    # The sender's sector decides, so the answer is the same for all holders who accept it.
    key = f"kept-out {register_version.current()} {operator} {sender}".replace(" ", "_")
    found: bool | None = cache.get(key)
    if found is None:
        [answer] = register.reachability_of(operator, sender, [holder])
        found = answer.supplier == operator and not answer.pending and not answer.sender_accepted
        cache.set(key, found, settings.REGISTER_CACHE_SECONDS)
    return found


def store_choices(
    operator: str, holder: str, user: str, accepted: Collection[str], text: str, signature: common.SignatureData
) -> SigningProgress:
    """Accept the senders in the list and refuse all others, or sign for that.

    Raises as `accepted_senders`, and RegisterRefused: another list waits for signatures (5011).
    """
    listed = contract.AccountPreferences(
        id=holder,
        accepted_senders=[sender_contract.Sender(id=number, name=number) for number in sorted(accepted)],
    )
    request = recipient_v2.StoreAccountPreferences(
        id=recipient_v2.Id(value=holder),
        user_identity=recipient_v2.UserIdentity(value=user),
        preferences=listed,
        agreement_text=text,
        signature_data=[signature],
    )
    return SigningProgress.read(
        register.ask_register(
            operator, SERVICE, request, recipient_v2.StoreAccountPreferencesResponse
        ).return_value
    )


def pending_choices(operator: str, holder: str, user: str) -> PendingChoices | None:
    """The list that waits for signatures, if one does. Raises as `accepted_senders`."""
    request = recipient_v2.GetPendingAccountPreferences(
        id=recipient_v2.Id(value=holder), user_identity=recipient_v2.UserIdentity(value=user)
    )
    try:
        answer = register.ask_register(
            operator, SERVICE, request, recipient_v2.GetPendingAccountPreferencesResponse
        )
    except RegisterRefused as refusal:
        if refusal.fault_code == ErrorCode.NOT_FOUND:
            return None
        raise
    found = answer.return_value
    accepted = frozenset(sender.id for sender in found.account_preferences.accepted_senders)
    return PendingChoices(accepted, SigningProgress.read(found.pending_signatures))


def withdraw_pending(operator: str, holder: str, user: str) -> None:
    """Give up the list that waits for signatures. Raises as `accepted_senders`."""
    named = recipient_v2.OrganizationIdentity(
        id=recipient_v2.Id(value=holder), user_identity=recipient_v2.UserIdentity(value=user)
    )
    request = recipient_v2.DeletePendingAccountPreferences(organization_identity=named)
    register.ask_register(operator, SERVICE, request, recipient_v2.DeletePendingAccountPreferencesResponse)


def write_agreement(owner: str, refused: Sequence[str]) -> str:
    """The text that is signed: the owner, and the names of the senders that are refused."""
    if not refused:
        return f"{owner} tar emot digital post från alla avsändare i Mina meddelanden."
    names = "\n".join(f"– {name}" for name in refused)
    return f"{owner} tar emot digital post från alla avsändare i Mina meddelanden utom:\n{names}"


def new_senders(mailbox: Mailbox, numbers: Collection[str]) -> frozenset[str]:
    """The senders that were not there when the holder last looked; it counts as a look. At first none is new."""
    seen, is_first = SeenSenders.objects.get_or_create(mailbox=mailbox, defaults={"numbers": sorted(numbers)})
    if is_first:
        return frozenset()
    new = frozenset(numbers).difference(seen.numbers)
    if new:
        seen.numbers = sorted(numbers)
        seen.save()
    return new
