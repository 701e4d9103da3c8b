"""MathML's powers, indices, roots and fractions in HTML's words."""

from infra.html.parsing.elements import MATH
from infra.html.parsing.nodes import Element

Nodes = list[Element | str]


def convert_math(tag: str, children: Nodes) -> Nodes:
    """A formula's part: raised and lowered, or on one line with the signs that keep its meaning."""
    parts = [child for child in children if not (isinstance(child, str) and not child.strip())]
    if tag in {"msqrt", "mroot"}:
        return [Element("span", children=_root(tag, parts))]
    found = [_bracketed(part) if tag == "mfrac" else part for part in parts[:1]]
    for part, wrapper in zip(parts[1:], MATH[tag], strict=False):
        if wrapper in {"sup", "sub"}:
            found.append(Element(wrapper, children=[part]))
        else:
            found += [wrapper, _bracketed(part)]
    return [Element("span", children=found)]


def _root(tag: str, parts: Nodes) -> Nodes:
    if tag == "mroot" and len(parts) == 2:
        return [Element("sup", children=parts[1:]), "√", _bracketed(parts[0])]
    whole = parts[0] if len(parts) == 1 else Element("span", children=parts)
    return ["√", _bracketed(whole)]


def _bracketed(part: Element | str) -> Element | str:
    """In brackets, if it is more than one number or name."""
    text = _text_of(part).strip()
    return part if text.isalnum() else Element("span", children=["(", part, ")"])


def _text_of(part: Element | str) -> str:
    return part if isinstance(part, str) else "".join(map(_text_of, part.children))
