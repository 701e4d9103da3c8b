"""Nests elements as an HTML5 parser would leave them: paragraphs, lists and tables hold only what they may."""

from infra.html.parsing.elements import BLOCKS, CELLS_AND_ROWS, TABLE_PARTS, VOID
from infra.html.parsing.loose_cells import group_loose_cells
from infra.html.parsing.nodes import Element


def nest_element(element: Element) -> list[Element | str]:
    """The element with only such children as it may have, and the others after or before it."""
    if element.tag in TABLE_PARTS:
        return _nest_table_part(element)
    if element.tag in {"ul", "ol"}:
        return _nest_list(element)
    items = [] if not _has_child(element, "li") else [item for item in element.children if _is_element(item, "li")]
    if items:
        # An item without an end tag holds the following ones: they are moved beside it.
        element.children = [child for child in element.children if not _is_element(child, "li")]
    element.children = _without_loose_cells(element.children)
    element.has_block = _contain_block(element.children)
    if element.tag == "p" and element.has_block:
        element.tag = "div"
    return [element, *items]


def _contain_block(children: list[Element | str]) -> bool:
    return any(isinstance(child, Element) and (child.has_block or child.tag in BLOCKS) for child in children)


def _has_child(element: Element, tag: str) -> bool:
    return any(_is_element(child, tag) for child in element.children)


def _is_element(child: Element | str, *tags: str) -> bool:
    return isinstance(child, Element) and child.tag in tags


def _nest_table_part(element: Element) -> list[Element | str]:
    allowed = TABLE_PARTS[element.tag]
    if allowed is None:
        element.children = enclose_loose_items(element.children)
        element.has_block = _contain_block(element.children)
        return [element]
    if "tr" in allowed:
        element.children = group_loose_cells(element.children)
    kept = [child for child in element.children if _is_element(child, *allowed)]
    # What stands in a table but in no cell is drawn before the table.
    stray = [
        child
        for child in element.children
        if not _is_element(child, *allowed) and child != "" and not is_blank(child)
    ]
    element.children = kept
    element.has_block = True
    return [*stray, element]


def is_blank(child: Element | str) -> bool:
    """Whether it is a text of blanks alone."""
    return isinstance(child, str) and not child.strip()


def _nest_list(element: Element) -> list[Element | str]:
    """The list; what stands in it but in no item belongs to the item before it, or stands before the list.

    In an item of its own it would be counted.
    """
    items: list[Element | str] = []
    before: list[Element | str] = []
    last: Element | None = None
    for child in _without_loose_cells(element.children):
        if isinstance(child, Element) and child.tag in {"li", "ul", "ol"}:
            items.append(child)
            last = child if child.tag == "li" else last
        elif not is_blank(child) and not _is_empty_box(child):
            _add_to_item(last, before, child)
    element.children = items
    element.has_block = True
    return [*before, element]


def _add_to_item(item: Element | None, before: list[Element | str], child: Element | str) -> None:
    if item is None:
        before.append(child)
    else:
        item.children.append(Element("div", children=[child], has_block=True))
        item.has_block = True


def _is_empty_box(child: Element | str) -> bool:
    return isinstance(child, Element) and not child.children and child.tag not in VOID


def _without_loose_cells(children: list[Element | str]) -> list[Element | str]:
    """Parts of a table that stand in no table are lines of their own."""
    for child in children:
        if isinstance(child, Element) and child.tag in CELLS_AND_ROWS:
            child.tag = "div"
            child.children = _without_loose_cells(child.children)
    return [child for child in children if not _is_element(child, "col")]


def enclose_loose_items(children: list[Element | str]) -> list[Element | str]:
    """Items that stand in no list get one."""
    found: list[Element | str] = []
    loose: Element | None = None
    for child in _without_loose_cells(children):
        if not isinstance(child, Element) or child.tag != "li":
            loose = loose if is_blank(child) else None
            found.append(child)
        elif loose is not None:
            loose.children.append(child)
        else:
            loose = Element("ul", children=[child], has_block=True)
            found.append(loose)
    return found
