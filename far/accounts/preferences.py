"""Which senders a holder accepts.

The contract has the list of the accepted ones. The register keeps the opt-outs, so that a sender that is
registered later is accepted by default. Source: facts.md 1.3 (Mottagningsregel); contract type AccountPreferences.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from far import actors
from far.accounts.locking import change_account, find_account, lock_account
from far.accounts.ownership import require_active, require_customer
from far.accounts.signing.agreements import keep_agreement
from far.accounts.signing.collecting import UNSIGNED, Collected, collect_signatures
from far.accounts.signing.signers import Signatories, named_signatories_of, require_user, signatories_of
from far.accounts.signing.waiting import ChangeOrder, keep_waiting, waiting_request
from far.models import Account, PendingRequest, RequestKind, Sender, SenderChoice, ServiceSupplier
from far.signatories import AccountAction
from far.signatures import VerifiedSignature
from infra import clock
from infra.database.prepared_sql import Rows, insert_for_each
from infra.errors import SenderNotRegistered
from infra.errors.explanation import Check
from infra.identity import RecipientId
from infra.texts import Text

LOGGED_AT_MOST: Final = 20
"""Senders of each choice that the log names."""
NAMED_AT_MOST: Final = 3
"""Unknown senders that a refusal names."""
_CHOICES: Final = Rows(SenderChoice, ["sender", "accepted"], where=["account"])
_CHOICE: Final = Text("{accepted} av {all} får det", "{accepted} of {all} may")


@dataclass(frozen=True)
class Preferences:
    """The senders that a holder accepts, as the list was signed."""

    holder: RecipientId
    user: str
    """The person who acts: the holder, or one who may sign for a company."""
    accepted: frozenset[str]
    """Organisation numbers."""
    agreement_text: str


def accepted_senders(operator: ServiceSupplier, holder: RecipientId, user: str) -> list[Sender]:
    """The registered senders that a customer of the operator accepts, in order of name.

    Raises:
        AccountDoesNotExist, IllegalState: there is no account, or it is still waiting for signatures (8002, 5011).
        AccessDenied: the holder is another operator's customer (5002).
        UserNotAuthorised: the user may not act for the holder (8003).
    """
    account = require_active(find_account(holder), holder)
    require_customer(operator, account)
    require_user(signatories_of(holder), user, AccountAction.SETTINGS)
    refused = set(account.sender_choices.filter(accepted=False).values_list("sender_id", flat=True))
    return [sender for sender in actors.current_actors().senders.values() if sender.pk not in refused]


def store_preferences(
    operator: ServiceSupplier, preferences: Preferences, signatures: Sequence[VerifiedSignature] | None
) -> Collected:
    """Accept the senders in the list and refuse the registered ones that it leaves out, or sign for that.

    No signatures (None) in version 1: its operation has none, and the operator vouches for its customer.

    Raises:
        AccountDoesNotExist, IllegalState: there is no account, or it is still waiting for signatures; or another
            list waits for some (8002, 5011).
        AccessDenied: the holder is another operator's customer (5002).
        UserNotAuthorised: the user may not act for the holder (8003).
        SenderNotRegistered: the list has an organisation that is no registered sender (5014).
        RegistrationNotSigned: no signature, or one by somebody who may not sign (5010).
    """
    holder = preferences.holder
    if holder.is_organisation:
        # Before registers are asked about a company. Of a person none is asked.
        require_customer(operator, require_active(find_account(holder), holder))
    signatories = signatories_of(holder) if signatures is None else named_signatories_of(holder)
    order = _order_of(operator, preferences)

    def change() -> Collected:
        account = require_active(lock_account(holder), holder)
        require_customer(operator, account)
        require_user(signatories, preferences.user, AccountAction.SETTINGS)
        request = waiting_request(account, order.kind)
        if signatures is None or (account.is_anonymous and not signatures):
            collected = UNSIGNED
        else:
            collected = collect_signatures(signatories, signatures, request, order)
        _carry_out(account, request, order, signatories, collected)
        return collected

    return change_account(change)


def _carry_out(
    account: Account,
    request: PendingRequest | None,
    order: ChangeOrder,
    signatories: Signatories,
    collected: Collected,
) -> None:
    """Store the choices, or the signatures so far."""
    if collected.is_complete:
        decided = _as_begun(order, request)
        changed = _store_choices(account, decided)
        if request is not None:
            request.delete()
        keep_agreement(decided, signatories, collected, changed=changed, detail=_words(decided))
    elif not collected.is_undecidable:
        keep_waiting(account, request, order, collected.counted)


def accepted_in(request: PendingRequest) -> list[Sender]:
    """The senders in a list that waits for signatures, in order of name."""
    return list(Sender.objects.filter(organisation__in=request.accepted_senders).order_by("name", "organisation"))


def _order_of(operator: ServiceSupplier, preferences: Preferences) -> ChangeOrder:
    known = _registered(preferences.accepted)
    return ChangeOrder(
        RequestKind.PREFERENCES,
        operator,
        operator,
        preferences.agreement_text,
        accepted_senders=preferences.accepted,
        refused_senders=frozenset(known) - preferences.accepted,
    )


def _as_begun(order: ChangeOrder, request: PendingRequest | None) -> ChangeOrder:
    """The order with the senders that were registered when it began: its first signer knew no later ones."""
    if request is None or not order.is_of(request):
        return order
    return replace(order, refused_senders=frozenset(request.refused_senders))


def _registered(accepted: frozenset[str]) -> Collection[str]:
    """The numbers of all registered senders.

    Raises:
        SenderNotRegistered: an accepted one is not among them (5014).
    """
    known = actors.current_actors().senders
    if accepted <= known.keys():
        return known.keys()
    # One that was registered a moment ago is not in memory yet.
    known = actors.read_actors().senders
    if unknown := [str(RecipientId(number)) for number in sorted(accepted - known.keys())]:
        some = ", ".join(unknown[:NAMED_AT_MOST]) + (" …" if len(unknown) > NAMED_AT_MOST else "")
        raise SenderNotRegistered(
            f"AcceptedSenders har organisationer som inte är registrerade avsändare: {some}. Registrerade "
            "avsändare ges av getSenders.",
            f"AcceptedSenders has organisations that are no registered senders: {some}. getSenders lists the "
            "registered senders.",
            slug="accepted-sender-not-registered",
            check=Check.REGISTER,
        )
    return known.keys()


def _store_choices(account: Account, order: ChangeOrder) -> dict[str, object]:
    """Write the choices that change, and no others: each keeps the time of its own latest change.

    Returns what changed, for the log.
    """
    stands = dict(_CHOICES.find(account.recipient))
    keys, now = _keys_of(order.accepted_senders | order.refused_senders), clock.now()
    refused = {keys[number] for number in order.refused_senders if number in keys}
    accepted = {keys[number] for number in order.accepted_senders if number in keys}
    fresh = refused - stands.keys()
    insert_for_each(SenderChoice, "sender", fresh, account=account.pk, accepted=False, changed_at=now)
    choices = account.sender_choices
    for sender_keys, is_accepted in ((refused, False), (accepted, True)):
        if changed := {sender for sender in sender_keys if stands.get(sender, is_accepted) is not is_accepted}:
            choices.filter(sender__in=changed).update(accepted=is_accepted, changed_at=now)
    return {
        "accepted": _few([number for number in order.accepted_senders if not stands.get(keys.get(number), True)]),
        "refused": _few([number for number in order.refused_senders if stands.get(keys.get(number), True)]),
    }


def _few(numbers: Collection[str]) -> str:
    """How many senders there are, and the first ones."""
    return f"{len(numbers)}: {', '.join(sorted(numbers)[:LOGGED_AT_MOST])}" if numbers else "0"


def _keys_of(numbers: Iterable[str]) -> dict[str, int]:
    """The primary keys of those of the senders that there still are, from memory where it has them."""
    keys = {number: sender.pk for number, sender in actors.current_actors().senders.items()}
    if missing := set(numbers) - keys.keys():
        keys |= dict(Sender.objects.filter(organisation__in=missing).values_list("organisation", "pk"))
    return keys


def _words(order: ChangeOrder) -> Text:
    return _CHOICE.format(
        accepted=len(order.accepted_senders), all=len(order.accepted_senders | order.refused_senders)
    )
