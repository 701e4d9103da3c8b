"""The fields and doors that something long can come in by, with the inputs that are hardest to take."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from infra.errors import MinaMeddelandenError
from infra.html.parsing.limits import HtmlTooLarge
from infra.html.plain_text import plain_text_of
from infra.html.sanitise import sanitise_html
from infra.outbox.notification_texts import as_plain_text, shorten_for_sms
from infra.soap.messages.parser import parse_envelope
from mailbox_ui.letter.plain_text import with_links
from print_supplier.errors import NotPrintable
from print_supplier.paper import letter_pages
from print_supplier.paper.content import AttachedFile, LetterContents, LetterMessage, Support
from sender.office.rejections import MailRejected
from sender.print_files.archive.index.lines import line_of as read_line
from tests.doubling.growth import Door
from tests.doubling.mailbox_doors import mailbox_doors
from tests.sender.office.mime.mails import raw, text_of

ENVELOPE: Final = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{}</s:Body></s:Envelope>'
)


def repeated(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda size: before + piece * (size // len(piece)) + after


def numbered(piece: str, before: str = "", after: str = "", most: int = 1_000_000) -> Callable[[int], str]:
    """A piece with a number in it, each time another."""
    return lambda size: (
        before + "".join(piece.format(number) for number in range(min(size // len(piece), most))) + after
    )


HTML: Final[dict[str, Callable[[int], str]]] = {
    "div in div": repeated("<div>"),
    "paragraphs": repeated("<p>x"),
    "paragraphs in much emphasis": lambda size: numbered("<b title={}>", most=200)(size) + "<p>x" * (size // 4),
    "emphasis that never ends": numbered("<b title={}>x"),
    "closing what is not open": repeated("</b>", "<b>"),
    "crossed": repeated("<b><i></b></i>"),
    "links in links": repeated("<a href='https://a.example'>x"),
    "items without end": repeated("<li><b>x", "<ul>"),
    "rows": repeated("<tr><td>x<td>y", "<table>"),
    "text between rows": repeated("x<tr><td>y", "<table>"),
    "spans over rows": repeated("<td rowspan=9999 colspan=60>x<tr>", "<table>"),
    "tables in tables": repeated("<table><tr><td>x"),
    "hidden": repeated("x<i hidden></i>"),
    "rules": numbered(".a{} .b{{display:none}}", "<style>", "</style>" + "<p class=b>x" * 2_000),
    "rules within a rule": numbered("b{}{{display:none}}", "<style>a{", "}</style><p>x"),
    "selectors around as many": lambda size: (
        "<style>" + "a," * (size // 4) + "b{" + "c," * (size // 4) + "d{color:red}}</style><p>x"
    ),
    "rules in rules": repeated("a{", "<style>", "</style><p>x"),
    "names of values": numbered("--a{0}:var(--a{0});", "<style>:root{", "}</style><p>x"),
    "counters": numbered(".a{}{{counter-increment:b}}", "<style>p:before{content:counter(b)}", "</style><p>x"),
    "open braces": repeated("{", "<style>", "</style><p>x"),
    "open comments": repeated("<!--"),
    "open tags": repeated("<a "),
    "less than": repeated("<"),
    "attributes": numbered(" a{}=x", "<p", ">x"),
    "declarations": numbered("a{}:b;", "<p style='", "'>x"),
    "entities": repeated("&amp;"),
    "unknown entities": repeated("&foo"),
    "no-break spaces": repeated("\u00a0"),
    "entities in an attribute": repeated("&amp;", "<p title='", "'>x"),
    "no-break spaces in an attribute": repeated("\u00a0", "<p title='", "'>x"),
    "no-break spaces in a declaration": repeated("\u00a0", "<p style='font-family:", "'>x"),
    "names in names": repeated("<p<p"),
    "quotes in names": repeated("<p a='"),
    "long tags without many attributes": lambda size: ("<p " * 190 + "x" * 8_000 + ">") * (size // 8_570),
    "one word": repeated("x"),
    "words": repeated("ord "),
    "blanks": repeated(" "),
    "breaks": repeated("<br>"),
    "powers": repeated("10<sup>6</sup> "),
    "pictures": repeated("<img alt=x>"),
    "options": repeated("<option>x", "<select>"),
    "colours": numbered("<b style='color:#{:06};background:url(x) #fff'>x</b>"),
    "escapes in a style": repeated("\\61 ", "<p style='", "'>x"),
    "words side by side": repeated("<b>x</b>", "<div style='display:flex'>"),
    "boxes set as tables": repeated("<div style='display:table'><div style='display:table-cell'>x"),
    "words between lists": repeated("<ul></ul>x", "<ol>"),
    "words between items": repeated("<li>a</li>x", "<ol>"),
    "roots": repeated("<msqrt><mi>x", "<math>"),
}
"""HTML by what makes it hard."""

TEXTS: Final[dict[str, Callable[[int], str]]] = {
    "one word": repeated("x"),
    "words": repeated("ord "),
    "blanks": repeated(" "),
    "blank lines": repeated(" \n"),
    "combining signs": repeated("e\u0301\u0323"),
    "combining signs alone": repeated("\u0301"),
    "invisible signs": repeated("\ufeff"),
    "addresses": repeated("http://a.example/) "),
    "one address": repeated("!", "http://a.example/"),
    "starts of addresses": repeated("http://"),
}
"""Plain text by what makes it hard."""


def on_paper(field: str) -> Callable[[str], bytes]:
    """Set a letter where this field is long."""

    def take(text: str) -> bytes:
        given = {"sender": "Kommun A", "reference": "R", "subject": "Beslut", "address": "Anna", "file": "a.pdf"}
        given |= {"support": "Fråga oss.", "text": "Hej!", "html": ""} | {field: text}
        support = Support(given["support"])
        files = [AttachedFile(given["file"], "application/pdf", b"")]
        message = LetterMessage(
            given["subject"], given["html"] or given["text"], bool(given["html"]), support, files
        )
        head = letter_pages.LetterHead([given["address"], "Gatan 1"], date(2026, 11, 24), given["reference"], 0, 0)
        return letter_pages.set_pages(LetterContents(given["sender"], given["reference"], "", [message]), head)

    return take


def all_doors() -> Iterator[Door]:
    yield from html_doors()
    yield from text_doors()
    yield from paper_doors()
    yield from envelope_doors()
    yield from mail_doors()
    yield from print_file_doors()
    yield from mailbox_doors()


def html_doors() -> Iterator[Door]:
    for name, make in HTML.items():
        yield Door(f"mailbox, HTML: {name}", make, sanitise_html, (HtmlTooLarge,))
        yield Door(f"plain text, HTML: {name}", make, plain_text_of, (HtmlTooLarge,))


def text_doors() -> Iterator[Door]:
    for name, make in TEXTS.items():
        yield Door(f"mailbox, text: {name}", make, with_links)
        yield Door(f"e-mail, text: {name}", make, lambda text: as_plain_text("text/plain", text))
        yield Door(f"SMS, text: {name}", make, shorten_for_sms)


def paper_doors() -> Iterator[Door]:
    refusals = (NotPrintable, HtmlTooLarge)
    for field in ("sender", "reference", "subject", "address", "file", "support"):
        yield Door(f"paper, {field}", repeated("x"), on_paper(field), refusals, largest=128_000)
    for name, make in TEXTS.items():
        yield Door(f"paper, text: {name}", make, on_paper("text"), refusals, largest=256_000)
    for name in ("rows", "spans over rows", "one word", "words", "powers", "breaks", "paragraphs"):
        yield Door(f"paper, HTML: {name}", HTML[name], on_paper("html"), refusals, largest=256_000)


def envelope_doors() -> Iterator[Door]:
    pieces = {
        "namespaces of one element": numbered(' xmlns:p{}="u"', "<a", "/>"),
        "namespaces above many elements": lambda size: (
            numbered(' xmlns:p{}="u"', "<a", ">", 10_000)(size // 2) + "<b/>" * (size // 8) + "</a>"
        ),
        "namespaces of many elements": numbered('<b xmlns:p{}="u"/>', "<a>", "</a>"),
        "attributes": numbered(' a{}="x"', "<a", "/>"),
        "elements": repeated("<b/>", "<a>", "</a>"),
        "depth": repeated("<b>"),
        "entities": repeated("&amp;", "<a>", "</a>"),
        "header entries": repeated("<b/>"),
    }
    for name, make in pieces.items():
        yield Door(
            f"envelope: {name}",
            lambda size, make=make: ENVELOPE.format(make(size)).encode(),  # type: ignore[misc]  # mypy knows no types of defaults
            parse_envelope,
            (MinaMeddelandenError,),
        )


def mail_doors() -> Iterator[Door]:
    mails: dict[str, Callable[[int], bytes]] = {
        "body": lambda size: raw("x" * size),
        "lines": lambda size: raw("x\r\n" * (size // 3)),
        "flowed lines": lambda size: raw(
            "x \r\n" * (size // 4), "Content-Type: text/plain; charset=utf-8; format=flowed"
        ),
        "subject": lambda size: raw("x", subject="x" * size),
        "header lines": lambda size: raw("x", *["X-A: x"] * (size // 8)),
        "encoded words": lambda size: raw("x", subject="=?utf-8?q?x?= " * (size // 14)),
    }
    for name, make in mails.items():
        yield Door(f"mail: {name}", make, text_of, (MailRejected,))


def print_file_doors() -> Iterator[Door]:
    for column in ("identitetsnummer", "pdf", "rubrik", "text", "referens"):
        yield Door(
            f"print file: {column}",
            lambda size, column=column: {column: "x" * size},  # type: ignore[misc]  # mypy knows no types of defaults
            lambda values: read_line(1, values),
        )
