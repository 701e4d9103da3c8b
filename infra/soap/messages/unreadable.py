"""The refusals of content that cannot be read as XML at all."""

from lxml import etree

from infra.errors import InvalidInput
from infra.errors.explanation import Check
from infra.soap.messages.syntax_errors import explain_syntax_error
from infra.texts import Text


def no_content(what: Text) -> InvalidInput:
    """The refusal of a request without content. `what` it is begins the text, as in `parse_document`."""
    return InvalidInput(
        f"{what.swedish} saknar innehåll. Skicka ett SOAP 1.1-kuvert.",
        f"{what.english} has no content. Send a SOAP 1.1 envelope.",
        slug="content-missing",
        fix=Text(
            "Skicka kuvertet som anropets innehåll med POST: curl --data-binary @kuvert.xml. "
            "Kontrollera att strömmen inte redan är läst.",
            "Send the envelope as the request's content with POST: curl --data-binary @envelope.xml. "
            "See that the stream has not been read already.",
        ),
        where="Body",
        expected=Text("ett SOAP 1.1-kuvert", "a SOAP 1.1 envelope"),
        received=Text("inget", "nothing"),
        check=Check.TRANSPORT,
    )


def unknown_encoding(charset: str | None) -> InvalidInput:
    """The refusal of a character encoding that Python or libxml2 does not know."""
    return InvalidInput(
        f"Teckenkodningen {charset} är okänd. Använd UTF-8.",
        f"The character encoding {charset} is unknown. Use UTF-8.",
        slug="character-encoding-unknown",
        where="Content-Type: charset",
        expected="utf-8",
        received=str(charset),
        check=Check.TRANSPORT,
    )


def not_well_formed(what: Text, problem: etree.XMLSyntaxError) -> InvalidInput:
    """The refusal of XML that is not well-formed, with the line and character of the mistake."""
    line, column = problem.position
    mistake = explain_syntax_error(problem)
    return InvalidInput(
        f"{what.swedish} är inte välformad XML: rad {line}, tecken {column}: {mistake.swedish}.",
        f"{what.english} is not well-formed XML: line {line}, character {column}: {mistake.english}.",
        slug="xml-not-well-formed",
        where=f"{line}:{column}",
        received=mistake,
        fix=Text(
            "Skriv XML med ett bibliotek, inte med strängar, och kontrollera att hela innehållet skickas.",
            "Write XML with a library, not with strings, and see that all of the content is sent.",
        ),
        check=Check.TRANSPORT,
    )
