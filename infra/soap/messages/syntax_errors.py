"""Explains in both languages why something is no well-formed XML.

libxml2's error code chooses the explanation. A pattern only finds names in libxml2's sentence, because lxml gives
them nowhere else; where it finds none, the sentence itself is the explanation.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree
from lxml.etree import ErrorTypes

from infra.texts import Text


class _Explanation(NamedTuple):
    swedish: str
    english: str = ""
    """Empty where libxml2's own sentence is good."""
    names: str = ""
    """The pattern of the names that stand in for {}."""


_QUOTATION_MARKS: Final = _Explanation(
    "ett attributs värde ska stå inom citattecken", "the value of an attribute must stand in quotation marks"
)
_EXPLANATIONS: Final[Mapping[int, _Explanation]] = {
    ErrorTypes.ERR_DOCUMENT_EMPTY: _Explanation("här skulle det första elementet börja (<)"),
    ErrorTypes.ERR_TAG_NOT_FINISHED: _Explanation("innehållet tar slut inuti elementet {}", names=r"in tag (\S+)"),
    ErrorTypes.ERR_DOCUMENT_END: _Explanation("det står mer efter rotelementets slut"),
    ErrorTypes.ERR_TAG_NAME_MISMATCH: _Explanation(
        "elementet {} avslutas med sluttaggen för {}", names=r"mismatch: (\S+) .*and (\S+)"
    ),
    ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE: _Explanation("prefixet {} är inte deklarerat", names=r"prefix (\S+)"),
    ErrorTypes.ERR_INVALID_ENCODING: _Explanation("här står byte som inte hör till teckenkodningen"),
    ErrorTypes.ERR_UNSUPPORTED_ENCODING: _Explanation(
        "teckenkodningen {} är okänd; använd UTF-8", names=r"encoding:? (\S+)"
    ),
    ErrorTypes.ERR_RESERVED_XML_NAME: _Explanation("XML-deklarationen ska stå allra först, utan något före"),
    ErrorTypes.ERR_NAME_REQUIRED: _Explanation(
        "här skulle ett namn stå; i text ska tecknet & skrivas &amp; och tecknet < skrivas &lt;",
        "a name should stand here; in text, the character & must be written &amp; and the character < &lt;",
    ),
    ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING: _Explanation(
        "tecknet & ska skrivas &amp;", "the character & must be written &amp;"
    ),
    ErrorTypes.ERR_UNDECLARED_ENTITY: _Explanation(
        "entiteten {} är inte deklarerad; skriv tecknet självt",
        "the entity {} is not declared; write the character itself",
        names=r"'(\S+)'",
    ),
    ErrorTypes.ERR_INVALID_CHAR: _Explanation(
        "tecknet med nummer {} får inte finnas i XML",
        "the character with number {} may not stand in XML",
        names=r"value (\d+)",
    ),
    ErrorTypes.ERR_ATTRIBUTE_REDEFINED: _Explanation("attributet {} står två gånger", names=r"Attribute (\S+)"),
    ErrorTypes.ERR_ATTRIBUTE_WITHOUT_VALUE: _Explanation(
        "attributet {} har inget värde", "the attribute {} has no value", names=r"attribute (\S+)"
    ),
    ErrorTypes.ERR_ATTRIBUTE_NOT_STARTED: _QUOTATION_MARKS,
    ErrorTypes.ERR_ATTRIBUTE_NOT_FINISHED: _QUOTATION_MARKS,
    ErrorTypes.ERR_LT_IN_ATTRIBUTE: _Explanation(
        "tecknet < i ett attribut ska skrivas &lt;", "the character < in an attribute must be written &lt;"
    ),
    ErrorTypes.ERR_SPACE_REQUIRED: _Explanation(
        "här skulle ett blanktecken eller taggens slut (>) stå",
        "a space or the end of the tag (>) should stand here",
    ),
    ErrorTypes.ERR_GT_REQUIRED: _Explanation("här skulle taggens slut (>) stå"),
    ErrorTypes.ERR_CDATA_NOT_FINISHED: _Explanation("CDATA-avsnittet avslutas inte (]]>)"),
    ErrorTypes.ERR_MISPLACED_CDATA_END: _Explanation("tecknen ]]> i text ska skrivas ]]&gt;"),
    ErrorTypes.ERR_RESOURCE_LIMIT: _Explanation(
        "en text eller ett attribut är längre än 10 miljoner byte",
        "a text or an attribute is longer than 10 million bytes",
    ),
}
"""The mistakes that senders make, by libxml2's code."""


def explain_syntax_error(problem: etree.XMLSyntaxError) -> Text:
    """Say what is wrong, without the position; a mistake that is not in the table in libxml2's words alone."""
    english = (problem.msg or "unknown").rsplit(", line", 1)[0].rstrip(".\n")
    known = _EXPLANATIONS.get(problem.code)
    found = re.search(known.names, english) if known else None
    if known is None or found is None:
        return Text.same(english)
    return Text(
        known.swedish.format(*found.groups()), known.english.format(*found.groups()) if known.english else english
    )
