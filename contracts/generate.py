"""`python -m contracts.generate`: write the typed messages anew from the schema documents.

xsdata makes one module of classes, `_generated/messages.py`; where namespaces have types of the same
name it numbers them. Beside it this command writes one small module per namespace that gives each
class its contract name back, so that people read `service_v3.DeliverSecure`.

`documents/` itself has the latest edition of each document; `documents/v1` and `documents/v2` have those that
differ in earlier versions, and those that only they have. Editions differ in patterns and in what may be left
out, which classes do not say, so the classes are made from the latest edition of each document.
"""

import ast
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"
GENERATED = HERE / "_generated"
XS = "{http://www.w3.org/2001/XMLSchema}"
MESSAGES = "contracts._generated.messages"
NUMBERED = re.compile(r"(?P<name>.*?[A-Za-z])(?P<number>\d+)$")


def main() -> None:
    write_modules(GENERATED)


def write_modules(folder: Path) -> None:
    """Write the generated modules into the folder."""
    folder.mkdir(exist_ok=True)
    source = _classes_by_xsdata()
    modules = module_names()
    names = _names_by_namespace(source)
    (folder / "__init__.py").write_text('"""Written by `python -m contracts.generate`."""\n')
    (folder / "messages.py").write_text(source)
    for namespace, module in modules.items():
        if not names[namespace]:
            continue  # only simple types, which are plain strings in Python
        lines = [f'"""{namespace}"""', "", f"from {MESSAGES} import ("]
        lines += [f"    {name} as {alias}," for alias, name in sorted(names[namespace].items())]
        exported = [f'    "{alias}",' for alias in sorted(names[namespace])]
        lines += [")", "", "__all__ = [", *exported, "]", ""]
        (folder / f"{module}.py").write_text("\n".join(lines))


def module_names() -> dict[str, str]:
    """Namespace -> name of its module: that of its document, with underscores."""
    return {
        str(etree.parse(file).getroot().get("targetNamespace")): file.stem.replace("-", "_")
        for file in latest_documents()
    }


def latest_documents() -> list[Path]:
    """The latest edition of each document, by name. A document that version 3 lacks is version 1's."""
    editions = {file.name: file for folder in ("v2", "v1", "") for file in (DOCUMENTS / folder).glob("*.xsd")}
    return [editions[name] for name in sorted(editions)]


def _classes_by_xsdata() -> str:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "documents"
        folder.mkdir()
        for file in latest_documents():
            (folder / file.name).write_text(file.read_text().replace('schemaLocation="../', 'schemaLocation="'))
        subprocess.run(  # noqa: S603 (our own arguments)
            [
                *(sys.executable, "-m", "xsdata", "generate", str(folder)),
                *("--package", "messages", "--structure-style", "single-package"),
            ],
            cwd=scratch,
            # xsdata calls ruff by name to format what it wrote.
            env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
            check=True,
            capture_output=True,
        )
        return (Path(scratch) / "messages.py").read_text()


def _names_by_namespace(source: str) -> dict[str, dict[str, str]]:
    """Namespace -> contract name -> name of the class in the generated module."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    enums: list[str] = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            namespace = _namespace(node)
            if namespace is None:
                enums.append(node.name)
            else:
                found[namespace][_contract_name(node.name, source)] = node.name
    for namespace, alias, name in _enums(enums, source):
        found[namespace][alias] = name
    return found


def _namespace(node: ast.ClassDef) -> str | None:
    for meta in (child for child in node.body if isinstance(child, ast.ClassDef) and child.name == "Meta"):
        assigned = {ast.unparse(line.targets[0]): line.value for line in meta.body if isinstance(line, ast.Assign)}
        value = assigned.get("namespace") or assigned.get("target_namespace")
        return str(ast.literal_eval(value)) if value else None
    return None


def _contract_name(name: str, source: str) -> str:
    """The name without the number that xsdata gave it because another namespace has it too."""
    match = NUMBERED.match(name)
    if match is None or f"class {match['name']}2" not in source:
        return name
    return match["name"]


def _enums(names: list[str], source: str) -> Iterator[tuple[str, str, str]]:
    """The namespaces of enumerations, which only the documents tell. xsdata numbers in the documents' order."""
    homes = _enumerations()
    by_alias: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        by_alias[_contract_name(name, source)].append(name)
    for alias, numbered in by_alias.items():
        for namespace, name in zip(homes[alias], numbered, strict=True):
            yield namespace, alias, name


def _enumerations() -> dict[str, list[str]]:
    """Name of an enumeration -> the namespaces that have one of that name, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in latest_documents():
        schema = etree.parse(file).getroot()
        for kind in schema.iter(f"{XS}simpleType"):
            if kind.find(f"{XS}restriction/{XS}enumeration") is not None:
                # A type without a name is named after the elements around it.
                owners = [str(step.get("name")) for step in (kind, *kind.iterancestors()) if step.get("name")]
                found["".join(reversed(owners))].append(str(schema.get("targetNamespace")))
    return {name: sorted(namespaces) for name, namespaces in found.items()}


if __name__ == "__main__":
    main()
