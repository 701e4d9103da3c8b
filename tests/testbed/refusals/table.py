"""`python -m tests.testbed.refusals.table`: write reasons.json and docs/refusals from the source."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

import django

from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode, is_permanent
from infra.errors.explanation import AtFault, Check
from infra.pki.validation.problems import CertificateProblem
from infra.texts import Text
from testbed.refusals.catalogue import FILE, RefusalReason
from testbed.refusals.codes import MEANINGS, SOAP_ITSELF
from tests.testbed.refusals import raise_sites
from tests.testbed.refusals.raise_sites import ENVELOPE_REFUSAL, ROOT, Site, class_of, code_of

FOLDER: Final = ROOT / "docs" / "refusals"

TEXTS_MADE_ELSEWHERE: Final[Mapping[str, Text]] = {
    "identity-number-invalid": Text(
        "… är inget giltigt person-, samordnings- eller organisationsnummer: …",
        "… is no valid identity number, coordination number or organisation number: …",
    ),
    "organisation-number-invalid": Text(
        "… är inget giltigt organisationsnummer: …", "… is no valid organisation number: …"
    ),
    "schema-violated": Text(
        "<element>, rad …: vad kontraktets schema säger att där ska stå.",
        "<element>, line …: what the contract's schema says must stand there.",
    ),
    "value-unreadable": Text(
        "Ett värde går inte att läsa, som text där det ska stå base64.",
        "A value cannot be read, as text where base64 should stand.",
    ),
    "print-file-letter-damaged": Text(
        "… är skadad i ZIP-filen: …. Packa filen igen och skicka den på nytt.",
        "… is damaged in the ZIP: …. Pack the file again and send it again.",
    ),
    "init-file-refused": Text("<filen>: vad som är fel i den.", "<the file>: what is wrong in it."),
    "strict-operator-content": Text(
        "Den stränga operatören nekar innehållet: …", "The strict operator refuses the content: …"
    ),
    "strict-operator-signature": Text(
        "Den stränga operatören nekar signaturen: …", "The strict operator refuses the signature: …"
    ),
    "person-has-new-number": Text(
        "… gäller inte längre: personen har fått numret …",
        "… is not valid any longer: the person has been given the number …",
    ),
    "search-not-understood": Text(
        "Sökningen går inte att förstå; svaret säger var.", "The search is not understood; the answer says where."
    ),
    "malformed-http": Text("Det som kom är inget HTTP-anrop: …", "What came is no HTTP request: …"),
    "label-unusable": Text(
        "Etiketten i X-MM-Label går inte att använda: …", "The label in X-MM-Label cannot be used: …"
    ),
    "signature-method-is-another": Text(
        "SignatureValue är gjort med … men SignatureMethod säger …; ange den som används.",
        "SignatureValue was made with … but SignatureMethod says …; name the one in use.",
    ),
    "sender-not-among-registered": Text(
        "… är ingen registrerad avsändare. Registrerade är: …",
        "… is no registered sender. Registered are: …",
    ),
    "html-too-large": Text(
        "HTML-koden är för djup eller för stor för att visas. Förenkla den.",
        "The HTML is nested too deep or too large to be shown. Simplify it.",
    ),
    "invalid-values": Text(
        "Ett eller flera värden är fel; svaret säger vilka och hur.",
        "One or more values are wrong; the answer says which and how.",
    ),
}
"""Where no place that makes the refusal has its words."""

CHECKS_IN_WORDS: Final[Mapping[Check, str]] = {
    Check.TRANSPORT: "HTTP and SOAP: size, content type, well-formed XML, the envelope, the operation",
    Check.CERTIFICATE: "the certificate",
    Check.SCHEMA: "the contract's schema, and numbers that have no valid form",
    Check.RIGHTS: "the caller's rights",
    Check.SIGNATURE: "the signature",
    Check.CONTENT: "the rules for what a letter holds",
    Check.REGISTER: "what a register says",
    Check.STATE: "what has been done before",
    Check.SYSTEM: "whether the simulator, or a system that it asks, can answer",
}


def all_reasons() -> dict[str, RefusalReason]:
    """By slug, from the source."""
    sites = sorted((site for site in raise_sites.all_sites() if not site.passes_on), key=slug_of)
    return {slug: _reason(slug, list(same)) for slug, same in groupby(sites, key=slug_of)}


def slug_of(site: Site) -> str:
    """The reason that the refusal has: its own, or its class's."""
    return site.slug or class_of(site).slug


