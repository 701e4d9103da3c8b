"""What is wrong with something that is no well-formed XML, in words."""

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

_COMMON: Final[Sequence[tuple[re.Pattern[str], str, *tuple[str, ...]]]] = (
    (re.compile("Start tag expected"), "här skulle det första elementet börja (<)"),
    (re.compile(r"Premature end of data in tag (\S+)"), "innehållet tar slut inuti elementet {}"),
    (re.compile("Extra content at the end"), "det står mer efter rotelementets slut"),
    (
        re.compile(r"tag mismatch: (\S+) .*and (\S+)"),
        "elementet {} avslutas med sluttaggen för {}",
    ),
    (re.compile(r"Namespace prefix (\S+) .*not defined"), "prefixet {} är inte deklarerat"),
    (re.compile("Invalid bytes|not proper UTF-8"), "här står byte som inte hör till teckenkodningen"),
    (re.compile("XML declaration allowed only"), "XML-deklarationen ska stå allra först, utan något före"),
    (re.compile("EntityRef: "), "tecknet & ska skrivas &amp;", "the character & must be written &amp;"),
    (
        re.compile(r"Entity '(\S+)' not defined"),
        "entiteten {} är inte deklarerad; skriv tecknet självt",
        "the entity {} is not declared; write the character itself",
    ),
    (
        re.compile(r"invalid (?:xmlChar value|Char value) (\d+)"),
        "tecknet med nummer {} får inte finnas i XML",
        "the character with number {} may not stand in XML",
    ),
    (re.compile(r"Attribute (\S+) redefined"), "attributet {} står två gånger"),
    (re.compile(r"Couldn't find end of Start Tag (\S+)"), "starttaggen för {} avslutas inte"),
    (
        re.compile("Unescaped '<'"),
        "tecknet < i ett attribut ska skrivas &lt;",
        "the character < in an attribute must be written &lt;",
    ),
    (
        re.compile("AttValue: "),
        "ett attributs värde ska stå inom citattecken",
        "the value of an attribute must stand in quotation marks",
    ),
    (
        re.compile("invalid element name"),
        "här skulle ett elements namn stå; tecknet < i text ska skrivas &lt;",
        "the name of an element should stand here; the character < in text must be written &lt;",
    ),
    (
        re.compile("attribute name|attributes construct"),
        "här skulle ett attribut eller taggens slut (>) stå",
        "an attribute or the end of the tag (>) should stand here",
    ),
    (re.compile("CData section not finished"), "CDATA-avsnittet avslutas inte (]]>)"),
    (re.compile("Sequence ']]>'"), "tecknen ]]> i text ska skrivas ]]&gt;"),
    (re.compile(r"Unsupported encoding:? (\S+)"), "teckenkodningen {} är okänd; använd UTF-8"),
    (re.compile("Document is empty"), "här finns ingen XML"),
    (re.compile("expected '>'"), "här skulle taggens slut (>) stå"),
)
"""The mistakes that senders make, in Swedish, and in English where libxml2's own words need a translation."""


def words_of(problem: etree.XMLSyntaxError) -> tuple[str, str]:
    """In Swedish and English: libxml2's own words, without the position that it repeats."""
    english = (problem.msg or "unknown").rsplit(", line", 1)[0].rstrip(".")
    for pattern, swedish, *better in _COMMON:
        if match := pattern.search(english):
            return swedish.format(*match.groups()), (better or [english])[0].format(*match.groups())
    return english, english
