"""The error of HTML that is too large to be shown."""

from typing import Final

from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check
from infra.html.parsing.bounded_parser import MAX_DEPTH, MAX_ELEMENTS
from infra.texts import Text

TOO_LARGE: Final = Text(
    f"Meddelandets HTML går inte att visa: elementen ligger djupare än {MAX_DEPTH} nivåer i varandra, är fler än "
    f"{MAX_ELEMENTS}, eller har för många formatregler.",
    f"The message's HTML cannot be shown: its elements are nested deeper than {MAX_DEPTH} levels, are more than "
    f"{MAX_ELEMENTS}, or have too many style rules.",
)


class HtmlTooLarge(MinaMeddelandenError):
    """The HTML is nested deeper, or has more elements or style rules, than is read."""

    code = ErrorCode.INVALID_INPUT
    slug = "html-too-large"
    check = Check.CONTENT

    def __init__(self) -> None:
        super().__init__(*TOO_LARGE)
