"""Mark each link with its host: the words of a link may name one place while it leads to another."""

import re
from typing import Final
from urllib.parse import urlsplit

from infra.html.parsing.nodes import Element

LEADS_TO: Final = "data-leads-to"
"""The host of a link; its words name no host."""
DIFFERS: Final = "data-differs"
"""The host of a link; its words name another host."""
MAX_WORDS: Final = 2_000
_HOST: Final = re.compile(r"(?:https?://)?((?:[\w-]{1,63}\.)+[^\W\d_]{2,24})(?![\w.-]*@)", re.IGNORECASE)


def mark_links(element: Element) -> None:
    """Write on every link to the web, beneath the element, where it leads."""
    for child in element.children:
        if isinstance(child, Element):
            if child.tag == "a":
                child.attributes = {**_without_marks(child), **_marks_of(child)}
            mark_links(child)


def _without_marks(link: Element) -> dict[str, str]:
    """The sender's HTML without marks: only we say where a link leads."""
    return {name: value for name, value in link.attributes.items() if name not in {LEADS_TO, DIFFERS}}


def _marks_of(link: Element) -> dict[str, str]:
    host = host_of(link.attributes.get("href", ""))
    if not host:
        return {}
    named = hosts_named_in("".join(_words_in(link))[:MAX_WORDS])
    if not named:
        return {LEADS_TO: host}
    return {} if all(is_same_place(host, each) for each in named) else {DIFFERS: host}


def host_of(address: str) -> str:
    """The host of an address of the web, as it is looked up; empty for every other address."""
    try:
        parts = urlsplit("".join(address.split()))
        host = parts.hostname or ""
        return _looked_up(host) if parts.scheme.lower() in {"http", "https"} else ""
    except ValueError:
        return ""


def _looked_up(host: str) -> str:
    """Letters outside ASCII as the name server knows them: several alphabets have letters that look alike."""
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return host


def hosts_named_in(words: str) -> list[str]:
    """The hosts that somebody reads in the words."""
    return [found[1].lower() for found in _HOST.finditer(words)]


def is_same_place(host: str, named: str) -> bool:
    """Whether the words name the host, or the domain that it belongs to."""
    named = _looked_up(named).removeprefix("www.")
    return host.removeprefix("www.") == named or host.endswith(f".{named}")


def _words_in(element: Element) -> list[str]:
    words: list[str] = []
    for child in element.children:
        words += [child] if isinstance(child, str) else _words_in(child)
    return words
