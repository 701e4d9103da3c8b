"""Joins the lines of paragraphs that an e-mail program has broken, quoted ones too. In linear time.

Source: RFC 3676, 4 (format=flowed, delsp).
"""

import re
from typing import Final

QUOTES: Final = re.compile(">*")
SIGNATURE: Final = "-- "


def join_flowed_lines(text: str, *, delete_space: bool) -> str:
    """The text with each paragraph on one line. A paragraph ends where the depth of quotation changes."""
    paragraphs: list[tuple[str, list[str]]] = []
    flows = False
    for raw in text.split("\n"):
        quotes = QUOTES.match(raw)[0]  # type: ignore[index]  # it matches the empty string, too
        line = raw[len(quotes) :].removeprefix(" ")
        if flows and paragraphs[-1][0] == quotes and line != SIGNATURE:
            paragraphs[-1][1].append(line)
        else:
            paragraphs.append((quotes, [line]))
        flows = line.endswith(" ") and line != SIGNATURE
        if flows and delete_space:
            paragraphs[-1][1][-1] = line[:-1]
    return "\n".join(_write_paragraph(quotes, "".join(pieces)) for quotes, pieces in paragraphs)


def _write_paragraph(quotes: str, paragraph: str) -> str:
    return f"{quotes} {paragraph}" if quotes and paragraph else quotes + paragraph
