"""What xsdata wrote into the classes of messages, and the prefixes of their namespaces."""

import sys
from functools import cache
from operator import attrgetter
from typing import Any, Final, cast

from lxml import etree
from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.models.elements import XmlMeta

from contracts.generate import module_names

CONTEXT: Final = XmlContext()


def meta_of(cls: type[Any]) -> XmlMeta:
    outer = cls.__qualname__.rpartition(".")[0]
    if not outer:
        return CONTEXT.build(cls)
    # A class within another has the namespace of that one and does not name it.
    around = attrgetter(outer)(sys.modules[cls.__module__])
    return CONTEXT.build(cls, meta_of(cast(Any, around)).namespace)


def is_plain(meta: XmlMeta) -> bool:
    """Only elements, each with a name of its own: what readers and writers are compiled for."""
    plain = all(var.is_element for var in meta.get_all_vars())
    return plain and not meta.nillable and not meta.mixed_content


def text_name(meta: XmlMeta) -> str | None:
    """The name of the only value of a class that is a text, as of an identity number; None of other classes."""
    variables = list(meta.get_all_vars())
    if len(variables) != 1 or meta.nillable:
        return None
    only = variables[0]
    return only.name if only.is_text and only.types[0] is str else None


@cache
def classes_within(cls: type[Any]) -> frozenset[type[Any]]:
    """The class and those of all messages that can be within its own."""
    todo, seen = [cls], {cls}
    while todo:
        inner = {var.clazz for var in meta_of(todo.pop()).get_all_vars() if var.clazz is not None}
        todo += inner - seen
        seen |= inner
    return frozenset(seen)


@cache
def prefixes(cls: Any, name: str | None = None) -> dict[str, str]:
    """A prefix for every namespace that a message of the class can use: its module's name."""
    used = {etree.QName(name or meta_of(cls).qname).namespace}
    for each in classes_within(cls):
        used |= {etree.QName(var.qname).namespace for var in meta_of(each).get_all_vars() if var.is_element}
    return {prefix: namespace for namespace, prefix in _all_prefixes().items() if namespace in used}


def prefixed(qname: str) -> str:
    """A qualified name with its namespace's prefix."""
    name = etree.QName(qname)
    return f"{_all_prefixes()[name.namespace]}:{name.localname}" if name.namespace else name.localname


@cache
def _all_prefixes() -> dict[str, str]:
    return {namespace: prefix.replace("_", "-") for namespace, prefix in module_names().items()}