def _reason(slug: str, sites: Sequence[Site]) -> RefusalReason:
    first = sites[0]
    texts = dict.fromkeys(site.text for site in sites if site.text)
    if slug in TEXTS_MADE_ELSEWHERE:
        texts = {TEXTS_MADE_ELSEWHERE[slug]: None}
    return RefusalReason(
        slug,
        codes=sorted({code for site in sites for code in _codes_of(site)}),
        check=_check_of(first),
        at_fault=_at_fault_of(first),
        retry=_retry_of(first),
        texts=list(texts),
        fixes=list(dict.fromkeys(site.fix for site in sites if site.fix)),
        places=sorted({site.file.partition("/")[0] for site in sites}),
    )


def _codes_of(site: Site) -> Sequence[int]:
    """A problem with a certificate is told with the code of what the certificate was used for."""
    if site.slug == "revocation-list-missing":
        return [ErrorCode.INTERNAL_ERROR]
    if site.class_name == CertificateProblem.__name__:
        return [ErrorCode.CERTIFICATE_ERROR, ErrorCode.SIGNATURE_ERROR]
    return [code_of(site)]


def _check_of(site: Site) -> Check:
    if site.class_name == ENVELOPE_REFUSAL:
        return Check.TRANSPORT
    named = site.details.get("check")
    return Check[named] if named else class_of(site).check


def _at_fault_of(site: Site) -> AtFault:
    if named := site.details.get("at_fault"):
        return AtFault[named]
    kind = _class_or_base(site)
    whose = AtFault.YOU if is_permanent(code_of(site)) or not code_of(site) else AtFault.INFRASTRUCTURE
    return kind.at_fault or whose


def _retry_of(site: Site) -> bool:
    if named := site.details.get("retry"):
        return named == "True"
    kind, code = _class_or_base(site), code_of(site)
    return (not is_permanent(code) and code != SOAP_ITSELF) if kind.retry is None else kind.retry


def _class_or_base(site: Site) -> type[MinaMeddelandenError]:
    return MinaMeddelandenError if site.class_name == ENVELOPE_REFUSAL else class_of(site)


def written_json() -> str:
    """reasons.json."""
    lines = (
        f"{json.dumps(slug)}: {json.dumps(reason.as_json(), ensure_ascii=False)}"
        for slug, reason in all_reasons().items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def written_documents() -> dict[str, str]:
    """The documents of docs/refusals, by file name."""
    reasons = list(all_reasons().values())
    codes = sorted({code for reason in reasons for code in reason.codes})
    documents = {f"{code}.md": "\n".join(_document(code, reasons)) for code in codes}
    return {"README.md": "\n".join(_overview(codes, reasons)), **documents}


def _overview(codes: Sequence[int], reasons: Sequence[RefusalReason]) -> Iterator[str]:
    yield "# Refusals by code\n"
    yield "Each refusal has a code, and a reason in brackets at the end of the fault's Description, which never"
    yield "changes its meaning. `python -m tests.testbed.refusals.table` writes these documents from the source."
    yield "The simulator shows the same at `/refusals/`, in Swedish and English, and each reason at"
    yield "`/refusals/<reason>`.\n"
    yield "| code | meaning | reasons |"
    yield "|---|---|---|"
    for code in codes:
        count = sum(code in reason.codes for reason in reasons)
        yield f"| [{code}]({code}.md) | {MEANINGS[code].english} | {count} |"
    yield ""


def _document(code: int, reasons: Sequence[RefusalReason]) -> Iterator[str]:
    yield f"# {code}: {MEANINGS[code].english}\n"
    name = "A fault without detail" if code == SOAP_ITSELF else f"`{ErrorCode(code).name}`"
    yield f"{name}. The reasons that a fault with this code may have.\n"
    mine = [reason for reason in reasons if code in reason.codes]
    for check, same in groupby(
        sorted(mine, key=lambda reason: (list(Check).index(reason.check), reason.slug)), key=attrgetter("check")
    ):
        yield f"## Checked: {CHECKS_IN_WORDS[check]}\n"
        for reason in same:
            yield from _section(reason)


def _section(reason: RefusalReason) -> Iterator[str]:
    yield f"### {reason.slug}\n"
    again = "another attempt may succeed" if reason.retry else "the same request is refused again"
    yield f"Must act: {reason.at_fault.value}; {again}. Raised by: {', '.join(reason.places)}.\n"
    for text in reason.texts:
        yield f"> {_escaped(text.english)}\n"
    for fix in reason.fixes:
        yield f"What to do: {_escaped(fix.english)}\n"


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_").replace("\n", " ")


def import_everything() -> None:
    """Import every module of ours, so that each class of refusals is known, in any order of imports."""
    for package in raise_sites.PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            if file.parent.name != "migrations":
                import_module(_module_of(file))


def _module_of(file: Path) -> str:
    return str(file.relative_to(ROOT)).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def main() -> None:
    import_everything()
    FILE.write_text(written_json())
    FOLDER.mkdir(exist_ok=True)
    for name, text in written_documents().items():
        (FOLDER / name).write_text(text)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings")
    django.setup()
    main()
