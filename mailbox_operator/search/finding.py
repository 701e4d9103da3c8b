"""The messages of a mailbox that a search finds."""

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from mailbox_operator.models import Mailbox, Message
from mailbox_operator.search import index
from mailbox_operator.search.query_language import SearchQuery


def matching_messages(mailbox: Mailbox, query: SearchQuery) -> QuerySet[Message]:
    """The messages of the whole mailbox that match. Messages that are not in the index yet are not found."""
    messages = mailbox.messages.all()
    if not query:
        return messages
    sql, values = index.matching_keys(mailbox.pk, query)
    return messages.filter(pk__in=RawSQL(sql, values))  # noqa: S611 (own names; the values are passed apart)
