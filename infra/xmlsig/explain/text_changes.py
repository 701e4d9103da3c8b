"""A change of one text, the Seal's date or any leaf element's, found by undoing what software does to texts.

Works on the canonical octets, where a text is a slice, so that hundreds of guesses cost milliseconds.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from infra.texts import Text
from infra.xmlsig.explain.failed_signature import FailedSignature, Finding

_BUDGET: Final = 256 * 1024 * 1024
"""Octets hashed for guesses before giving up, which takes under half a second for letters of all sizes."""

_LONG: Final = 4096
"""Longer texts are base64 bodies: only white space around them is guessed."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element with text only, as a slice of the canonical octets."""

    name: str
    start: int
    end: int
    text: str


def explain_text_change(failed: FailedSignature) -> Finding | None:
    """Find the one element with a changed text: when the change is undone, the digest fits."""
    left = _BUDGET
    for leaf, guesses in _guesses(failed):
        before = hashlib.new(failed.hash_name, failed.octets[: leaf.start])
        after = failed.octets[leaf.end :]
        for text, swedish, english in guesses:
            left -= len(failed.octets)
            if left < 0:
                return None
            possible = before.copy()
            possible.update(_escaped(text))
            possible.update(after)
            if possible.digest() == failed.signature_element.digest:
                return _explanation(leaf, text, swedish, english)
    return None


def _explanation(leaf: Leaf, text: str, swedish: str, english: str) -> Finding:
    # Texts of a letter may name a person: a fault says which element differs and how, not what it holds.
    shown = f" («{text}»)" if leaf.name in _HARMLESS else ""
    return Finding(
        "text-changed-after-signing",
        f"{leaf.name} ändrades efter signeringen: {swedish}{shown}. Skicka exakt den text som signerades.",
        f"{leaf.name} was changed after signing: {english}{shown}. Send exactly the text that was signed.",
        fix=Text(
            f"Läs {leaf.name} ur det signerade trädet och skicka dess byte, utan att trimma, koda om eller "
            "serialisera på nytt; jämför med octets.",
            f"Take {leaf.name} from the signed tree and send its bytes, without trimming, recoding or "
            "serialising anew; compare with octets.",
        ),
    )


_HARMLESS: Final = frozenset({"ReceivedTime", "SignaturesOK", "Language", "ContentType", "Checksum"})

Guess = tuple[str, str, str]

_LEAF: Final = re.compile(rb"<([^\s<>/!?:]+)(?: [^<>]*)?>([^<]*)</")


def _guesses(failed: FailedSignature) -> Iterator[tuple[Leaf, Iterator[Guess]]]:
    leaves = [_leaf(match) for match in _LEAF.finditer(failed.octets)]
    if failed.signed_as.is_seal:
        for leaf in leaves[-2:]:
            yield leaf, _seal_guesses(leaf)
    for leaf in leaves:
        yield leaf, _text_guesses(leaf)


def _leaf(match: re.Match[bytes]) -> Leaf:
    return Leaf(match[1].decode(), match.start(2), match.end(2), _unescaped(match[2]))


def _unescaped(octets: bytes) -> str:
    text = octets.decode().replace("&#xD;", "\r")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _escaped(text: str) -> bytes:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#xD;").encode("utf-8", "replace")


def _seal_guesses(leaf: Leaf) -> Iterator[Guess]:
    if leaf.name == "ReceivedTime":
        yield from _date_guesses(leaf.text)
    if leaf.name == "SignaturesOK":
        for value in ("true", "false", "1", "0"):
            yield value, "ett annat värde signerades", "another value was signed"


_ZONES: Final = ("", "Z", "+01:00", "+02:00", "+00:00")


def _date_guesses(text: str) -> Iterator[Guess]:
    try:
        received = date.fromisoformat(text.strip()[:10])
        others = [received - timedelta(days=1), received + timedelta(days=1)]
    except (ValueError, OverflowError):
        return
    for zone in _ZONES:
        yield (
            f"{received}{zone}",
            "datumets tidszon lades till eller togs bort",
            "the date's time zone differs",
        )
    for other in others:
        for zone in _ZONES:
            yield f"{other}{zone}", "ett annat datum", "another date"


def _text_guesses(leaf: Leaf) -> Iterator[Guess]:
    text = leaf.text
    for changed in _white_space(text):
        yield changed, "blanktecken före eller efter texten", "white space before or after the text"
    if len(text) > _LONG:
        return
    for changed in _collapsed(text):
        yield changed, "blanktecken inne i texten", "white space inside the text"
    for changed in _other_encoding(text):
        yield changed, "teckenkodningen (UTF-8 mot ISO 8859-1)", "the character encoding (UTF-8, ISO 8859-1)"
    for form in ("NFC", "NFD"):
        changed = unicodedata.normalize(form, text)
        if changed != text:
            yield changed, "Unicode-formen (å som ett eller två tecken)", "the Unicode form (å as one or two)"
    for changed in _escaped_twice(text):
        yield changed, "XML-tecken (&amp;) kodade en gång för mycket", "XML characters (&amp;) escaped twice"
    for changed in _identity_forms(text):
        yield changed, "numret skrevs i en annan form", "the number was written in another form"
    for changed in {text.upper(), text.lower()} - {text}:
        yield changed, "stora och små bokstäver", "upper and lower case"


def _white_space(text: str) -> Iterator[str]:
    if text != text.strip():
        yield text.strip()
    for space in (" ", "\n", "\r\n"):
        yield text + space
    yield " " + text


def _collapsed(text: str) -> Iterator[str]:
    single = " ".join(text.split())
    if single != text:
        yield single
    if "\u00a0" in text:
        yield text.replace("\u00a0", " ")


def _other_encoding(text: str) -> Iterator[str]:
    if text.isascii():
        return
    yield text.encode().decode("latin-1")
    for charset in ("latin-1", "cp1252"):
        try:
            yield text.encode(charset).decode()
        except UnicodeError:
            continue
    yield text.encode("ascii", "replace").decode()


def _escaped_twice(text: str) -> Iterator[str]:
    if "&" in text or "<" in text:
        yield _unescaped(text.encode())
        yield text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_NUMBER: Final = re.compile(r"(16|18|19|20)?(\d{6})-?(\d{4})")


def _identity_forms(text: str) -> Iterator[str]:
    number = _NUMBER.fullmatch(text)
    if number is None:
        return
    century, day, serial = number.groups("")
    for form in (f"{day}{serial}", f"{day}-{serial}", f"{century}{day}-{serial}", f"16{day}{serial}"):
        if form != text:
            yield form
