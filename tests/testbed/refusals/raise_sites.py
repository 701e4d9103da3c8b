"""Read from the source every place where a refusal is made: its class, its reason and its text.

The source is parsed, not run: a place that no test reaches counts as well.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.texts import EMPTY, Text

ROOT: Final = Path(__file__).parents[3]
PACKAGES: Final = (
    "infra",
    "base_registers",
    "far",
    "formedlare",
    "mailbox_operator",
    "mailbox_ui",
    "sender",
    "print_supplier",
    "webhooks",
    "console",
    "testbed",
)
FINDING: Final = "Finding"
"""What explains a signature that does not hold; it becomes a SignatureFault."""
ENVELOPE_REFUSAL: Final = "_refuse_envelope"
"""A fault without detail: SOAP's own, with code 0."""
UNKNOWN_PART: Final = "…"


@dataclass(frozen=True)
class Site:
    """One place where a refusal is made."""

    file: str
    line: int
    class_name: str
    slug: str
    """Of the place itself; empty where the class's holds."""
    passes_on: bool
    """It has the reason of the error that it is raised instead of."""
    text: Text
    fix: Text
    details: Mapping[str, str]
    """check, at_fault and retry, where the place names them: the member's name or the value."""


def all_sites() -> list[Site]:
    """In the order of files and lines."""
    return list(_all_sites())


@cache
def _all_sites() -> tuple[Site, ...]:
    return tuple(site for file in _files() for site in _sites_of(file))


def _files() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


@cache
def error_classes() -> Mapping[str, type[MinaMeddelandenError]]:
    """Every class of refusals by its full name, in the order of names: imports come in any order."""
    found: dict[str, type[MinaMeddelandenError]] = {}
    waiting: list[type[MinaMeddelandenError]] = [MinaMeddelandenError]
    while waiting:
        kind = waiting.pop(0)
        if not kind.__module__.startswith("tests."):
            found[f"{kind.__module__}.{kind.__name__}"] = kind
        waiting.extend(kind.__subclasses__())
    return dict(sorted(found.items()))


def class_of(site: Site) -> type[MinaMeddelandenError]:
    """The class of the refusal; in the file itself before others of the same name."""
    if site.class_name == FINDING:
        return _named("SignatureFault", site.file)
    return _named(site.class_name, site.file)


def _named(name: str, file: str) -> type[MinaMeddelandenError]:
    module = file.removesuffix(".py").replace("/", ".")
    known = error_classes()
    if own := known.get(f"{module}.{name}"):
        return own
    if local := next((kind for kind in known.values() if kind.__name__ == name and _imports(file, kind)), None):
        return local
    return next(kind for kind in known.values() if kind.__name__ == name)


def _imports(file: str, kind: type) -> bool:
    return (kind.__module__, kind.__name__) in _imported_names(file)


@cache
def _imported_names(file: str) -> frozenset[tuple[str, str]]:
    """Each name that the file imports, with its module."""
    imports = (node for node in ast.walk(ast.parse((ROOT / file).read_text())) if isinstance(node, ast.ImportFrom))
    return frozenset((node.module or "", name.name) for node in imports for name in node.names)


def _sites_of(file: Path) -> Iterator[Site]:
    tree = ast.parse(file.read_text())
    constants = _texts(tree.body)
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef):
            local = constants | _texts(scope.body)
            for call in _calls_in(scope):
                yield from _site(file, call, local, scope)
        elif isinstance(scope, ast.Module | ast.ClassDef):
            for statement in scope.body:
                if isinstance(statement, ast.Assign | ast.AnnAssign):
                    for call in (node for node in ast.walk(statement) if isinstance(node, ast.Call)):
                        yield from _site(file, call, constants, None)


def _calls_in(scope: ast.FunctionDef) -> Iterator[ast.Call]:
    """The calls of the function itself: nested functions are scopes of their own."""
    waiting: list[ast.AST] = list(scope.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.FunctionDef):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting.extend(ast.iter_child_nodes(node))


def _site(
    file: Path, call: ast.Call, constants: Mapping[str, Sequence[ast.expr]], scope: ast.FunctionDef | None
) -> Iterator[Site]:
    name = _refusal_named(file, call, scope)
    if name is None:
        return
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    slug, words = _slug_of(name, call, given), _words_of(name, call)
    yield Site(
        str(file.relative_to(ROOT)),
        call.lineno,
        name,
        slug,
        passes_on=None in given or (not slug and "slug" in given),
        text=_text_of(words, constants),
        fix=_text_of([given["fix"]], constants) if "fix" in given else EMPTY,
        details={key: _value_of(given[key]) for key in ("check", "at_fault", "retry") if key in given},
    )


