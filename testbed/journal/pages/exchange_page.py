"""One exchange: what it was, why it was refused, the letter in it, and its bytes."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from infra.errors import NotFound
from infra.hooks.exchanges import Edge
from infra.xmlsig.signature_tree import outline_xml
from testbed.journal.letter_view import LetterView, read_letter
from testbed.journal.models import Exchange
from testbed.journal.pages.listing import ExchangeRow, rows_of
from testbed.journal.pages.wording import CHECKS, TURNS, Words
from testbed.journal.reading import curl_of, docs_address, load_exchange, request_of, response_of

CARRY_LETTERS: Final = frozenset({"deliverSecure", "distributeSecure", "notify", "distribute"})


@dataclass(frozen=True)
class ExchangePage:
    """An exchange with everything that is kept of it."""

    row: ExchangeRow

    @property
    def exchange(self) -> Exchange:
        return self.row.exchange

    @property
    def check(self) -> Words:
        return CHECKS.get(self.exchange.failed_check, self.exchange.failed_check)

    @property
    def turn(self) -> Words:
        return TURNS.get(self.exchange.at_fault, self.exchange.at_fault)

    @property
    def curl(self) -> str:
        return curl_of(self.exchange)

    @property
    def docs(self) -> str:
        return docs_address(self.exchange)

    @cached_property
    def request(self) -> bytes | None:
        """The bytes of the request. None: they are kept no longer."""
        try:
            return request_of(self.exchange)
        except NotFound:
            return None

    @cached_property
    def response(self) -> bytes | None:
        try:
            return response_of(self.exchange)
        except NotFound:
            return None

    @property
    def request_outline(self) -> str:
        return outline_xml(self.request or b"")

    @property
    def response_outline(self) -> str:
        return outline_xml(self.response or b"")

    @cached_property
    def letter(self) -> LetterView | None:
        """The letter in the exchange. None: it carried none, or its bytes are kept no longer."""
        may_carry = self.exchange.edge == Edge.SOAP and self.exchange.operation in CARRY_LETTERS
        return read_letter(self.exchange.operation, self.request) if may_carry and self.request else None


def load_page(key: int) -> ExchangePage:
    """The exchange with the key.

    Raises:
        NotFound: there is none.
    """
    [row] = rows_of([load_exchange(key)])
    return ExchangePage(row)
