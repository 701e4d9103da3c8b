"""All mailboxes that a person may open: the own ones, those of companies, and those of others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infra.errors import InternalError
from mailbox_operator.customers import access_rights
from mailbox_operator.customers.access_rights import Grant
from mailbox_operator.mailbox import opening
from mailbox_operator.models import Mailbox, Operator
from mailbox_ui.access.mailboxes import mailboxes_of
from mailbox_ui.access.rights import OpenedMailbox, Right, place_of, right_of
from mailbox_ui.models import EidHolder


@dataclass(frozen=True, slots=True)
class OpenMailboxes:
    """The mailboxes that a person may open now."""

    own: Sequence[OpenedMailbox]
    others: Sequence[OpenedMailbox]
    """Of companies and of other people."""
    is_complete: bool
    """False: a register does not answer, and there may be more."""


def find_open_mailboxes(holder: EidHolder) -> OpenMailboxes:
    """Ask the register, at every operator that is played here. Of a company's new mailbox the row is made."""
    own = [OpenedMailbox(mailbox, Right.OWN, place_of(holder, mailbox)) for mailbox in mailboxes_of(holder)]
    others: list[OpenedMailbox] = []
    is_complete = True
    for operator in Operator.objects.order_by("pk"):
        try:
            grants = access_rights.grants_of(operator.name, holder.number)
        except InternalError:
            is_complete = False
            continue
        is_complete = is_complete and grants.is_complete
        others += _opened(holder, operator, grants.all)
    return OpenMailboxes(own, others, is_complete)


def _opened(holder: EidHolder, operator: Operator, grants: Sequence[Grant]) -> Iterator[OpenedMailbox]:
    with_view = [grant for grant in grants if grant.may_view]
    known = _mailboxes(operator, grants)
    if missing := [grant for grant in with_view if grant.account not in known]:
        for grant in missing:
            opening.open_mailboxes(operator, [grant.account], _name_of(grant))
        known = _mailboxes(operator, grants)
    for grant in grants:
        mailbox, right = known.get(grant.account), right_of(grant)
        if mailbox is not None and right is not None:
            _fill_in_name(mailbox, grant)
            yield OpenedMailbox(mailbox, right, place_of(holder, mailbox), grant.role)


def _mailboxes(operator: Operator, grants: Sequence[Grant]) -> dict[str, Mailbox]:
    there = Mailbox.objects.filter(operator=operator, holder__in=[grant.account for grant in grants])
    return {mailbox.holder: mailbox for mailbox in there.select_related("operator")}


def _name_of(grant: Grant) -> str:
    return grant.account_name or (
        EidHolder.objects.filter(number=grant.account).values_list("name", flat=True).first() or ""
    )


def _fill_in_name(mailbox: Mailbox, grant: Grant) -> None:
    """A mailbox that was opened when its first letter came has no name yet."""
    if not mailbox.holder_name and (name := _name_of(grant)):
        mailbox.holder_name = name
        mailbox.save(update_fields=["holder_name"])