def _refusal_named(file: Path, call: ast.Call, scope: ast.FunctionDef | None) -> str | None:
    """The class that the call makes; None when it makes no refusal."""
    names = {kind.__name__ for kind in error_classes().values()} | {FINDING}
    function = call.func
    if isinstance(function, ast.Name) and function.id in names:
        return function.id
    if not isinstance(function, ast.Attribute):
        return None
    if function.attr == ENVELOPE_REFUSAL or function.attr in names:
        return function.attr
    owner = function.value
    if function.attr == "saying" and isinstance(owner, ast.Name) and owner.id in names:
        return owner.id
    is_own_text = function.attr == "__init__" and scope is not None and scope.name == "__init__"
    if is_own_text and isinstance(owner, ast.Call) and call.args and not isinstance(call.args[0], ast.Name):
        return _class_around(file, call.lineno, names)
    return None


def _class_around(file: Path, line: int, names: set[str]) -> str | None:
    """The class of refusals in whose constructor the line is."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ClassDef) and node.name in names and node.lineno <= line <= (node.end_lineno or 0):
            return node.name
    return None


def _slug_of(name: str, call: ast.Call, given: Mapping[str | None, ast.expr]) -> str:
    if name == FINDING:
        value: ast.expr | None = call.args[0]
    elif name == ENVELOPE_REFUSAL:
        value = call.args[1]
    else:
        value = given.get("slug")
    return str(value.value) if isinstance(value, ast.Constant) else ""


def _words_of(name: str, call: ast.Call) -> Sequence[ast.expr]:
    if name in {FINDING, ENVELOPE_REFUSAL}:
        return call.args[1 if name == FINDING else 2 :]
    return [argument for argument in call.args if not _is_enum_member(argument)]


def _is_enum_member(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Attribute) and argument.attr.isupper()


def _texts(body: Sequence[ast.stmt]) -> dict[str, Sequence[ast.expr]]:
    """What names stand for, where a Text or a string is given to them."""
    found: dict[str, Sequence[ast.expr]] = {}
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found[node.targets[0].id] = [node.value]
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
                found[node.target.id] = [node.value]
    return found


def _text_of(words: Sequence[ast.expr], constants: Mapping[str, Sequence[ast.expr]]) -> Text:
    """The text in both languages, with … for what is only known when it happens."""
    parts = [part for word in words for part in _resolved(word, constants)]
    strings = [_shown(part, constants) for part in parts]
    strings = [string for string in strings if string.strip(UNKNOWN_PART + " .:|")]
    if len(strings) < 2:
        return EMPTY
    return Text(_readable(strings[0]), _readable(strings[1]))


def _readable(shown: str) -> str:
    """Unknown parts that follow each other are one."""
    return re.sub(r"…(?: ?…)+", UNKNOWN_PART, shown)


def _resolved(word: ast.expr, constants: Mapping[str, Sequence[ast.expr]]) -> Iterator[ast.expr]:
    """The Swedish and the English expression that a Text, a name or a starred one stands for."""
    if isinstance(word, ast.Starred):
        yield from _resolved(word.value, constants)
    elif isinstance(word, ast.Name) and word.id in constants:
        yield from (part for value in constants[word.id] for part in _resolved(value, {}))
    elif isinstance(word, ast.Call) and isinstance(word.func, ast.Name) and word.func.id == "Text":
        yield from word.args
    elif isinstance(word, ast.Call) and isinstance(word.func, ast.Attribute) and word.func.attr == "format":
        yield from _resolved(word.func.value, constants)
    else:
        yield word


def _shown(part: ast.expr, constants: Mapping[str, Sequence[ast.expr]]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    if isinstance(part, ast.JoinedStr):
        return "".join(_shown(value, constants) for value in part.values)
    if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add):
        return _shown(part.left, constants) + _shown(part.right, constants)
    if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name) and part.value.id in constants:
        value = constants[part.value.id][0]
        return str(value.value) if isinstance(value, ast.Constant) else UNKNOWN_PART
    return UNKNOWN_PART


def _value_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return str(node.value) if isinstance(node, ast.Constant) else ""


def code_of(site: Site) -> int:
    """The code of the fault."""
    return 0 if site.class_name == ENVELOPE_REFUSAL else int(class_of(site).code)


NAMES_OF_CODES: Final = {int(code): code.name for code in ErrorCode}
