"""llms.txt: what is here and where each document is, for programs that read text.

Source: the proposal llms.txt, https://llmstxt.org.
"""

from testbed.documents.library import Document, all_documents

_HEAD = """# Mina meddelanden simulator

> The whole of Sweden's infrastructure for public digital post on one machine: the register, the relay, mailbox
> operators, mailboxes and phones. It speaks the published SOAP contracts over mutual TLS, explains each
> refusal, and is steered over REST. Everybody in it is made up.

Begin with {base}docs/SKILL.md. REST is described by {base}api/schema/ (OpenAPI); the same is offered over MCP
at {base}mcp. With MM_CONSOLE_PASSWORD set, both need it.

## Documents

"""


def llms_text(base: str) -> str:
    """The text, with addresses below the base address."""
    return _HEAD.format(base=base) + "".join(_line_of(document, base) for document in all_documents())


def _line_of(document: Document, base: str) -> str:
    summary = f": {document.summary}" if document.summary else ""
    return f"- [{document.title}]({base}{document.path}){summary}\n"
