"""What spreadsheets have made of a cell, and no letter may carry."""

import re
from typing import Final

from infra.texts import EMPTY, Text

_ERROR: Final = re.compile(
    r"#(?:n/a|ref|value|name|div/0|null|num|spill|calc|saknas|referens|värdefel|namn|division/0|skärning|ogiltigt|"
    r"spill|otillgängligt|fält|field|getting_data)[!?]?\s*|(?:err|fel):\d{3}",
    re.IGNORECASE,
)
"""What a formula without a result shows, in English and Swedish Excel and in LibreOffice."""
_FORMULA: Final = re.compile(r"=\s*(?:[A-ZÅÄÖ.]{1,30}\(.*\)|\$?[A-Z]{1,3}\$?\d{1,7}(?:\W.*)?)", re.DOTALL)
_CODE: Final = re.compile(
    r"</?(?:br|p|div|span|strong|font|table|td|tr)\b[^<>]{0,200}>|&(?:[aouAOU]uml|[aA]ring|eacute|nbsp|quot|#\d{2,5});"
    r"|_x000[0-9A-F]_|\+A[MNO][A-Za-z0-9]-|=C3=[89AB][0-9A-F]"
)
"""HTML, or a code of another form that letters and line breaks have been written in."""
_TOO_NARROW: Final = re.compile(r"#{3,}")
"""What a spreadsheet shows, and saves, where a number is wider than its column."""
_LOST: Final = "\ufffd"
_SUSPICIOUS: Final = re.compile("[#=<&_+:\ufffd]")
"""One of these is in each text that has a problem. Most cells of a million have none."""


def find_problem(name: str, text: str) -> Text:
    """Why the text of the column `name` is not what its author meant; the empty text if nothing shows that."""
    if not _SUSPICIOUS.search(text):
        return EMPTY
    if _TOO_NARROW.fullmatch(text):
        return Text(
            f"{name} är {text[:20]}: kolumnen var för smal i kalkylprogrammet. Gör den bredare och spara på nytt",
            f"{name} is {text[:20]}: the column was too narrow in the spreadsheet. Widen it and save again",
        )
    if _ERROR.fullmatch(text):
        return Text(
            f"{name} är {text[:20]}, ett fel i en formel i kalkylprogrammet. Rätta formeln och spara på nytt",
            f"{name} is {text[:20]}, the error of a formula in the spreadsheet. Correct it and save again",
        )
    if _FORMULA.fullmatch(text):
        return Text(
            f"{name} är formeln {text[:40]}, inte dess värde. Spara kalkylbladets värden, inte formlerna",
            f"{name} is the formula {text[:40]}, not its value. Save the values of the sheet, not the formulas",
        )
    if found := _CODE.search(text):
        return Text(
            f"{name} har koden {found[0][:20]} i stället för ett tecken. Skriv ren text utan HTML och koder",
            f"{name} has the code {found[0][:20]} in place of a character. Write plain text without HTML or codes",
        )
    if _LOST in text:
        return Text(
            f"{name} har tecknet {_LOST} där en bokstav har gått förlorad. Spara indexet på nytt som CSV UTF-8",
            f"{name} has the sign {_LOST} where a letter was lost. Save the index again as CSV UTF-8",
        )
    return EMPTY
