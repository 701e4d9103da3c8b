"""A text for people in Swedish and in English, as one value.

Pages show the language of the reader, REST and SOAP faults show both. Programs never decide by a text:
what they decide by is a code, an enum or a column beside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

SWEDISH: Final = "sv"
ENGLISH: Final = "en"
_SEPARATOR: Final = " | "
"""Between the languages where one string must hold both: a fault's Description, a problem's detail."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentences in Swedish and in English. An empty text is false."""

    swedish: str
    english: str

    @classmethod
    def same(cls, text: str) -> Self:
        """A text that reads alike in both languages: a name, a number, another system's words."""
        return cls(text, text)

    @classmethod
    def parse(cls, wire: str) -> Self:
        """Read what `on_wire` wrote. Another system's description, in one language, stands for both."""
        swedish, _, english = wire.partition(_SEPARATOR)
        return cls(swedish, english or swedish)

    @classmethod
    def from_json(cls, value: Mapping[str, str]) -> Self:
        """Read what `as_json` wrote."""
        return cls(value[SWEDISH], value[ENGLISH])

    @property
    def on_wire(self) -> str:
        """Both languages in one string, Swedish first; only once where they are the same."""
        return self.swedish if self.swedish == self.english else f"{self.swedish}{_SEPARATOR}{self.english}"

    def as_json(self) -> dict[str, str]:
        """`{"sv": …, "en": …}`."""
        return {SWEDISH: self.swedish, ENGLISH: self.english}

    def in_language(self, language: str | None) -> str:
        """The English text for a language code that begins with en, else the Swedish one."""
        return self.english if (language or "").startswith(ENGLISH) else self.swedish

    def format(self, **values: object) -> "Text":
        """Fill in the placeholders of both languages. A value that is a Text is filled in by language."""
        swedish = {name: _in_swedish(value) for name, value in values.items()}
        english = {name: _in_english(value) for name, value in values.items()}
        return Text(self.swedish.format(**swedish), self.english.format(**english))

    def replace(self, old: str, new: str) -> "Text":
        """Replace a part in both languages, as `str.replace` does."""
        return Text(self.swedish.replace(old, new), self.english.replace(old, new))

    def __add__(self, other: "Text | str") -> "Text":
        return Text(self.swedish + _in_swedish(other), self.english + _in_english(other))

    def __radd__(self, other: str) -> "Text":
        return Text(other + self.swedish, other + self.english)

    def __bool__(self) -> bool:
        return bool(self.swedish or self.english)

    def __iter__(self) -> Iterator[str]:
        """Swedish, English: `swedish, english = text`."""
        return iter((self.swedish, self.english))

    def __str__(self) -> str:
        return self.on_wire


EMPTY: Final = Text("", "")


def join_texts(separator: str, texts: Iterable[Text]) -> Text:
    """Join texts language by language."""
    parts = list(texts)
    return Text(separator.join(part.swedish for part in parts), separator.join(part.english for part in parts))


def _in_swedish(value: object) -> str:
    return value.swedish if isinstance(value, Text) else str(value)


def _in_english(value: object) -> str:
    return value.english if isinstance(value, Text) else str(value)
