"""Text whose UTF-8 a program has taken for Windows-1252 and coded once more: Ã¥ for å."""

import codecs


def read_coded_twice(text: str) -> str:
    """The text as it was meant. One that has other letters than coding twice makes of them is as it is."""
    if text.isascii():
        return text
    try:
        return text.encode("cp1252", "mm_undefined").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _undefined(problem: UnicodeError) -> tuple[bytes, int]:
    """The bytes that Windows-1252 leaves out, which programs read as control characters."""
    assert isinstance(problem, UnicodeEncodeError)
    return problem.object[problem.start : problem.end].encode("latin-1"), problem.end


codecs.register_error("mm_undefined", _undefined)
