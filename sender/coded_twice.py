"""Text whose UTF-8 a program has taken for Windows-1252 and coded once more: Ã¥ for å."""

import codecs
import re
from contextlib import suppress
from typing import Final

_TRAILS: Final = "\x81\x8d\x8f\x90\x9d€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u00a0-¿"
_TWICE: Final = re.compile(f"[ÂÃ][{_TRAILS}]|â[{_TRAILS}]{{2}}")
"""What coding twice makes of the letters, dashes and quotation marks of western Europe."""
_ALONE: Final = re.compile(f"(?<![\\w{_TRAILS}])Ã[{_TRAILS}](?![\\w{_TRAILS}])")
"""One such letter that is no part of a word: the text tells of it."""
_ENOUGH: Final = 2
"""Of these in a text that has other letters, too: one alone may be meant."""


def read_coded_twice(text: str) -> str:
    """The text as it was meant, also if only pieces of it were coded twice."""
    pieces = [] if text.isascii() else _TWICE.findall(text)
    if not pieces:
        # What else could have been coded twice may be meant: Ä€ would be a letter of another language.
        return text
    with suppress(UnicodeEncodeError, UnicodeDecodeError):
        return _read_once(text)
    if _tells_of_letters(text):
        return text
    return _TWICE.sub(lambda found: _read_once(found[0]), text) if len(pieces) >= _ENOUGH else text


def _tells_of_letters(text: str) -> bool:
    return any(_read_once(found[0]).isalpha() for found in _ALONE.finditer(text))


def _read_once(text: str) -> str:
    return text.encode("cp1252", "mm_undefined").decode("utf-8", "strict")


def _undefined(problem: UnicodeError) -> tuple[bytes, int]:
    """The bytes that Windows-1252 leaves out, which programs read as control characters."""
    assert isinstance(problem, UnicodeEncodeError)
    return problem.object[problem.start : problem.end].encode("latin-1"), problem.end


codecs.register_error("mm_undefined", _undefined)
