"""Takes out of a page what only Word and Outlook show: conditional comments with drawings in VML.

Each has the same for everybody else beside it. Its pictures are often of kinds that no browser shows.
"""

import re
from typing import Final
from urllib.parse import unquote

_BEGINNING: Final = re.compile(r"<!--\[if\b[^\]<>]{1,100}\]>", re.IGNORECASE)
_COMMENT_END: Final = "-->"
_ENDING: Final = re.compile(r"<!\[endif\]\s*\Z", re.IGNORECASE)
_PICTURE: Final = re.compile(r"""cid:([^"'()\s>&]+)""", re.IGNORECASE)


def separate_word_parts(html: str) -> tuple[str, frozenset[str]]:
    """The page without these comments, and the Content-IDs that they name."""
    kept: list[str] = []
    names: set[str] = set()
    at = 0
    while found := _BEGINNING.search(html, at):
        end = html.find(_COMMENT_END, found.end())
        if end < 0:
            break
        inside = html[found.end() : end]
        is_whole = _ENDING.search(inside[-20:]) is not None
        kept.append(html[at : found.start() if is_whole else end + len(_COMMENT_END)])
        if is_whole:
            names |= {unquote(name) for name in _PICTURE.findall(inside)}
        at = end + len(_COMMENT_END)
    return "".join([*kept, html[at:]]), frozenset(names)
