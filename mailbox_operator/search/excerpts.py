"""Excerpts of letters around the words that were searched for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mailbox_operator.models import FileText, Message
from mailbox_operator.search.query_language import SearchQuery, normalise_words
from mailbox_operator.search.reading import body_text

BEFORE: Final = 40
"""Characters that are shown before the first word."""
AFTER: Final = 90


@dataclass(frozen=True, slots=True)
class ExcerptPiece:
    """Some text, marked where it is a word that was searched for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words around a hit."""

    pieces: Sequence[ExcerptPiece]
    filename: str = ""
    """The file in which they stand; empty: the letter's own text."""


def excerpts_of(messages: Sequence[Message], query: SearchQuery) -> dict[int, Excerpt]:
    """Excerpts by key of the message, where its body or files have a word of the query. One query.

    The messages have their bodies loaded.
    """
    pattern = _pattern(query)
    if pattern is None:
        return {}
    files = _texts_by_message([message.pk for message in messages])
    found = ((message.pk, _excerpt(message, files.get(message.pk, ()), pattern)) for message in messages)
    return {key: excerpt for key, excerpt in found if excerpt is not None}


def mark_hits(text: str, query: SearchQuery) -> Sequence[ExcerptPiece]:
    """The whole text, in pieces."""
    pattern = _pattern(query)
    return _pieces(normalise_words(text), pattern) if pattern else [ExcerptPiece(text, is_hit=False)]


def _pattern(query: SearchQuery) -> re.Pattern[str] | None:
    words = sorted(query.shown_words, key=len, reverse=True)
    beginnings = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![^\W_])(?:{beginnings})[^\W_]*", re.IGNORECASE) if words else None


def _texts_by_message(keys: Sequence[int]) -> Mapping[int, list[FileText]]:
    texts: dict[int, list[FileText]] = {}
    rows = FileText.objects.filter(attachment__message__in=keys).select_related("attachment")
    for each in rows.defer("attachment__content").order_by("attachment__position"):
        texts.setdefault(each.attachment.message_id, []).append(each)
    return texts


def _excerpt(message: Message, files: Sequence[FileText], pattern: re.Pattern[str]) -> Excerpt | None:
    if pieces := _around_first_hit(body_text(message), pattern):
        return Excerpt(pieces)
    for file in files:
        if pieces := _around_first_hit(file.text, pattern):
            return Excerpt(pieces, file.attachment.filename)
    return None


def _around_first_hit(text: str, pattern: re.Pattern[str]) -> Sequence[ExcerptPiece]:
    text = normalise_words(text)
    hit = pattern.search(text)
    if hit is None:
        return ()
    start, end = max(0, hit.start() - BEFORE), hit.end() + AFTER
    shown = " ".join(text[start:end].split())
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return _pieces(f"{before}{shown}{after}", pattern)


def _pieces(text: str, pattern: re.Pattern[str]) -> Sequence[ExcerptPiece]:
    pieces, place = [], 0
    for hit in pattern.finditer(text):
        pieces += [ExcerptPiece(text[place : hit.start()], is_hit=False), ExcerptPiece(hit.group(), is_hit=True)]
        place = hit.end()
    pieces.append(ExcerptPiece(text[place:], is_hit=False))
    return [piece for piece in pieces if piece.text]
